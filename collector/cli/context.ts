/** What every command starts from: the home folder, its settings, a log, the version. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { collectorSchema, type CollectorConfig } from '../../config/collector-schema.ts'
import { readHolidays, type HolidayTables } from '../../config/public-holidays.ts'
import { parseConfig } from '../../config/load.ts'
import { parseSupportTable, type SupportTable } from '../../config/end-of-support.ts'
import { parseRules, readRuleFolder, type RuleFile } from '../../config/rules-file.ts'
import type { Rule } from '../../config/rule.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import type { Log } from '../../lib/log.ts'
import type { CertificateFiles } from '../certificate-files.ts'
import type { OutletSettings } from '../outlet/settings.ts'
import { collectorHome, type CollectorHome } from '../home.ts'

/** Folder of the program: dist/ for the bundle, the clone's root for the sources. */
const bundled = !import.meta.url.endsWith('.ts')
const root = fileURLToPath(new URL(bundled ? '..' : '../..', import.meta.url))

export const programVersion = process.env['MLINZI_VERSION'] ?? 'source'
export const assetsFolder = path.join(root, 'dist', 'console')
/** The bundle's worker lies beside it; from the sources the store finds its own. */
export const storeWorkerUrl = bundled ? new URL('store-worker.mjs', import.meta.url) : undefined

export function homeFromEnvironment(): CollectorHome {
  return collectorHome(path.resolve(process.env['MLINZI_HOME'] ?? path.join(root, 'var')))
}

/** @throws ConfigError; a missing file is the defaults. */
export async function loadConfig(file: string): Promise<CollectorConfig> {
  return parseConfig(file, await textOf(file), collectorSchema)
}

/**
 * The shipped rules and the office's own after them; `instead` stands in for own files of its names.
 * @throws ConfigError.
 */
export function loadRules(home: CollectorHome, instead: readonly RuleFile[] = []): readonly Rule[] {
  const shipped = readRuleFolder(path.join(root, 'config', 'rules'))
  const names = new Set(instead.map(({ file }) => path.basename(file)))
  const own = ownRules(home).filter(({ file }) => !names.has(path.basename(file)))
  const placed = instead.map(({ file, text }) => ({
    file: path.join(home.rules, path.basename(file)),
    text,
  }))
  const last = [...own, ...placed].sort((a, b) => (a.file < b.file ? -1 : 1))
  return parseRules([...shipped, ...last], catalogue)
}

/** Public holidays of mainland and Zanzibar. @throws ConfigError. */
export function loadHolidays(): HolidayTables {
  return readHolidays(path.join(root, 'config', 'holidays'))
}

/** The office's own table of end-of-support dates, else the shipped one. @throws ConfigError. */
export async function loadSupportTable(home: CollectorHome): Promise<SupportTable> {
  const own = await textOf(home.supportTable)
  if (own !== '') return parseSupportTable(home.supportTable, own)
  const shipped = path.join(root, 'config', 'end-of-support.yaml')
  return parseSupportTable(shipped, await readFile(shipped, 'utf8'))
}

function ownRules(home: CollectorHome): ReturnType<typeof readRuleFolder> {
  try {
    return readRuleFolder(home.rules)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** The office's certificate, when the settings name one. */
export function certificateFiles({ certificate }: CollectorConfig): {
  readonly certificate?: CertificateFiles
} {
  const { file, key } = certificate
  return file === '' ? {} : { certificate: { certificate: file, key } }
}

/** The database that the series go to, when the settings name one. Rejects when its file is missing. */
export async function influxSettings(
  home: CollectorHome,
  { influx }: CollectorConfig,
): Promise<{ readonly influx?: OutletSettings }> {
  if (influx.url === '') return {}
  const file = influx.secretFile
  const secret = file === '' ? '' : await readFile(path.resolve(home.folder, file), 'utf8')
  const { flavour, database, organisation, user, fullDays, fiveMinuteDays, hourDays } = influx
  return {
    influx: {
      flavour,
      database,
      organisation,
      user,
      url: influx.url.replace(/\/+$/, ''),
      secret: secret.trim(),
      batchPointsMax: influx.batchPoints,
      timeoutMs: influx.timeoutSeconds * 1000,
      kept: { full: fullDays, m5: fiveMinuteDays, h1: hourDays },
    },
  }
}

export function createLog(config: CollectorConfig): Log {
  return pino({ level: config.logLevel, base: null, redact: ['password', '*.password', 'secret'] })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
