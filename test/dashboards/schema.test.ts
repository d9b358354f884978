/**
 * Each dashboard and each panel's options are what Grafana's SDK declares: the JSON is compiled as
 * literals of its types, so that a key or word that is not in them fails.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { LintedDashboard, LintedPanel } from '../../dashboards/lint/problem.ts'
import { shippedDashboards } from './sample.ts'

/** Folders of the SDK by the types of panels. */
const packages: Readonly<Record<string, string>> = {
  timeseries: 'timeseries',
  stat: 'stat',
  table: 'table',
  bargauge: 'bargauge',
  'state-timeline': 'statetimeline',
  'status-history': 'statushistory',
}
/**
 * JSON has the values of enums, not their names; what the SDK leaves open stays open. The data source's
 * own queries and marks are not in it: look/target.ts and annotations.ts declare them.
 */
const plain = `interface Target {
  refId: string; datasource: { type: 'influxdb'; uid: string }; query: string; rawQuery: true
  resultFormat: 'time_series' | 'table'; alias?: string
}
interface Mark { query: string; textColumn: string; tagsColumn: string }
type Plain<T> = 0 extends 1 & T ? any : T extends string ? \`\${T}\`
  : T extends number | boolean | null | undefined ? T
  : T extends { _implementsDataqueryVariant(): void } ? Target
  : T extends AnnotationQuery ? { readonly [K in keyof T]: Plain<T[K]> } & Mark
  : T extends readonly (infer One)[] ? readonly Plain<One>[]
  : { readonly [K in keyof T]: Plain<T[K]> }`

function program(dashboards: readonly LintedDashboard[]): string {
  const sdk = '@grafana/grafana-foundation-sdk'
  const imports = Object.values(packages).map(
    (name) => `import type * as ${name} from '${sdk}/${name}'`,
  )
  const literals = dashboards.map((one, at) => {
    return `export const d${at}: Plain<Dashboard> = ${JSON.stringify(one)}`
  })
  const panels = dashboards
    .flatMap(({ panels: shown = [] }) => shown)
    // A closed row holds its panels itself.
    .flatMap((panel) => (panel.type === 'row' ? (panel.panels ?? []) : [panel]))
  const options = panels.map((panel: LintedPanel & { readonly options?: unknown }, at) => {
    const type = packages[panel.type ?? ''] ?? 'unknownPanel'
    return `export const p${at}: Plain<${type}.Options> = ${JSON.stringify(panel.options)}`
  })
  const dashboardType = `import type { AnnotationQuery, Dashboard } from '${sdk}/dashboard'`
  return [dashboardType, ...imports, plain, ...literals, ...options].join('\n')
}

function faultsOf(dashboards: readonly LintedDashboard[]): string {
  const cache = path.resolve('.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(path.join(cache, 'schema-'))
  try {
    writeFileSync(path.join(folder, 'check.ts'), program(dashboards))
    const compilerOptions = {
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    }
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['check.ts'] }),
    )
    const tsc = path.resolve('node_modules/typescript/bin/tsc')
    const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], {
      encoding: 'utf8',
    })
    return stdout + stderr
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

it('every dashboard and every panel’s options are of the SDK’s types', () => {
  expect(faultsOf([...shippedDashboards('en'), ...shippedDashboards('sw')])).toBe('')
})
it('a wrong word is found in a closed row too', () => {
  const network = shippedDashboards('en').find(({ uid }) => uid === 'mlinzi-network-en') ?? {}
  const panels = network.panels?.map((panel) =>
    panel.type === 'row' ? { ...panel, panels: panel.panels?.map(withOddHeight) ?? [] } : panel,
  )
  expect(faultsOf([{ ...network, panels } as LintedDashboard])).toContain('"oddHeight"')
})
function withOddHeight(panel: LintedPanel): LintedPanel {
  return {
    ...panel,
    options: { ...(panel as { options?: object }).options, cellHeight: 'oddHeight' },
  } as LintedPanel
}
it('an unknown key and a wrong word are found', () => {
  const [fleet = {}] = shippedDashboards('en')
  const spoilt = JSON.stringify(fleet).replace('"graphMode":"none"', '"graphMode":"nothing"')
  const faults = faultsOf([
    { ...(JSON.parse(spoilt) as LintedDashboard), surprise: 1 } as LintedDashboard,
  ])
  expect(faults).toContain('"nothing"')
  expect(faults).toContain('"surprise"')
})
