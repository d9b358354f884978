/** Snapshots of a kopia repository (`kopia snapshot list --all --json`). */
import type { Host } from '../../host/host.ts'
import { instantOf } from './instant.ts'
import { amountIn, isObject, objectsIn, parseJson, textIn } from './json.ts'
import { declaredJob, type JobFacts, type JobReader } from './job.ts'
import type { KopiaOptions } from './options.ts'
import { passwordIn, repositoryEveryMs, repositoryTimeoutMs } from './repository.ts'

const program = '/usr/bin/kopia'
const snapshotsMax = 20_000
/** Twice the time between two of its checkpoints, and some minutes for the writing. */
const workingMs = 100 * 60_000

export interface KopiaSnapshot {
  readonly host: string
  readonly startMs: number
  readonly endMs: number
  /** Broken off, or with files that could not be read. */
  readonly complete: boolean
  /** What it saved by the way, every 45 minutes: it is at work, or was broken off. */
  readonly checkpoint: boolean
  readonly bytes: number | undefined
  readonly files: number | undefined
}

export function kopiaReader(all: readonly KopiaOptions[]): JobReader {
  return {
    everyMs: repositoryEveryMs,
    read: async ({ host, clock }) => {
      const jobs = []
      for (const options of all) {
        const { name, kind, target } = options
        const job = { job: `kopia:${name}`, product: 'kopia', kind, target } as const
        jobs.push(await declaredJob(job, () => readRepository(host, options, clock.now())))
      }
      return jobs
    },
  }
}

async function readRepository(host: Host, options: KopiaOptions, nowMs: number): Promise<JobFacts> {
  const { exitCode, stdout } = await host.run(
    program,
    ['snapshot', 'list', '--all', '--json', '--config-file', options.configFile],
    {
      timeoutMs: repositoryTimeoutMs,
      outputBytesMax: 16 * 1024 * 1024,
      environment: {
        KOPIA_PASSWORD: await passwordIn(host, options.passwordFile),
        KOPIA_CHECK_FOR_UPDATES: 'false',
      },
    },
  )
  if (exitCode !== 0) {
    return { state: 'unknown', reason: 'provider_failed', detail: `exit ${exitCode}` }
  }
  const snapshots = decodeKopia(stdout)
  const own = host.facts().hostname.toLowerCase()
  return snapshots
    ? judgeKopia(
        snapshots.filter((one) => one.host === '' || one.host === own),
        nowMs,
      )
    : { state: 'unknown', reason: 'bad_output', detail: 'list' }
}

/** Oldest first; undefined when this is not kopia's list. */
export function decodeKopia(text: string): readonly KopiaSnapshot[] | undefined {
  const list = parseJson(text)
  if (!Array.isArray(list)) return undefined
  return objectsIn(list, snapshotsMax)
    .flatMap((one): KopiaSnapshot[] => {
      const startMs = instantOf(textIn(one, 'startTime'))
      if (startMs === undefined) return []
      const source = isObject(one['source']) ? one['source'] : {}
      const root = isObject(one['rootEntry']) ? one['rootEntry'] : {}
      const sums = isObject(root['summ']) ? root['summ'] : {}
      const failed = amountIn(sums, 'numFailed') ?? 0
      const incomplete = textIn(one, 'incomplete') ?? ''
      return [
        {
          host: (textIn(source, 'host') ?? '').toLowerCase(),
          startMs,
          endMs: Math.max(startMs, instantOf(textIn(one, 'endTime')) ?? startMs),
          complete: incomplete === '' && failed === 0,
          checkpoint: incomplete === 'checkpoint',
          bytes: amountIn(sums, 'size'),
          files: amountIn(sums, 'files'),
        },
      ]
    })
    .sort((a, b) => a.endMs - b.endMs)
}

export function judgeKopia(snapshots: readonly KopiaSnapshot[], nowMs: number): JobFacts {
  const newest = snapshots.at(-1)
  if (!newest) return { state: 'never', goodCopies: 0 }
  const good = snapshots.filter(({ complete }) => complete)
  const last = good.at(-1)
  const working = newest.checkpoint && nowMs - newest.endMs < workingMs
  return {
    state: newest.complete ? 'ok' : working ? 'running' : 'failed',
    detail: newest.complete || working ? undefined : 'incomplete',
    lastAttemptMs: newest.endMs,
    lastSuccessMs: last?.endMs,
    goodCopies: good.length,
    sizes: good.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes])).toReversed(),
    files: last?.files,
    durationSeconds: (newest.endMs - newest.startMs) / 1000,
  }
}
