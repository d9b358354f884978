/**
 * What the collector itself knows about hosts (presence, clock) and about itself, as series beside
 * the agents' own. Written as an agent writes: with an epoch of this process and rising numbers.
 */
import { randomBytes } from 'node:crypto'
import { reading, type Reading } from '../contract/catalogue/grammar.ts'
import { sampleOf } from '../contract/catalogue/sample.ts'
import { clock as clockFamily } from '../contract/catalogue/families/clock.ts'
import { presence as presenceFamily } from '../contract/catalogue/families/presence.ts'
import {
  emptyPackedRows,
  historyFlag,
  rowHeaderLength,
  type PackedRows,
} from '../contract/wire/packed-rows.ts'
import type { RowValue } from '../contract/wire/series.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Presence } from './model/hosts.ts'
import type { AppendFrame, Commit, TimeSeriesStore } from './model/store.ts'
import { isStoreError } from './store/errors.ts'

export interface OwnSeriesParts {
  readonly store: Pick<TimeSeriesStore, 'append' | 'series'>
  readonly clock: Clock
  readonly log: Log
  readonly onCommit: (commit: Commit) => void
}

interface Waiting {
  readonly hostId: string
  readonly reading: Reading
  readonly timeMs: number
  readonly flags: number
}

/** Readings that wait for the next write; beyond it the oldest are dropped and counted. */
const waitingMax = 50_000
const agentId = 'c0'.repeat(16)

export class OwnSeries {
  readonly #parts: OwnSeriesParts
  readonly #epoch = randomBytes(16).toString('hex')
  #seq = 0
  #waiting: Waiting[] = []
  #dropped = 0
  #flushed: Promise<void> = Promise.resolve()

  constructor(parts: OwnSeriesParts) {
    this.#parts = parts
  }

  presence(hostId: string, state: Presence, timeMs: number): void {
    this.add(hostId, reading(presenceFamily, {}, { state }), timeMs)
  }
  /**
   * What it was in truth, known only afterwards. As history it opens no alert (I4), and of rows of
   * one time the store puts it last, whenever it came.
   */
  restated(hostId: string, state: Presence, timeMs: number): void {
    this.add(hostId, reading(presenceFamily, {}, { state }), timeMs, historyFlag)
  }
  clockOffset(hostId: string, seconds: number): void {
    this.add(hostId, reading(clockFamily, {}, { offset_s: seconds }), this.#parts.clock.now())
  }
  add(hostId: string, one: Reading, timeMs: number, flags = 0): void {
    // A stored time is whole milliseconds; what is reckoned from a monotonic clock has fractions.
    this.#waiting.push({ hostId, reading: one, timeMs: Math.round(timeMs), flags })
    if (this.#waiting.length <= waitingMax) return
    this.#waiting.shift()
    this.#dropped++
  }

  /**
   * Writes what waits, one batch after the other: their numbers must not overlap. What a full or
   * broken disk refuses is kept for the next time; a row that can never be stored is set aside, so
   * that it holds up no other.
   */
  flush(): Promise<void> {
    this.#flushed = this.#flushed.then(() => {
      const batch = this.#waiting
      this.#waiting = []
      return this.#write(batch)
    })
    return this.#flushed
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch
    if (first === undefined) return
    const { store, clock, log } = this.#parts
    try {
      this.#parts.onCommit(await store.append([await this.#frame(batch)], clock.now()))
    } catch (error) {
      if (!neverGood(error)) {
        this.#waiting = [...batch, ...this.#waiting].slice(-waitingMax)
        log.warn({ error, dropped: this.#dropped }, 'Own readings wait for the store')
      } else if (batch.length === 1) {
        this.#dropped++
        const { hostId, timeMs } = first
        const { name: measurement } = first.reading.measurement
        log.error({ err: error, hostId, measurement, timeMs }, 'An own reading cannot be stored')
      } else {
        const half = Math.ceil(batch.length / 2)
        await this.#write(batch.slice(0, half))
        await this.#write(batch.slice(half))
      }
    }
  }

  async #frame(batch: readonly Waiting[]): Promise<AppendFrame> {
    const rows = emptyPackedRows(batch.length * 32)
    const first = this.#seq + 1
    for (const { hostId, reading: one, timeMs, flags } of batch) {
      const sample = sampleOf(one)
      if ('refused' in sample) throw new Error(sample.refused)
      const [series = 0] = await this.#parts.store.series.register(hostId, [sample.descriptor])
      pack(rows, [series, ++this.#seq, timeMs, flags], sample.values)
    }
    return { agentId, epoch: this.#epoch, rows, settled: [[first, this.#seq]] }
  }
}

/** The rows themselves are at fault: the same try again would end the same way. */
function neverGood(error: unknown): boolean {
  return isStoreError(error) && error.code === 'bad_append'
}

function pack(
  rows: PackedRows,
  head: readonly [series: number, seq: number, timeMs: number, flags: number],
  values: readonly RowValue[],
): void {
  const needed = rows.length + rowHeaderLength + values.length
  if (needed > rows.data.length) {
    const grown = new Float64Array(needed * 2)
    grown.set(rows.data)
    rows.data = grown
  }
  const numbers = values.map((value) =>
    typeof value === 'string' ? rows.strings.push(value) - 1 : (value ?? Number.NaN),
  )
  rows.data.set([...head, numbers.length, ...numbers], rows.length)
  rows.length = needed
  rows.rowCount++
}
