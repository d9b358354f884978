/**
 * Folders in which dumps or copies arrive: the newest file's age and size, how many there are. Known
 * by alias; neither path nor file name leaves the computer.
 */
import { NotPresent, Unknown, type Host, type Walked } from '../../host/host.ts'
import { declaredJob, type JobFacts, type JobReader } from './job.ts'
import type { BackupOptions, WatchOptions } from './options.ts'
import { median } from './sizes.ts'

const newestMax = 8
const timeoutMs = 20_000
const smallestOf = 5
/** Of the median of the last five: less is no whole copy. */
const smallShare = 0.1

export function watchReader({ watch, roots }: BackupOptions): JobReader {
  return {
    everyMs: 0,
    read: async ({ host }) => {
      const jobs = []
      for (const options of watch) {
        const { alias, kind, target } = options
        const job = { job: `watch:${alias}`, product: 'watched_folder', kind, target } as const
        jobs.push(await declaredJob(job, () => look(host, options, roots)))
      }
      return jobs
    },
  }
}

async function look(
  host: Host,
  options: WatchOptions,
  roots: readonly string[],
): Promise<JobFacts> {
  if (!liesUnder(options.path, roots)) {
    throw new Unknown('not_configured', 'The folder lies under none of the allowed roots')
  }
  const { match, depth, time } = options
  try {
    const limits = { match, depthMax: depth, newestMax, time, timeoutMs }
    return judgeFolder(await host.walk(options.path, limits), options)
  } catch (error) {
    if (!(error instanceof NotPresent)) throw error
    return { state: 'unknown', reason: 'unreachable', detail: 'no_folder' }
  }
}

export function judgeFolder(walked: Walked, options: WatchOptions): JobFacts {
  const at = (file: Walked['newest'][number]): number =>
    options.time === 'arrived' ? file.arrivedMs : file.modifiedMs
  const good = walked.newest.filter(({ bytes }) => bytes >= options.minBytes)
  const newest = walked.newest[0]
  if (!newest) {
    return walked.complete
      ? { state: 'never', files: 0, goodCopies: 0 }
      : { state: 'unknown', reason: 'no_privilege', detail: 'incomplete' }
  }
  const detail = troubleOf(walked, options)
  return {
    // A file that is too small is an attempt that failed; the good one before it stays the last.
    state: newest.bytes < options.minBytes ? 'failed' : detail ? 'warning' : 'ok',
    detail,
    lastAttemptMs: at(newest),
    lastSuccessMs: good[0] && at(good[0]),
    sizes: good.map(({ bytes }) => bytes),
    totalBytes: walked.bytes,
    files: walked.files,
    goodCopies: goodCopies(walked, options),
  }
}

/** Of more files than are remembered the sizes are not known. */
function goodCopies({ files, newest }: Walked, { minBytes }: WatchOptions): number | undefined {
  if (minBytes === 0) return files
  return files > newest.length ? undefined : newest.filter(({ bytes }) => bytes >= minBytes).length
}

function troubleOf({ newest, complete }: Walked, { minBytes }: WatchOptions): string | undefined {
  const last = newest.slice(0, smallestOf).map(({ bytes }) => bytes)
  if ((last[0] ?? 0) < minBytes) return 'too_small'
  const middle = median(last)
  if (last.length >= 3 && middle !== undefined && Math.min(...last) < middle * smallShare) {
    return 'one_much_smaller'
  }
  return complete ? undefined : 'incomplete'
}

/** Compared as plain text: `..` is never allowed in a path of the settings. */
export function liesUnder(path: string, roots: readonly string[]): boolean {
  const own = plain(path)
  if (own.split('/').includes('..')) return false
  return roots.map(plain).some((root) => own === root || own.startsWith(`${root}/`))
}

function plain(path: string): string {
  const forward = path.replaceAll('\\', '/').replace(/\/+$/, '')
  // Windows: no difference between capitals and small letters.
  return /^(?:[A-Za-z]:|\/\/)/.test(forward) ? forward.toLowerCase() : forward
}
