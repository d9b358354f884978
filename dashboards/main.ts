/** `mlinzi dashboards …`: Grafana's dashboards as files. Written once; nothing runs on. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import { ConfigError } from '../config/load.ts'
import { parseRules, readRuleFolder, type RuleFile } from '../config/rules-file.ts'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import { dashboardFiles, defaults } from './files.ts'
import { languages, type Language } from './theme.ts'

const flavours = ['influxdb-1', 'influxdb-2', 'influxdb-3', 'victoria-metrics'] as const

interface BuildWords {
  readonly lang: Language | 'all'
  readonly datasource: string
  readonly flavour: (typeof flavours)[number]
  readonly console: string
  readonly rules?: string
  readonly out: string
}

const program = new Command('mlinzi dashboards').description('Dashboards for Grafana')
program
  .command('build')
  .description('Write the dashboards as JSON files for Grafana 10 to 13')
  .addOption(
    new Option('--lang <language>', 'sw, en or both').choices([...languages, 'all']).default('all'),
  )
  .option('--datasource <uid>', 'uid of the data source in Grafana', defaults.datasourceUid)
  .addOption(
    new Option('--flavour <flavour>', 'the database behind it')
      .choices(flavours)
      .default('influxdb-1'),
  )
  .option('--console <url>', 'address of the console, for links', defaults.consoleUrl)
  .option('--rules <folder>', 'the office’s own rules, whose limits the colours then follow')
  .requiredOption('--out <folder>', 'where the files go; made when it is not there')
  .action(build)

function build(words: BuildWords): void {
  if (words.flavour === 'victoria-metrics') {
    throw new ConfigError([
      {
        file: '--flavour',
        line: 0,
        text: 'VictoriaMetrics has no InfluxQL, which the dashboards ask in; give the series to an InfluxDB as well (docs/INFLUXDB.md)',
      },
    ])
  }
  const own: readonly RuleFile[] = words.rules === undefined ? [] : readRuleFolder(words.rules)
  const rules = parseRules([...readRuleFolder(shippedRules()), ...own], catalogue)
  const files = dashboardFiles({
    languages: words.lang === 'all' ? languages : [words.lang],
    rules,
    datasourceUid: words.datasource,
    consoleUrl: words.console,
  })
  for (const { name, text } of files) {
    const file = path.join(words.out, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  console.log(`${files.length} dashboards in ${words.out}`)
}

/** Beside dist/ for the bundle, in the clone for the sources. */
function shippedRules(): string {
  return fileURLToPath(new URL('../config/rules', import.meta.url))
}

try {
  program.parse()
} catch (error) {
  const explained = error instanceof ConfigError || (error instanceof Error && 'code' in error)
  process.stderr.write(`${explained ? error.message : String((error as Error).stack)}\n`)
  process.exitCode = 1
}
