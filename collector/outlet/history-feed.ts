/** Sends dirty hours again, newest first, whenever nothing newer waits. */
import type { Tier } from '../model/store.ts'
import {
  alertsOwed,
  everySeries,
  rollupsOwed,
  rowsOwed,
  type OutletRepository,
} from '../state/outlet.ts'
import type { AlertFeed } from './alert-feed.ts'
import type { DirtyHours } from './dirty-hours.ts'
import type { Gate } from './gate.ts'
import type { HourReader } from './hour-reader.ts'
import { linesOf } from './line-batch.ts'
import type { Sender } from './sender.ts'

export interface HistoryFeedParts {
  readonly state: Pick<OutletRepository, 'newest' | 'done'>
  readonly reader: HourReader
  readonly alerts: Pick<AlertFeed, 'tier' | 'within'>
  readonly sender: Pick<Sender, 'send'>
  readonly gate: Gate
  readonly dirty: DirtyHours
  readonly batchPointsMax: number
  readonly keepsRollups: boolean
  /** Resolves when no live rows wait. */
  readonly liveSent: () => Promise<void>
  /** Hours up to this one are over. */
  readonly sealedHour: () => number
}

const takenMax = 4096
const requestsMax = 2

export class HistoryFeed {
  readonly #parts: HistoryFeedParts
  /** After a failure the next older hour is tried, so that one bad hour holds up no other. */
  #hourMax = Infinity

  constructor(parts: HistoryFeedParts) {
    this.#parts = parts
  }
  /** Sends one hour, or as much as is taken of it at once. False: there is nothing to send now. */
  async turn(): Promise<boolean> {
    const { state, gate, dirty, sealedHour } = this.#parts
    if (gate.waitMs() > 0) return false
    const hourMax = Math.min(this.#hourMax, Number.MAX_SAFE_INTEGER)
    const taken = await state.newest(hourMax, takenMax)
    const hour = taken[0]?.hour
    if (hour === undefined) {
      const again = this.#hourMax !== Infinity
      this.#hourMax = Infinity
      return again
    }
    dirty.sending(hour)
    const owingRows = taken.filter(({ what }) => what & rowsOwed)
    const owingRollups = taken.filter(({ what }) => what & rollupsOwed)
    const rows = await this.#owing(hour, owingRows)
    const isSame = owingRows.length === taken.length && owingRollups.length === taken.length
    const over = hour <= sealedHour() && this.#parts.keepsRollups
    const rollups = !over ? [] : isSame ? rows : await this.#owing(hour, owingRollups)
    const { alerts } = this.#parts
    const owesAlerts = taken.some(({ what }) => what & alertsOwed)
    const sent =
      (!owesAlerts || (await this.#send(alerts.tier, alerts.within(hour)))) &&
      (await this.#send('full', this.#parts.reader.rows(hour, rows))) &&
      (await this.#send('m5', this.#parts.reader.rollups('m5', hour, rollups))) &&
      (await this.#send('h1', this.#parts.reader.rollups('h1', hour, rollups)))
    if (sent) await state.done(taken)
    this.#hourMax = sent ? Infinity : hour - 1
    return true
  }
  async #owing(
    hour: number,
    taken: readonly { readonly series: number }[],
  ): Promise<readonly number[]> {
    if (taken.length === 0) return []
    const all = taken.some(({ series }) => series === everySeries)
    return this.#parts.reader.withRows(hour, all ? undefined : taken.map(({ series }) => series))
  }
  /** The next batch is read while two are taken. */
  async #send(tier: Tier, groups: AsyncIterable<readonly string[]>): Promise<boolean> {
    const { sender, batchPointsMax, liveSent } = this.#parts
    const onTheirWay = new Set<Promise<boolean>>()
    let [waiting, isGood]: [readonly string[], boolean] = [[], true]
    const post = async (lines: readonly string[]): Promise<boolean> => {
      while (onTheirWay.size >= requestsMax) await Promise.race(onTheirWay)
      await liveSent()
      if (!isGood) return false
      const request = sender
        .send(tier, linesOf(lines))
        .then((stored) => (isGood &&= stored))
        .finally(() => onTheirWay.delete(request))
      // One that fails while the next is read is thrown where all are waited for.
      request.catch(() => (isGood = false))
      onTheirWay.add(request)
      return true
    }
    try {
      for await (const lines of groups) {
        waiting = waiting.length === 0 ? lines : [...waiting, ...lines]
        while (waiting.length >= batchPointsMax) {
          if (!(await post(waiting.slice(0, batchPointsMax)))) return false
          waiting = waiting.slice(batchPointsMax)
        }
      }
      await post(waiting)
    } finally {
      await Promise.all(onTheirWay)
    }
    return isGood
  }
}
