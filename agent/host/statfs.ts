/**
 * statfs on a share whose server is gone blocks a thread of the pool for as long as it likes. Here
 * such a thread is never followed by a second one for the same path, and never more than
 * `hungMax` threads are lost, so that one of the pool's four is always left for the rest.
 */
import type { Clock } from '../../lib/clock.ts'
import { TimedOut, withDeadline } from '../../lib/deadline.ts'
import type { FileSystemSpace } from './host.ts'

const hungMax = 3

/** What node:fs gives; the numbers that nobody reads are left out. */
export interface RawStatfs {
  readonly bsize: number
  readonly blocks: number
  readonly bfree: number
  readonly bavail: number
  readonly files: number
  readonly ffree: number
}

export interface GuardedStatfs {
  statfs(path: string, timeoutMs: number): Promise<FileSystemSpace>
  /** Paths that were asked and have not answered to this moment. */
  hung(): number
}

export function guardStatfs(
  ask: (path: string) => Promise<RawStatfs>,
  clock: Clock,
): GuardedStatfs {
  const waiting = new Set<string>()
  const late = new Set<string>()
  async function askOnce(path: string): Promise<RawStatfs> {
    waiting.add(path)
    try {
      return await ask(path)
    } finally {
      waiting.delete(path)
      late.delete(path)
    }
  }
  async function statfs(path: string, timeoutMs: number): Promise<FileSystemSpace> {
    if (waiting.has(path)) throw new TimedOut(`${path} has still not answered`)
    if (late.size >= hungMax) throw new TimedOut(`${late.size} file systems do not answer`)
    const answer = askOnce(path)
    // A late refusal has nobody left to hear it.
    answer.catch(() => undefined)
    try {
      return toSpace(await withDeadline(answer, timeoutMs, clock, path))
    } catch (error) {
      if (error instanceof TimedOut && waiting.has(path)) late.add(path)
      throw error
    }
  }
  return { statfs, hung: () => late.size }
}

function toSpace(raw: RawStatfs): FileSystemSpace {
  return {
    blockSize: raw.bsize,
    blocks: raw.blocks,
    blocksFree: raw.bfree,
    blocksAvailable: raw.bavail,
    files: raw.files,
    filesFree: raw.ffree,
  }
}
