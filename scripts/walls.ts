/**
 * Checks the walls with dependency-cruiser (swc reads the sources; without it the cruise finds no
 * module and still succeeds, so the number of modules is asserted). `node scripts/walls.ts [folder]`
 */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { cruise, type IConfiguration, type IForbiddenRuleType } from 'dependency-cruiser'
import { doors, walls } from './wall-rules.ts'

const folder = resolve(process.argv[2] ?? '.')
process.chdir(folder)
const top = ['agent', 'collector', 'config', 'console', 'contract', 'dashboards', 'lib'].filter(
  (name) => readdirSync('.').includes(name),
)

const own = `^(${[...top, 'bench', 'scripts', 'test'].join('|')})/`
const wallRules: IForbiddenRuleType[] = walls.map(({ from, allowed }) => ({
  name: `wall of ${from}`,
  severity: 'error',
  from: { path: from },
  to: { path: own, pathNot: [...allowed] },
}))
const doorRules: IForbiddenRuleType[] = doors.map(({ modules, from, except }) => ({
  name: `door ${modules}`,
  severity: 'error',
  from: { path: from, pathNot: except },
  to: { path: modules, dependencyTypes: ['core'] },
}))
const sibling: IForbiddenRuleType = {
  name: 'sources do not import each other',
  severity: 'error',
  // A subject with variants is a folder; inside it files may meet.
  from: {
    path: '^agent/sources/([^/.]+)(\\.ts$|/)',
    pathNot: '^agent/sources/(source|sources)\\.ts$',
  },
  to: {
    path: '^agent/sources/',
    pathNot: [
      '^agent/sources/source\\.ts$',
      '^agent/sources/parts/',
      '^agent/sources/$1(\\.ts$|/)',
    ],
  },
}
const rules: IConfiguration = {
  forbidden: [
    ...wallRules,
    ...doorRules,
    sibling,
    { name: 'no cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no orphan',
      severity: 'error',
      from: {
        orphan: true,
        path: own,
        pathNot: ['\\.d\\.ts$', '^config/rules/', '^console/islands/'],
      },
      to: {},
    },
  ],
}
const result = await cruise(top, {
  ruleSet: rules,
  validate: true,
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^(node_modules|dist)/' },
  enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
})
if (typeof result.output === 'string')
  throw new Error('The cruise gave text where a report was asked')
const { violations, totalCruised } = result.output.summary
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`)
if (totalCruised === 0) throw new Error('No module was read: the parser is missing')
console.log(`${totalCruised} modules, ${violations.length} breaches`)
process.exitCode = violations.length === 0 ? 0 : 1
