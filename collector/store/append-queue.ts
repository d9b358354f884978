/**
 * Appends on the main thread: checked, packed one after another into one buffer, sent together when
 * the commit before has ended. The rows are copied into memory that both threads see: handing a
 * buffer over and back with each commit costs more, and the caller keeps its frame for the stages
 * that follow.
 */
import { rowAt, rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import type { AppendFrame, Commit } from '../model/store.ts'
import { BadAppend, StoreBusy } from './errors.ts'
import type { KindsOf } from './latest.ts'
import { frameHeaderLength, type BatchAnswer, type BatchMessage } from './messages.ts'

/** Numbers of one group commit; a larger single append goes alone. */
const batchLengthMax = 1 << 20
/** Numbers that may wait (128 MB, some seconds of work); past it the caller must stop reading. */
const waitingLengthMax = 1 << 24
const handlesMax = 100_000
/** The year 2100; later is a clock that was not repaired. */
const timeMsMax = 4_102_444_800_000

interface Waiting {
  readonly frames: readonly AppendFrame[]
  readonly arrivalMs: number
  readonly length: number
  readonly resolve: (commit: Commit) => void
  readonly reject: (error: unknown) => void
}
export interface AppendQueueSettings {
  readonly kindsOf: KindsOf
  readonly send: (batch: BatchMessage) => Promise<BatchAnswer>
  /** After the fsync, in the order of the commits, before the caller hears of it. */
  readonly committed: (frames: readonly AppendFrame[]) => void
}

export class AppendQueue {
  readonly #settings: AppendQueueSettings
  #waiting: Waiting[] = []
  #waitingLength = 0
  #sending: Promise<void> | undefined
  #buffer = sharedNumbers(1 << 16)
  /** The writing thread has it. */
  #bufferSent = false
  #handles = new Map<string, Map<string, number>>()
  #lastHandle = 0
  #forgetHandles = true

  constructor(settings: AppendQueueSettings) {
    this.#settings = settings
  }
  append(frames: readonly AppendFrame[], arrivalMs: number): Promise<Commit> {
    const length = lengthOf(frames)
    if (this.#waitingLength + length > waitingLengthMax && this.#waiting.length > 0) {
      return Promise.reject(new StoreBusy('Too much waits for the disk'))
    }
    const problem = this.#problem(frames, arrivalMs)
    if (problem !== undefined) return Promise.reject(new BadAppend(problem))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frames, arrivalMs, length, resolve, reject })
      this.#waitingLength += length
      this.#sending ??= this.#sendAll()
    })
  }
  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    await this.#sending
  }

  async #sendAll(): Promise<void> {
    // What the caller appends in the same turn goes along.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup()
      const batch = this.#pack(group)
      try {
        const answer = await this.#settings.send(batch)
        markDuplicates(group, answer.duplicates)
        group.forEach((one, i) => {
          this.#settings.committed(one.frames)
          const { arrivalMs, frames } = one
          one.resolve({ number: answer.firstCommit + i, arrivalMs, frames })
        })
      } catch (error) {
        this.#bufferSent = false
        this.#forgetHandles = true
        for (const one of group) one.reject(error)
      }
    }
    this.#sending = undefined
  }
  #takeGroup(): Waiting[] {
    let length = 0
    let count = 0
    for (const one of this.#waiting) {
      if (count > 0 && length + one.length > batchLengthMax) break
      length += one.length
      count++
    }
    this.#waitingLength -= length
    return this.#waiting.splice(0, count)
  }

  #pack(group: readonly Waiting[]): BatchMessage {
    const needed = group.reduce((sum, one) => sum + one.length, 0)
    if (this.#buffer.length < needed) {
      this.#buffer = sharedNumbers(Math.ceil(needed * 1.5))
      this.#bufferSent = false
    }
    if (this.#lastHandle > handlesMax) this.#forgetHandles = true
    const forgetHandles = this.#forgetHandles
    if (forgetHandles) {
      this.#handles = new Map()
      this.#lastHandle = 0
      this.#forgetHandles = false
    }
    const data = this.#buffer
    const strings: string[] = []
    const handles: { handle: number; agentId: string; epoch: string }[] = []
    let at = 0
    for (const { frames, arrivalMs } of group) {
      data[at++] = arrivalMs
      data[at++] = frames.length
      for (const frame of frames) {
        data[at] = this.#handleOf(frame, handles)
        at = packFrame(data, at, frame, strings.length)
        for (const text of frame.rows.strings) strings.push(text)
      }
    }
    const memory = this.#bufferSent ? {} : { data }
    this.#bufferSent = true
    return { ...memory, length: at, appends: group.length, strings, forgetHandles, handles }
  }
  #handleOf(
    { agentId, epoch }: AppendFrame,
    fresh: { handle: number; agentId: string; epoch: string }[],
  ): number {
    let ofAgent = this.#handles.get(agentId)
    if (ofAgent === undefined) this.#handles.set(agentId, (ofAgent = new Map()))
    let handle = ofAgent.get(epoch)
    if (handle === undefined) {
      handle = ++this.#lastHandle
      ofAgent.set(epoch, handle)
      fresh.push({ handle, agentId, epoch })
    }
    return handle
  }

  /** A caller's mistake is refused here, before it could spoil the commit of others. */
  #problem(frames: readonly AppendFrame[], arrivalMs: number): string | undefined {
    if (!Number.isFinite(arrivalMs)) return 'The arrival has no time'
    for (const { rows, settled } of frames) {
      for (const [first, last] of settled) {
        if (!isSeq(first) || !isSeq(last) || first > last) return `Bad interval ${first}-${last}`
      }
      const { data, length } = rows
      for (let at = 0; at < length;) {
        const count = data[at + rowAt.count] ?? NaN
        const end = at + rowHeaderLength + count
        if (!(end <= length)) return 'A row is longer than its frame'
        if (!isSeq(data[at + rowAt.seq])) return 'A row has no sequence number'
        if (!((data[at + rowAt.flags] ?? 0) & skipFlag)) {
          const problem = this.#rowProblem(data, at, count)
          if (problem !== undefined) return problem
        }
        at = end
      }
    }
    return undefined
  }
  #rowProblem(data: Float64Array, at: number, count: number): string | undefined {
    const series = data[at + rowAt.series] ?? 0
    const kinds = this.#settings.kindsOf(series)
    if (kinds === undefined) return `Series ${series} is not registered`
    if (kinds.length !== count) return `A row of series ${series} has ${count} values`
    const time = data[at + rowAt.timeMs] ?? 0
    if (Number.isInteger(time) && time >= 0 && time < timeMsMax) return undefined
    return `A row has the time ${time}`
  }
}

