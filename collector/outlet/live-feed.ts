/**
 * Rows on their way to the database as they are committed. What is late, or finds the database
 * shut, becomes a dirty hour; so this never stands still, and the store's log need not wait.
 */
import type { Clock } from '../../lib/clock.ts'
import {
  historyFlag,
  rowAt,
  rowHeaderLength,
  skipFlag,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { Commit } from '../model/store.ts'
import { rollupsOwed } from '../state/outlet.ts'
import type { DirtyHours } from './dirty-hours.ts'
import type { Gate } from './gate.ts'
import { hourMs } from './hour-reader.ts'
import { LineBatch } from './line-batch.ts'
import type { Sender } from './sender.ts'
import { writePacked, type SeriesLines } from './series-lines.ts'

export interface LiveFeedParts {
  readonly lines: SeriesLines
  readonly sender: Pick<Sender, 'send'>
  readonly gate: Gate
  readonly dirty: DirtyHours
  readonly batchPointsMax: number
  readonly clock: Clock
}

/** Rows that came longer ago are no news: they are sent with their hours, newest first. */
const newsMs = 600_000
const requestsMax = 2
/** While two are taken, one more is compressed and the next one made. */
const onTheirWayMax = requestsMax + 1

interface Batch {
  readonly lines: LineBatch
  /** Series and time of each line, in turn. */
  readonly places: Float64Array
}

export class LiveFeed {
  readonly #parts: LiveFeedParts
  #batch: Batch
  /** Room of batches that arrived, for the next ones. */
  readonly #spare: Batch[] = []
  readonly #onTheirWay = new Set<Promise<void>>()
  readonly #requests = new Set<Promise<boolean>>()
  #failure: { readonly error: unknown } | undefined

  constructor(parts: LiveFeedParts) {
    this.#parts = parts
    this.#batch = emptyBatch(parts.batchPointsMax)
  }
  /** Sends what fills batches. What became of the rows is known when `settled` resolves. */
  async feed(commits: readonly Commit[], sealedHour: number): Promise<void> {
    for (const { frames, arrivalMs } of commits) {
      const isNews = this.#parts.clock.now() - arrivalMs < newsMs
      for (const { rows } of frames) await this.#rows(rows, isNews, sealedHour)
    }
  }
  /** Sends what has not filled a batch. */
  async flush(): Promise<void> {
    const batch = this.#batch
    if (batch.lines.count === 0) return
    while (this.#onTheirWay.size >= onTheirWayMax) await Promise.race(this.#onTheirWay)
    this.#batch = this.#spare.pop() ?? emptyBatch(this.#parts.batchPointsMax)
    const sent = this.#send(batch)
      .catch((error: unknown) => {
        this.#failure = { error }
      })
      .finally(() => this.#onTheirWay.delete(sent))
    this.#onTheirWay.add(sent)
  }
  /**
   * Each row that was fed is in the database, refused by it, or among the dirty hours. Throws when
   * that could not be found out: then all that was fed since must be fed again.
   */
  async settled(): Promise<void> {
    await this.flush()
    await Promise.all(this.#onTheirWay)
    const failure = this.#failure
    this.#failure = undefined
    if (failure !== undefined) throw failure.error
  }
  async #rows(
    { data, length, strings }: PackedRows,
    isNews: boolean,
    sealed: number,
  ): Promise<void> {
    const { dirty, gate, lines, batchPointsMax } = this.#parts
    // Asked once a frame; that it shut meanwhile is seen where the batch is sent.
    const isShut = gate.waitMs() > 0
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      const flags = data[at + rowAt.flags] ?? 0
      if (flags & skipFlag) continue
      const series = data[at + rowAt.series] ?? 0
      const timeMs = data[at + rowAt.timeMs] ?? 0
      if (!isNews || flags & historyFlag || isShut) {
        dirty.row(series, timeMs)
        continue
      }
      const text = lines.text(series)
      const first = at + rowHeaderLength
      const batch = this.#batch
      if (!text || !writePacked(batch.lines, text, data, first, strings, timeMs)) continue
      const { count } = batch.lines
      batch.places[2 * count - 2] = series
      batch.places[2 * count - 1] = timeMs
      const hour = Math.floor(timeMs / hourMs)
      if (hour <= sealed) dirty.add(hour, series, rollupsOwed)
      if (count >= batchPointsMax) await this.flush()
    }
  }
  async #send(batch: Batch): Promise<void> {
    const { gate, dirty } = this.#parts
    const { lines, places } = batch
    await lines.packed()
    while (this.#requests.size >= requestsMax) await Promise.race(this.#requests)
    const sent = gate.waitMs() === 0 && (await this.#request(lines))
    const placesEnd = 2 * lines.count
    lines.clear()
    if (!sent) {
      for (let at = 0; at < placesEnd; at += 2) dirty.row(places[at] ?? 0, places[at + 1] ?? 0)
    }
    this.#spare.push(batch)
  }
  async #request(lines: LineBatch): Promise<boolean> {
    const request = this.#parts.sender.send('full', lines)
    this.#requests.add(request)
    try {
      return await request
    } finally {
      this.#requests.delete(request)
    }
  }
}

function emptyBatch(pointsMax: number): Batch {
  return { lines: new LineBatch(), places: new Float64Array(2 * pointsMax) }
}
