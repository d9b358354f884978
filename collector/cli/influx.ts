/** `mlinzi influx …`: the database that the series go to as well. */
import { Command, InvalidArgumentError } from 'commander'
import type { InfluxCheckTexts } from '../../config/locales/influx-check-texts.ts'
import { influxCheckEn } from '../../config/locales/influx-check-en.ts'
import { influxCheckSw } from '../../config/locales/influx-check-sw.ts'
import { languageOf } from '../../lib/language.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { checkDatabase } from '../outlet/check.ts'
import type { Finding, Kept } from '../outlet/finding.ts'
import { hoursOwed } from '../outlet/hours-owed.ts'
import type { Repositories } from '../repositories.ts'
import { homeFromEnvironment, influxSettings, loadConfig } from './context.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>
interface Spoken {
  readonly lang?: string
}

const hourMs = 3_600_000
const refusedShown = 100
const language = ['--lang <language>', 'sw or en (default: the language of this computer)'] as const

export function influxCommands(withRepositories: WithRepositories): Command {
  const influx = new Command('influx').description('The InfluxDB that the series go to')
  influx
    .command('check')
    .description('Make what the database lacks, or say how; tells what is still owed and refused')
    .option(...language)
    .action(async ({ lang }: Spoken) => {
      const texts = textsOf(lang)
      const findings = await check(texts)
      for (const finding of findings) print(finding, texts)
      await withRepositories(({ outlet }) => printOwed(outlet, texts))
      if (findings.some(({ state }) => state === 'missing')) process.exitCode = 1
    })
  influx
    .command('backfill')
    .description('Send everything again from a day on; a running collector does it')
    .requiredOption('--since <day>', 'as 2026-11-01 (UTC)', dayMs)
    .option(...language)
    .action(async ({ since, lang }: Spoken & { since: number }) => {
      const dirty = hoursOwed(Math.floor(since / hourMs), Math.floor(systemClock.now() / hourMs))
      await withRepositories(({ outlet }) => outlet.mark(dirty))
      const day = new Date((dirty[0]?.hour ?? since / hourMs) * hourMs).toISOString().slice(0, 10)
      console.log(filled(textsOf(lang).backfill, { count: dirty.length, day }))
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

function textsOf(lang: string | undefined): InfluxCheckTexts {
  return languageOf(lang) === 'sw' ? influxCheckSw : influxCheckEn
}

async function check(texts: InfluxCheckTexts): Promise<readonly Finding[]> {
  const home = homeFromEnvironment()
  const config = await loadConfig(home.config)
  const { influx } = await influxSettings(home, config)
  if (influx === undefined) return [{ state: 'missing', text: 'noUrl', name: home.config }]
  console.log(`${texts.about[influx.flavour]}\n`)
  return checkDatabase(influx, systemClock)
}

function print(finding: Finding, texts: InfluxCheckTexts): void {
  const { state, text, name, why = '', found = '', wanted = '', command } = finding
  const kept = (time: Kept): string =>
    typeof time === 'string'
      ? time
      : time === 0
        ? texts.forEver
        : filled(texts.days, { days: time })
  const sentence = filled(texts.findings[text], {
    name,
    why,
    found: kept(found),
    wanted: kept(wanted),
  })
  console.log(`${texts.states[state]}  ${sentence}`)
  if (command !== undefined) console.log(`             ${command}`)
}

async function printOwed(outlet: Repositories['outlet'], texts: InfluxCheckTexts): Promise<void> {
  const count = await outlet.waiting()
  console.log(`\n${count === 0 ? texts.nothingOwed : filled(texts.owed, { count })}`)
  for (const [kind, points] of Object.entries(await outlet.refusals())) {
    console.log(filled(texts.refused, { count: points, kind }))
  }
}

/** In one pass, so that what a database says cannot hold a placeholder. */
function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

function dayMs(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new InvalidArgumentError('a day is written as 2026-11-01')
  if (time > systemClock.now()) throw new InvalidArgumentError('that day has not come yet')
  return time
}
