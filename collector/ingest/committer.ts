import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { Backoff } from '../../lib/backoff.ts'
import type { AppendFrame, Commit, TimeSeriesStore } from '../model/store.ts'
import type { IngestSettings } from './settings.ts'
import type { Pressure } from './pressure.ts'

/** A checked frame on its way to the store, and whom to tell. */
export interface PreparedFrame {
  readonly frame: AppendFrame
  /** The frame and its rows are durable. */
  settled(): void
  /** The store cannot take this frame, though it takes others. */
  refused(cause: unknown): void
}

/** Who watches the disk. */
export interface DiskForRows {
  /** False: rows must wait, though the store might still take some. */
  readonly forRows: boolean
  /** The store found no room. */
  ranOut(): void
}

export interface CommitterParts {
  readonly store: Pick<TimeSeriesStore, 'append'>
  readonly clock: Clock
  readonly log: Log
  readonly settings: IngestSettings
  readonly pressure: Pressure
  readonly disk?: DiskForRows
  readonly random: () => number
  readonly onCommit: (commit: Commit) => void
  /** All frames of a commit were told that they are settled. */
  readonly onSettled: () => void
  /** There is room for more frames. */
  readonly onRoom: () => void
}

/** Tries of a whole batch before its frames are tried one by one. */
const wholeTriesMax = 3

/**
 * Group commit: while one batch is being written, the next is prepared, bounded. What the store
 * refuses is tried again until it is durable; nothing is acknowledged before (I1).
 */
export class Committer {
  readonly #parts: CommitterParts
  readonly #stop = new AbortController()
  #prepared: PreparedFrame[] = []
  #numbers = 0
  #running: Promise<void> | undefined

  constructor(parts: CommitterParts) {
    this.#parts = parts
  }

  get full(): boolean {
    const { batchNumbersMax, batchFramesMax } = this.#parts.settings
    return this.#numbers >= batchNumbersMax || this.#prepared.length >= batchFramesMax
  }

  add(prepared: PreparedFrame): void {
    this.#prepared.push(prepared)
    this.#numbers += prepared.frame.rows.length
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
  }

  /** Ends the tries; what is not durable by then was never acknowledged. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('The ingest is closed'))
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#prepared.length > 0 && !this.#stop.signal.aborted) {
      // All that the sockets bring in this turn of the event loop goes into one commit.
      await new Promise((resolve) => setImmediate(resolve))
      const batch = this.#prepared
      this.#prepared = []
      this.#numbers = 0
      this.#parts.onRoom()
      await this.#untilDurable(batch)
    }
  }

  async #untilDurable(whole: readonly PreparedFrame[]): Promise<void> {
    const { clock, settings, pressure, log, random } = this.#parts
    const { retryFirstMs, retryLastMs } = settings
    const backoff = new Backoff({ firstMs: retryFirstMs, maxMs: retryLastMs, random })
    let batch = whole
    let told = ''
    for (let tries = 1; !this.#stop.signal.aborted; tries++) {
      const cause = await this.#append(batch)
      if (cause === undefined) break
      pressure.set('store_error', true)
      const text = cause instanceof Error ? cause.message : JSON.stringify(cause)
      if (text !== told) log.error({ cause: text }, 'The store refused a commit; it is tried again')
      told = text
      if (isFrameFault(cause) || (tries >= wholeTriesMax && !isNoRoom(cause))) {
        batch = await this.#oneByOne(batch)
        if (batch.length === 0) break
      }
      await clock.sleep(backoff.next(), this.#stop.signal).catch(() => undefined)
    }
    pressure.set('store_error', false)
  }

  /**
   * One frame that the store cannot take must not stop the others (I5). A frame is refused when
   * the store says so, or took another in the same round; otherwise the fault is the store's, and
   * the frames that it did not take are returned.
   */
  async #oneByOne(batch: readonly PreparedFrame[]): Promise<readonly PreparedFrame[]> {
    const failed: { readonly prepared: PreparedFrame; readonly cause: unknown }[] = []
    let stored = 0
    for (const [index, prepared] of batch.entries()) {
      const cause = await this.#append([prepared])
      if (cause === undefined) stored++
      // Told before the next frame's acknowledgement, which speaks of all frames up to its number.
      else if (isFrameFault(cause)) prepared.refused(cause)
      else failed.push({ prepared, cause })
      if (failed.length > poisonFramesMax) {
        return [...failed.map((one) => one.prepared), ...batch.slice(index + 1)]
      }
    }
    if (stored === 0 || failed.some(({ cause }) => isNoRoom(cause))) {
      return failed.map(({ prepared }) => prepared)
    }
    for (const { prepared, cause } of failed) prepared.refused(cause)
    return []
  }

  /** The error, or undefined when all is durable and told. */
  async #append(batch: readonly PreparedFrame[]): Promise<unknown> {
    const { store, clock, settings, pressure, log, disk } = this.#parts
    if (disk?.forRows === false) return new NoRoom('What room is left on the disk is kept')
    const cancel = clock.after(settings.slowCommitMs, () => pressure.set('slow_commit', true))
    let commit: Commit
    try {
      commit = await store.append(
        batch.map((prepared) => prepared.frame),
        clock.now(),
      )
    } catch (cause) {
      if (isNoRoom(cause)) disk?.ranOut()
      return cause ?? new Error('The store gave no reason')
    } finally {
      cancel()
      pressure.set('slow_commit', false)
    }
    for (const prepared of batch) prepared.settled()
    this.#parts.onSettled()
    try {
      this.#parts.onCommit(commit)
    } catch (cause) {
      log.error({ cause: String(cause) }, 'A listener to commits failed')
    }
    return undefined
  }
}

class NoRoom extends Error {
  readonly code = 'store_full'
}
/** The store's word for a full disk (collector/store/errors.ts): never a frame's fault. */
function isNoRoom(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'store_full'
}
/** The store's word for a frame that it will never take (collector/store/errors.ts). */
function isFrameFault(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'bad_append'
}

/** More than this in one batch is the store's fault and not the frames'. */
const poisonFramesMax = 16
