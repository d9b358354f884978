/** What processes cost, from /proc: CPU of all their threads, memory that is theirs. */
import { readdirSync, readFileSync } from 'node:fs'

/** CPU seconds of the threads that live now, from schedstat (nanoseconds, not ticks). */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + threadSeconds(pid).all, 0)
}

/** The main thread apart: in the collector it is the one that reads sockets, decodes and judges. */
export function threadSeconds(pid: number): { readonly main: number; readonly all: number } {
  let all = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) all += schedSeconds(pid, thread)
  return { main: schedSeconds(pid, String(pid)), all }
}

function schedSeconds(pid: number, thread: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')
    return Number(text.split(' ')[0]) / 1e9
  } catch {
    // The thread ended between the listing and the reading.
    return 0
  }
}

export interface Memory {
  readonly rssMegabytes: number
  readonly privateDirtyMegabytes: number
}

/** Megabytes of 1024 × 1024 bytes. */
export function memoryOf(pids: readonly number[]): Memory {
  let rss = 0
  let dirty = 0
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    rss += kilobytes(text, 'Rss')
    dirty += kilobytes(text, 'Private_Dirty')
  }
  return { rssMegabytes: rss / 1024, privateDirtyMegabytes: dirty / 1024 }
}

function kilobytes(text: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)
  if (!found) throw new Error(`smaps_rollup has no ${name}`)
  return Number(found[1])
}

/** A process and all that it has started, as a daemon with worker processes is. */
export function familyOf(pid: number): readonly number[] {
  const pids = [pid]
  for (const parent of pids) {
    const text = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    for (const child of text.split(' ').filter(Boolean)) pids.push(Number(child))
  }
  return pids
}
