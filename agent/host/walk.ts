/**
 * A bounded look through a folder: how many files, how large, and the newest of them. No name ever
 * leaves this file. Links are not followed, so a folder cannot lead out of its root; a share that
 * hangs costs one thread of the pool and is not asked again until it has answered.
 */
import { lstat, opendir } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../../lib/clock.ts'
import { TimedOut, withDeadline } from '../../lib/deadline.ts'
import type { Walked, WalkedFile, WalkLimits } from './host.ts'

const entriesMax = 20_000
const depthMax = 16
const hungMax = 2
/** What a program is still writing, and what an office suite leaves beside an open document. */
const unfinished = /\.(?:tmp|temp|part|partial|crdownload|download)$|^~\$|^\.~lock\./i

export interface GuardedWalk {
  walk(root: string, limits: WalkLimits): Promise<Walked>
  /** Folders that were asked and have not answered to this moment. */
  hung(): number
}

export function guardWalk(clock: Clock): GuardedWalk {
  const late = new Set<string>()
  const waiting = new Set<string>()
  const end = (root: string): void => {
    waiting.delete(root)
    late.delete(root)
  }
  return {
    walk: async (root, limits) => {
      if (waiting.has(root) || late.size >= hungMax) {
        throw new TimedOut('A folder has still not answered')
      }
      waiting.add(root)
      const work = new Walk(root, limits, clock).run().finally(() => end(root))
      // A late refusal has nobody left to hear it.
      work.catch(() => undefined)
      try {
        // The walk ends by itself at its deadline, unless a single call hangs.
        return await withDeadline(work, limits.timeoutMs + 1000, clock, 'The folder')
      } catch (error) {
        if (error instanceof TimedOut && waiting.has(root)) late.add(root)
        throw error
      }
    },
    hung: () => late.size,
  }
}

class Walk {
  readonly #root: string
  readonly #limits: WalkLimits
  readonly #clock: Clock
  readonly #untilMs: number
  readonly #takesUnfinished: boolean
  readonly #newest: WalkedFile[] = []
  #files = 0
  #bytes = 0
  #entries = 0
  #skipped = 0

  constructor(root: string, limits: WalkLimits, clock: Clock) {
    this.#root = root
    this.#limits = limits
    this.#clock = clock
    this.#untilMs = clock.monotonic() + limits.timeoutMs
    this.#takesUnfinished = unfinished.test(limits.match)
  }

  async run(): Promise<Walked> {
    await this.#folder(this.#root, 0)
    return {
      files: this.#files,
      bytes: this.#bytes,
      newest: this.#newest,
      complete: this.#skipped === 0 && !this.#over(),
    }
  }

  async #folder(folder: string, depth: number): Promise<void> {
    const entries = await opendir(folder)
    for await (const entry of entries) {
      if (this.#over()) return
      this.#entries++
      await this.#entry(folder, entry, depth)
    }
  }

  async #entry(folder: string, entry: Dirent, depth: number): Promise<void> {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      if (depth >= Math.min(depthMax, this.#limits.depthMax)) return
      await this.#folder(full, depth + 1).catch((error: unknown) => this.#skip(error))
      return
    }
    if (!entry.isFile() || !matchesName(this.#limits.match, entry.name)) return
    if (!this.#takesUnfinished && unfinished.test(entry.name)) return
    const found = await lstat(full).catch((error: unknown) => this.#skip(error))
    if (!found?.isFile()) return
    this.#files++
    this.#bytes += found.size
    // The time of a new name or new rights, where the copy kept the time of its original.
    const arrivedMs = process.platform === 'win32' ? found.birthtimeMs : found.ctimeMs
    this.#add({ bytes: found.size, modifiedMs: found.mtimeMs, arrivedMs })
  }

  #add(file: WalkedFile): void {
    const key = this.#limits.time === 'arrived' ? 'arrivedMs' : 'modifiedMs'
    const at = this.#newest.findIndex((one) => one[key] < file[key])
    this.#newest.splice(at < 0 ? this.#newest.length : at, 0, file)
    if (this.#newest.length > this.#limits.newestMax) this.#newest.pop()
  }

  /** Deleted meanwhile, or not ours to see: the rest is still worth telling, as incomplete. */
  #skip(error: unknown): undefined {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code !== 'ENOENT') this.#skipped++
    return undefined
  }

  #over(): boolean {
    return this.#entries >= entriesMax || this.#clock.monotonic() >= this.#untilMs
  }
}

/**
 * `*` any characters, `?` one; without regard to capitals, as Windows does. Not by a regular
 * expression: several stars would take time that grows with their power.
 */
export function matchesName(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase()
  const given = name.toLowerCase()
  let at = 0
  let inPattern = 0
  let star = -1
  let afterStar = 0
  while (at < given.length) {
    if (wanted[inPattern] === '*') {
      star = inPattern++
      afterStar = at
    } else if (wanted[inPattern] === '?' || wanted[inPattern] === given[at]) {
      inPattern++
      at++
    } else if (star >= 0) {
      inPattern = star + 1
      at = ++afterStar
    } else return false
  }
  return /^\**$/.test(wanted.slice(inPattern))
}
