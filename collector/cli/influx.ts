/** `mlinzi influx …`: the database that the series go to as well. */
import { Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../../lib/system-clock.ts'
import { checkDatabase } from '../outlet/check.ts'
import type { Finding } from '../outlet/finding.ts'
import { hoursOwed } from '../outlet/hours-owed.ts'
import type { Repositories } from '../repositories.ts'
import { homeFromEnvironment, influxSettings, loadConfig } from './context.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>

const hourMs = 3_600_000
const refusedShown = 100
const marks: Readonly<Record<Finding['state'], string>> = {
  good: 'good     ',
  made: 'made     ',
  missing: 'MISSING  ',
  different: 'DIFFERENT',
}

export function influxCommands(withRepositories: WithRepositories): Command {
  const influx = new Command('influx').description('The InfluxDB that the series go to')
  influx
    .command('check')
    .description('Make what the database lacks, or say how; tells what is still owed and refused')
    .action(async () => {
      const findings = await check()
      for (const finding of findings) print(finding)
      await withRepositories(({ outlet }) => printOwed(outlet))
      if (findings.some(({ state }) => state === 'missing')) process.exitCode = 1
    })
  influx
    .command('backfill')
    .description('Send everything again from a day on; a running collector does it')
    .requiredOption('--since <day>', 'as 2026-11-01 (UTC)', dayMs)
    .action(async ({ since }: { since: number }) => {
      const dirty = hoursOwed(Math.floor(since / hourMs), Math.floor(systemClock.now() / hourMs))
      await withRepositories(({ outlet }) => outlet.mark(dirty))
      console.log(`${dirty.length} hours will be sent again, the newest first.`)
    })
  influx
    .command('refused')
    .description('The newest points that the database would not take, with its reasons')
    .action(() =>
      withRepositories(async ({ outlet }) => {
        for (const { atMs, reason, line } of await outlet.refused(refusedShown)) {
          console.log(`${new Date(atMs).toISOString()}  ${reason}\n  ${line}`)
        }
      }),
    )
  return influx
}

async function check(): Promise<readonly Finding[]> {
  const home = homeFromEnvironment()
  const config = await loadConfig(home.config)
  const { influx } = await influxSettings(home, config)
  if (influx === undefined) {
    return [{ state: 'missing', what: `${home.config} has no influx: url` }]
  }
  const { fullDays, fiveMinuteDays, hourDays } = config.influx
  return checkDatabase(influx, { full: fullDays, m5: fiveMinuteDays, h1: hourDays }, systemClock)
}

function print({ state, what, command }: Finding): void {
  console.log(`${marks[state]}  ${what}`)
  if (command !== undefined) console.log(`             ${command}`)
}

async function printOwed(outlet: Repositories['outlet']): Promise<void> {
  console.log(`Owed: ${await outlet.waiting()} marks of hours.`)
  for (const [kind, points] of Object.entries(await outlet.refusals())) {
    console.log(`Refused: ${points} points, ${kind} (mlinzi influx refused).`)
  }
}

function dayMs(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new InvalidArgumentError('a day is written as 2026-11-01')
  return time
}
