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
import type { Commit } from '../model.ts'
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
const onTheirWayMax = 2

interface Batch {
  readonly lines: LineBatch
  /** Series and time of each line, in turn. */
  readonly places: number[]
}

export class LiveFeed {
  readonly #parts: LiveFeedParts
  #batch: Batch = { lines: new LineBatch(), places: [] }
  /** Room of batches that arrived, for the next ones. */
  readonly #spare: LineBatch[] = []
  readonly #onTheirWay = new Set<Promise<void>>()

  constructor(parts: LiveFeedParts) {
    this.#parts = parts
  }
  /** On return each row is in the database, refused by it, or among the dirty hours. */
  async feed(commits: readonly Commit[], sealedHour: number): Promise<void> {
    for (const { frames, arrivalMs } of commits) {
      const isNews = this.#parts.clock.now() - arrivalMs < newsMs
      for (const { rows } of frames) await this.#rows(rows, isNews, sealedHour)
    }
    await this.#flush()
    await Promise.all(this.#onTheirWay)
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
      if (!text || !writePacked(this.#batch.lines, text, data, first, strings, timeMs)) continue
      this.#batch.places.push(series, timeMs)
      const hour = Math.floor(timeMs / hourMs)
      if (hour <= sealed) dirty.add(hour, series, rollupsOwed)
      if (this.#batch.lines.count >= batchPointsMax) await this.#flush()
    }
  }
  /** Two batches may be on their way; the next is made and compressed while they are taken. */
  async #flush(): Promise<void> {
    const batch = this.#batch
    if (batch.lines.count === 0) return
    this.#batch = { lines: this.#spare.pop() ?? new LineBatch(), places: [] }
    await batch.lines.packed()
    while (this.#onTheirWay.size >= onTheirWayMax) await Promise.race(this.#onTheirWay)
    const sent = this.#send(batch).finally(() => this.#onTheirWay.delete(sent))
    this.#onTheirWay.add(sent)
  }
  async #send({ lines, places }: Batch): Promise<void> {
    const { sender, gate, dirty } = this.#parts
    const sent = gate.waitMs() === 0 && (await sender.send('full', lines))
    lines.clear()
    this.#spare.push(lines)
    if (sent) return
    for (let at = 0; at < places.length; at += 2) dirty.row(places[at] ?? 0, places[at + 1] ?? 0)
  }
}
