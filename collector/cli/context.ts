/** What every command starts from: the home folder, its settings, a log, the version. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { collectorSchema, type CollectorConfig } from '../../config/collector-schema.ts'
import { parseConfig } from '../../config/load.ts'
import { parseRules, readRuleFolder } from '../../config/rules-file.ts'
import type { Rule } from '../../config/rule.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import type { Log } from '../../lib/log.ts'
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

/** The shipped rules and the office's own after them. @throws ConfigError. */
export function loadRules(home: CollectorHome): readonly Rule[] {
  const shipped = readRuleFolder(path.join(root, 'config', 'rules'))
  return parseRules([...shipped, ...ownRules(home)], catalogue)
}

function ownRules(home: CollectorHome): ReturnType<typeof readRuleFolder> {
  try {
    return readRuleFolder(home.rules)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
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
