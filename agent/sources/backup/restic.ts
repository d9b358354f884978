/**
 * Snapshots of a restic repository (`restic snapshots --json`, RFC 3339 times with zone). Listed
 * without a lock and without a cache, so that neither a backup nor a prune is held up.
 */
import type { Host } from '../../host/host.ts'
import { instantOf } from './instant.ts'
import { amountIn, isObject, objectsIn, parseJson, textIn, textsIn } from './json.ts'
import { declaredJob, type JobFacts, type JobReader } from './job.ts'
import type { ResticOptions } from './options.ts'
import { failedListing, repositoryEveryMs, repositoryTimeoutMs } from './repository.ts'

const program = '/usr/bin/restic'
const snapshotsMax = 20_000
const outputBytesMax = 16 * 1024 * 1024
/** Paths may be copied by several commands; one not copied for a day beside the others is missing. */
const togetherMs = 86_400_000

export interface ResticSnapshot {
  readonly timeMs: number
  readonly paths: readonly string[]
  /** Told since restic 0.17. */
  readonly bytes: number | undefined
  readonly files: number | undefined
  readonly durationSeconds: number | undefined
}

export function resticReader(all: readonly ResticOptions[]): JobReader {
  return {
    everyMs: repositoryEveryMs,
    read: async ({ host }) => {
      const jobs = []
      for (const options of all) {
        const { name, kind, target } = options
        const job = { job: `restic:${name}`, product: 'restic', kind, target } as const
        jobs.push(await declaredJob(job, () => readRepository(host, options)))
      }
      return jobs
    },
  }
}

async function readRepository(host: Host, options: ResticOptions): Promise<JobFacts> {
  const { repository, passwordFile, paths } = options
  const own = options.host ?? host.facts().hostname
  const words = ['-r', repository, '--password-file', passwordFile, '--no-lock', '--no-cache']
  const { exitCode, stdout, stderr } = await host.run(
    program,
    [...words, '--json', 'snapshots', '--host', own],
    { timeoutMs: repositoryTimeoutMs, outputBytesMax },
  )
  if (exitCode !== 0) return failedListing(host, repository, resticTrouble(exitCode, stderr))
  const snapshots = decodeSnapshots(stdout)
  return snapshots
    ? judgeSnapshots(snapshots, paths)
    : { state: 'unknown', reason: 'bad_output', detail: 'snapshots' }
}

/** Oldest first; undefined when this is not restic's list. */
export function decodeSnapshots(text: string): readonly ResticSnapshot[] | undefined {
  // Some versions write an empty list as null.
  const list = parseJson(text) ?? (text.trim() === 'null' ? [] : undefined)
  if (!Array.isArray(list)) return undefined
  const snapshots = objectsIn(list, snapshotsMax).flatMap((one): ResticSnapshot[] => {
    const summary = isObject(one['summary']) ? one['summary'] : {}
    const startMs = instantOf(textIn(one, 'time'))
    if (startMs === undefined) return []
    const endMs = instantOf(textIn(summary, 'backup_end'))
    return [
      {
        timeMs: Math.max(startMs, endMs ?? startMs),
        paths: textsIn(one, 'paths', 1000),
        bytes: amountIn(summary, 'total_bytes_processed'),
        files: amountIn(summary, 'total_files_processed'),
        durationSeconds: endMs === undefined ? undefined : Math.max(0, endMs - startMs) / 1000,
      },
    ]
  })
  return snapshots.sort((a, b) => a.timeMs - b.timeMs)
}

/**
 * restic before 0.15 leaves a missing folder out and says 0, so a copy is good only when the
 * wanted folders are in it: the last success is that of the folder that was copied longest ago.
 */
export function judgeSnapshots(
  snapshots: readonly ResticSnapshot[],
  wanted: readonly string[],
): JobFacts {
  const newest = snapshots.at(-1)
  if (!newest) return { state: 'never', goodCopies: 0 }
  const holding = wanted.map((path) => snapshots.filter((one) => holds(one.paths, path)))
  const lasts = holding.map((some) => some.at(-1)?.timeMs)
  const missing = lasts.filter((at) => at === undefined || newest.timeMs - at > togetherMs).length
  const known = lasts.filter((at) => at !== undefined)
  const complete = known.length === wanted.length
  const alike = snapshots.filter(({ paths }) => same(paths, newest.paths))
  return {
    state: missing > 0 ? 'warning' : 'ok',
    detail: missing > 0 ? `paths_missing ${missing}` : undefined,
    lastAttemptMs: newest.timeMs,
    lastSuccessMs: complete ? Math.min(newest.timeMs, ...known) : undefined,
    goodCopies: Math.min(snapshots.length, ...holding.map(({ length }) => length)),
    sizes: alike.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes])).toReversed(),
    files: newest.files,
    durationSeconds: newest.durationSeconds,
  }
}

/** The folder itself or one above it, by either system's separator. */
function holds(paths: readonly string[], wanted: string): boolean {
  const inside = plain(wanted)
  return paths.map(plain).some((path) => inside === path || inside.startsWith(`${path}/`))
}

function plain(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '')
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((path, index) => path === b[index])
}

/** Exit codes since 0.17; before, all is 1 and only the English text tells. */
export function resticTrouble(exitCode: number, stderr: string): string {
  if (exitCode === 10 || /unable to open config file|Is there a repository/.test(stderr)) {
    return 'no_repository'
  }
  if (exitCode === 11 || /repository is already locked/.test(stderr)) return 'locked'
  if (exitCode === 12 || /wrong password or no key found/.test(stderr)) return 'wrong_password'
  return `exit ${exitCode}`
}
