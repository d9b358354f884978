/** ClamAV on Linux: what runs, how old its database is, what its logs tell. */
import { NotPresent, type Host } from '../../../host/host.ts'
import type { AntivirusProduct, Threat } from '../product.ts'
import { decodeClamavConfig, type ClamavConfig } from './clamav-config.ts'
import { decodeDatabaseHeader, headerBytes } from './clamav-header.ts'
import { clamavName, decodeFreshclamLog, decodeScanLog, type ScanLog } from './clamav-log.ts'

/** Debian and its like first, then Fedora, openSUSE and a build of one's own. */
const clamdConfigs = ['/etc/clamav/clamd.conf', '/etc/clamd.d/scan.conf', '/etc/clamd.conf']
const freshclamConfigs = ['/etc/clamav/freshclam.conf', '/etc/freshclam.conf']
const scanners = ['/usr/bin/clamscan', '/usr/sbin/clamd', '/usr/local/bin/clamscan']
const databaseFolderDefault = '/var/lib/clamav'
const logFolder = '/var/log/clamav'
const logBytesMax = 64 * 1024
const filesMax = 64
/** Without a daemon, scans that come so often are protection of a kind. */
const scanRecentMs = 7 * 86_400_000

export interface ClamavFindings {
  readonly product: AntivirusProduct
  readonly threats: readonly Threat[]
}

/** Undefined when ClamAV is not installed. */
export async function readClamav(
  host: Host,
  running: ReadonlySet<string>,
  nowMs: number,
): Promise<ClamavFindings | undefined> {
  const runs = running.has('clamd') || running.has('clamonacc')
  if (!runs && !(await anyExists(host, scanners))) return undefined
  const clamd = decodeClamavConfig(await firstText(host, clamdConfigs))
  const freshclam = decodeClamavConfig(await firstText(host, freshclamConfigs))
  const folder = freshclam.databaseFolder ?? clamd.databaseFolder ?? databaseFolderDefault
  const logs = await scanLogs(host, clamd)
  const scanMs = newest(logs.map((log) => log.scanMs))
  const scans = scanMs !== undefined && nowMs - scanMs < scanRecentMs
  const updater = await freshclamState(host, freshclam)
  return {
    product: {
      name: clamavName,
      state: runs || scans ? 'on' : 'off',
      realtime: running.has('clamonacc'),
      ...(await databaseFacts(host, folder)),
      update: updater?.update,
      version: await version(host),
      scanMs,
    },
    threats: logs.flatMap(({ threats }) => threats),
  }
}

/**
 * The daily database decides; where there is none, the newest file of signatures. One that cannot
 * be loaded protects from nothing, so an empty folder has old definitions.
 */
async function databaseFacts(
  host: Host,
  folder: string,
): Promise<Pick<AntivirusProduct, 'definitions' | 'definitionsMs' | 'definitionsVersion'>> {
  const names = host.list(folder)
  const dated: { readonly ms: number; readonly version: string | undefined }[] = []
  for (const name of ['daily.cld', 'daily.cvd', 'daily.inc']) {
    if (!names.includes(name)) continue
    const header = await headerOf(host, `${folder}/${name}`)
    if (header) dated.push({ ms: header.builtMs, version: `daily ${header.version}` })
  }
  if (dated.length === 0) {
    const signatures = names
      .filter((name) => /\.(?:c[vl]d|[hmn]d[bu]|h?sb|l[du]b|cdb|hsb|ndb|hdb|yara?)$/.test(name))
      .slice(0, filesMax)
    for (const name of signatures) {
      const header = await headerOf(host, `${folder}/${name}`)
      const ms = header?.builtMs ?? (await host.fileInfo(`${folder}/${name}`))?.modifiedMs
      if (ms !== undefined && ms > 0) dated.push({ ms, version: undefined })
    }
  }
  const best = dated.reduce<(typeof dated)[number] | undefined>(
    (chosen, one) => (chosen && chosen.ms >= one.ms ? chosen : one),
    undefined,
  )
  if (!best) return names.length > 0 ? {} : { definitions: 'old' }
  return { definitionsMs: best.ms, definitionsVersion: best.version }
}

async function headerOf(host: Host, path: string) {
  if (!/\.c[vl]d$/.test(path)) return undefined
  const bytes = await readable(() => host.readBytes(path, headerBytes))
  return bytes && decodeDatabaseHeader(bytes)
}

/** The configured log, and logs that a nightly clamscan writes beside it. */
async function scanLogs(host: Host, { logFile }: ClamavConfig): Promise<readonly ScanLog[]> {
  const beside = host
    .list(logFolder)
    .filter((name) => name.endsWith('.log') && !name.startsWith('freshclam'))
    .map((name) => `${logFolder}/${name}`)
  const paths = new Set([...(logFile === undefined ? [] : [logFile]), ...beside])
  const logs: ScanLog[] = []
  for (const path of [...paths].slice(0, 8)) {
    const bytes = await readable(() => host.readBytes(path, logBytesMax, 'end'))
    if (bytes) logs.push(decodeScanLog(bytes.toString('utf8')))
  }
  return logs
}

async function freshclamState(host: Host, { updateLogFile }: ClamavConfig) {
  const path = updateLogFile ?? `${logFolder}/freshclam.log`
  const bytes = await readable(() => host.readBytes(path, logBytesMax, 'end'))
  return bytes && decodeFreshclamLog(bytes.toString('utf8'))
}

async function version(host: Host): Promise<string | undefined> {
  const told = await readable(() => host.run('/usr/bin/clamscan', ['--version']))
  return told && /^ClamAV ([\w.-]{1,40})/.exec(told.stdout)?.[1]
}

/** What is not there or may not be read leaves its one fact out. */
async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NotPresent || isRefused(error)) return undefined
    throw error
  }
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
  )
}

async function firstText(host: Host, paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    const text = await readable(() => host.readText(path))
    if (text !== undefined) return text
  }
  return ''
}

async function anyExists(host: Host, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) if (await host.fileInfo(path)) return true
  return false
}

function newest(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((ms) => ms !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}