function sharedNumbers(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
}

function isSeq(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && Number.isSafeInteger(value)
}

function lengthOf(frames: readonly AppendFrame[]): number {
  let length = 2
  for (const { rows, settled } of frames) {
    length += frameHeaderLength + settled.length * 2 + rows.length
  }
  return length
}

/** Everything of a frame but its handle; returns where the next one begins. */
function packFrame(
  data: Float64Array,
  at: number,
  { rows, settled }: AppendFrame,
  stringBase: number,
): number {
  data[at + 1] = settled.length
  data[at + 2] = rows.length
  data[at + 3] = rows.rowCount
  data[at + 4] = stringBase
  data[at + 5] = rows.strings.length
  let next = at + frameHeaderLength
  for (const [first, last] of settled) {
    data[next++] = first
    data[next++] = last
  }
  data.set(rows.data.subarray(0, rows.length), next)
  return next + rows.length
}

/** Places in the batch become marks in the frames, which lie in the batch in the same order. */
function markDuplicates(group: readonly Waiting[], duplicates: Uint32Array): void {
  let next = 0
  let at = 0
  for (const { frames } of group) {
    if (next >= duplicates.length) return
    at += 2
    for (const { rows, settled } of frames) {
      at += frameHeaderLength + settled.length * 2
      for (; next < duplicates.length && (duplicates[next] ?? 0) < at + rows.length; next++) {
        const flags = (duplicates[next] ?? 0) - at + rowAt.flags
        rows.data[flags] = (rows.data[flags] ?? 0) | skipFlag
      }
      at += rows.length
    }
  }
}
