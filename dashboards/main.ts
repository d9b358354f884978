/** `mlinzi dashboards …`: Grafana's dashboards as files. Written once; nothing runs on. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import { ConfigError } from '../config/load.ts'
import { parseRules, readRuleFolder, type RuleFile } from '../config/rules-file.ts'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import { dashboardFiles, defaults, type DashboardFile } from './files.ts'
import { provisioningFault, provisioningFiles } from './provisioning.ts'
import { languages, type Language } from './theme.ts'

const flavours = ['influxdb-1', 'influxdb-2', 'influxdb-3', 'victoria-metrics'] as const

interface BuildWords {
  readonly lang: Language | 'all'
  readonly datasource: string
  readonly flavour: (typeof flavours)[number]
  readonly console: string
  readonly rules?: string
  readonly out: string
  readonly provisioning?: string
  readonly influx: string
  readonly database: string
  readonly user: string
  readonly secretFile: string
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
  .option(
    '--provisioning <folder>',
    'write Grafana’s files for data source and dashboards too, as in /etc/grafana/provisioning',
  )
  .option('--influx <url>', 'address of InfluxDB for Grafana', 'http://127.0.0.1:8086')
  .option('--database <name>', 'database, as in collector.yaml', 'mlinzi')
  .option('--user <name>', 'user of InfluxDB 1.x who may read', '')
  .option('--secret-file <file>', 'file with password or token, which Grafana reads', '')
  .action(build)

function build(words: BuildWords): void {
  const { flavour } = words
  if (flavour === 'victoria-metrics') {
    throw fault(
      '--flavour',
      'VictoriaMetrics has no InfluxQL, which the dashboards ask in; give the series to an InfluxDB as well (docs/INFLUXDB.md)',
    )
  }
  const wrong = provisioningFault({ ...words, flavour })
  if (wrong !== undefined) throw fault('--provisioning', wrong)
  if (!/^https?:\/\/./.test(words.influx) || !URL.canParse(words.influx))
    throw fault('--influx', `${words.influx} is no address such as http://127.0.0.1:8086`)
  const own: readonly RuleFile[] = words.rules === undefined ? [] : readRuleFolder(words.rules)
  const rules = parseRules([...readRuleFolder(shippedRules()), ...own], catalogue)
  const shared = {
    languages: words.lang === 'all' ? languages : [words.lang],
    datasourceUid: words.datasource,
  }
  const files = dashboardFiles({ ...shared, rules, consoleUrl: words.console })
  write(words.out, files)
  console.log(`${files.length} dashboards in ${words.out}`)
  if (words.provisioning === undefined) return
  const { influx: influxUrl, database, user, secretFile } = words
  const dashboardsFolder = path.resolve(words.out)
  const settings = { influxUrl, database, user, secretFile, flavour, dashboardsFolder }
  write(words.provisioning, provisioningFiles({ ...shared, ...settings }))
  console.log(
    `Data source and dashboards for Grafana in ${words.provisioning}; now restart Grafana`,
  )
}

function write(folder: string, files: readonly DashboardFile[]): void {
  for (const { name, text } of files) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

function fault(option: string, text: string): ConfigError {
  return new ConfigError([{ file: option, line: 0, text }])
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
