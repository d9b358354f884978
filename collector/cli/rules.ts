/** `mlinzi rules`: tries rules on the past, by the collector that runs beside this command. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import type { RuleFile } from '../../config/rules-file.ts'
import { askCollector } from './ask-collector.ts'
import { homeFromEnvironment, loadRules } from './context.ts'
import { ruleExceptionCommands } from './rule-exceptions.ts'
import { daysOf, type RulesCommandParts } from './rules-command.ts'

/** As /api/v1/rules/test answers. */
interface Trial {
  readonly hosts: number
  readonly rows: number
  readonly counts: readonly { rule: string; alerts: number; hosts: number }[]
  readonly alerts: readonly {
    rule: string
    severity: string
    host: string
    object: string
    openedAt: string
    clearedAt: string | null
    title: string
  }[]
}

export function rulesCommands(parts: RulesCommandParts): Command {
  const rules = new Command('rules').description(
    'The rules by which alerts are told, and exceptions from them',
  )
  rules
    .command('test')
    .description(
      'Tell what changed rules would have told of the last days; nothing is written, nobody is told',
    )
    .argument('[files...]', 'rule files that are not in force yet; none: the rules as they stand')
    .option('--days <days>', 'so many days back, 14 at most', daysOf, 7)
    .action(async (names: readonly string[], { days }: { days: number }) => {
      const files = await Promise.all(names.map(readRules))
      // A fault is told here, with its file and line, before anybody is asked.
      loadRules(homeFromEnvironment(), files)
      await parts.withRepositories(async ({ apiTokens }) => {
        const { id, secret } = await apiTokens.create('mlinzi rules test', 'officer')
        try {
          const port = await parts.port()
          const body = { days, files }
          const call = { port, token: secret, path: '/api/v1/rules/test', body }
          print(await askCollector<Trial>(call), files.length > 0, days)
        } finally {
          await apiTokens.revoke(id)
        }
      })
    })
  rules.addCommand(ruleExceptionCommands(parts))
  return rules
}

async function readRules(file: string): Promise<RuleFile> {
  try {
    return { file: path.basename(file), text: await readFile(file, 'utf8') }
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'fault'}`, {
      cause: error,
    })
  }
}

function print(trial: Trial, changedOnly: boolean, days: number): void {
  const { hosts, rows, counts, alerts } = trial
  if (changedOnly && counts.length === 0) {
    console.log('These files change no rule.')
    return
  }
  console.log(`${rows} readings of ${hosts} computers, the last ${days} days:`)
  for (const { rule, alerts: count, hosts: on } of counts)
    if (count > 0 || changedOnly) console.log(`  ${rule}: ${count} alerts on ${on} computers`)
  if (counts.every(({ alerts: count }) => count === 0)) console.log('  no alert')
  for (const one of alerts)
    console.log(
      [one.openedAt, one.clearedAt ?? 'still open', one.severity, one.host, one.title].join('  '),
    )
}
