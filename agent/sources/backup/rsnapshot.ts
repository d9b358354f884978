/**
 * rsnapshot by its own configuration: the first interval's newest folder is touched when a run has
 * ended, and rotations are folders with numbers.
 */
import { NotPresent, type Host } from '../../host/host.ts'
import type { Job, JobFacts, JobReader } from './job.ts'
import { unknownBecause } from './job.ts'

const configFile = '/etc/rsnapshot.conf'
/** What the package ships; nobody uses it until that folder is there. */
const shippedRoot = '/var/cache/rsnapshot'
const logTailBytes = 64 * 1024

export interface RsnapshotConfig {
  readonly root: string
  readonly intervals: readonly string[]
  readonly lockFile: string | undefined
  readonly logFile: string | undefined
}

export const rsnapshotReader: JobReader = {
  everyMs: 0,
  read: async ({ host }) => {
    const config = decodeRsnapshotConfig(await host.readText(configFile))
    if (!config) throw new NotPresent('rsnapshot is not set up')
    const root = await host.fileInfo(config.root).catch(() => undefined)
    if (!root && config.root === shippedRoot) throw new NotPresent('rsnapshot is not used')
    const job = { job: 'rsnapshot', product: 'rsnapshot', kind: 'data' } as const
    const facts: JobFacts = root
      ? await readRotations(host, config).catch(unknownBecause)
      : { state: 'unknown', reason: 'unreachable', detail: 'no_folder', targetPresent: false }
    return [{ ...job, ...facts } satisfies Job]
  },
}

/** Its words are separated by tabs; undefined when it names no folder or no interval. */
export function decodeRsnapshotConfig(text: string): RsnapshotConfig | undefined {
  let root: string | undefined
  let lockFile: string | undefined
  let logFile: string | undefined
  const intervals: string[] = []
  for (const line of text.split('\n')) {
    const [word, value = '', count = ''] = line.trim().split(/\t+/)
    if (word === 'snapshot_root' && value.startsWith('/')) root = value.replace(/\/+$/, '') || '/'
    if (word === 'lockfile') lockFile = value
    if (word === 'logfile') logFile = value
    if ((word === 'retain' || word === 'interval') && /^[\w-]{1,40}$/.test(value) && count !== '') {
      intervals.push(value)
    }
  }
  return root === undefined || intervals.length === 0
    ? undefined
    : { root, intervals, lockFile, logFile }
}

async function readRotations(host: Host, config: RsnapshotConfig): Promise<JobFacts> {
  const { root, intervals, lockFile, logFile } = config
  const copies = host.list(root).filter((name) => {
    const [, interval] = /^([\w-]+)\.\d{1,4}$/.exec(name) ?? []
    return interval !== undefined && intervals.includes(interval)
  })
  const newest = await host.fileInfo(`${root}/${intervals[0]}.0`)
  const at = newest?.modifiedMs
  const seen = { goodCopies: copies.length, lastSuccessMs: at, lastAttemptMs: at }
  if (lockFile && (await host.fileInfo(lockFile)) && (await isRunning(host, lockFile))) {
    return { ...seen, state: 'running' }
  }
  if (at === undefined) return { state: 'never', goodCopies: copies.length }
  const word = logFile ? await lastWord(host, logFile) : undefined
  return { ...seen, ...(word ?? { state: 'ok' }) }
}

/** A lock left by a crash names a process that is no more. */
async function isRunning(host: Host, lockFile: string): Promise<boolean> {
  const id = (await host.readText(lockFile)).trim()
  return /^\d{1,10}$/.test(id) && (await host.fileInfo(`/proc/${id}`)) !== undefined
}

async function lastWord(host: Host, logFile: string): Promise<JobFacts | undefined> {
  const bytes = await host.readBytes(logFile, logTailBytes, 'end').catch(() => undefined)
  return bytes && decodeRsnapshotLog(bytes.toString('utf8'))
}

/** How the last run says that it ended. */
export function decodeRsnapshotLog(text: string): JobFacts | undefined {
  const last = [
    ...text.matchAll(
      /: (completed successfully|completed, but with some (?:warnings|errors)|ERROR: )/g,
    ),
  ].at(-1)
  if (!last) return undefined
  if (last[1] === 'completed successfully') return { state: 'ok' }
  if (last[1] === 'completed, but with some warnings')
    return { state: 'warning', detail: 'warnings' }
  return { state: 'failed', detail: 'errors' }
}
