/** Logs of copying programs, at paths that the settings give. Read from their end. */
import type { Host } from '../../host/host.ts'
import type { SourceContext } from '../source.ts'
import { decodeDuplicity } from './duplicity.ts'
import { declaredJob, type JobFacts, type JobReader } from './job.ts'
import { logText, type LoggedRun } from './log-text.ts'
import type { LogOptions } from './options.ts'
import { decodeRclone } from './rclone.ts'
import { decodeRobocopy } from './robocopy.ts'
import { decodeRsync } from './rsync.ts'

/** Even, so that UTF-16 is not cut in the middle of a character. */
const tailBytes = 512 * 1024
/** Copying one large file can take hours without a line; after an error nothing long follows. */
const diedAfterMs = 2 * 3_600_000
const diedAfterErrorMs = 10 * 60_000

const decoders: Readonly<Record<LogOptions['product'], (text: string) => LoggedRun>> = {
  robocopy: decodeRobocopy,
  rsync: decodeRsync,
  rclone: decodeRclone,
  duplicity: decodeDuplicity,
}

export function logsReader(all: readonly LogOptions[]): JobReader {
  return {
    everyMs: 0,
    read: async (context) => {
      const jobs = []
      for (const options of all) {
        const { product, alias, kind, target } = options
        const job = { job: `${product}:${alias}`, product, kind, target }
        jobs.push(await declaredJob(job, () => readLog(context, options)))
      }
      return jobs
    },
  }
}

async function readLog({ host, clock }: SourceContext, options: LogOptions): Promise<JobFacts> {
  const found = await host.fileInfo(options.path)
  if (!found) return await withoutLog(host, options.path)
  const text = logText(await host.readBytes(options.path, tailBytes, 'end'))
  return judgeLog(decoders[options.product](text), found.modifiedMs, clock.now())
}

/** A folder without the log: it has not run yet. Without the folder: the disk is not there. */
async function withoutLog(host: Host, path: string): Promise<JobFacts> {
  const folder = path.replace(/[\\/][^\\/]*$/, '')
  return (await host.fileInfo(folder || '/'))
    ? { state: 'never' }
    : { state: 'unknown', reason: 'unreachable', detail: 'no_folder' }
}

/** The file's own time is when its last line was written, in no zone's time. */
export function judgeLog(run: LoggedRun, modifiedMs: number, nowMs: number): JobFacts {
  const endMs = run.endMs ?? modifiedMs
  const facts = {
    lastAttemptMs: endMs,
    files: run.files,
    exitCode: run.exitCode,
    detail: run.detail,
  }
  if (run.result === 'undecided') {
    const limitMs = run.detail === undefined ? diedAfterMs : diedAfterErrorMs
    const died = nowMs - modifiedMs > limitMs
    const detail = run.detail ?? (died ? 'no_summary' : undefined)
    return { ...facts, detail, state: died ? 'failed' : 'running', lastAttemptMs: modifiedMs }
  }
  if (run.result === 'failed') return { ...facts, state: 'failed', files: undefined }
  return {
    ...facts,
    state: run.result,
    lastSuccessMs: endMs,
    sizes: run.bytes === undefined ? [] : [run.bytes],
  }
}
