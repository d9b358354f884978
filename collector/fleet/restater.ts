/**
 * Looks again at the past of hosts that told how they ended. It remembers nothing of its own: the
 * stored rows say what has been corrected, so that a restart or a second look changes nothing.
 */
import { lastStop } from '../../contract/catalogue/families/last-stop.ts'
import { presence as presenceFamily } from '../../contract/catalogue/families/presence.ts'
import { smartDevice } from '../../contract/catalogue/families/smart-device.ts'
import { historyFlag, rowAt, rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Presence } from '../model/hosts.ts'
import type { Commit, StoredSeries, TimeSeriesStore } from '../model/store.ts'
import { presenceRows } from './presence-line.ts'
import { corrections } from './restated-presence.ts'
import { readStopEvidence } from './stop-evidence.ts'

export interface RestaterParts {
  readonly store: Pick<TimeSeriesStore, 'range' | 'series' | 'latest'>
  readonly clock: Clock
  readonly log: Log
  /** By how much a host's clock is ahead, ms; undefined: the host is no more. */
  readonly aheadMs: (hostId: string) => number | undefined
  /** Writes a row of the past that opens and closes no alert. */
  readonly restate: (hostId: string, presence: Presence, timeMs: number) => void
}

/** Beyond it the rest waits for its next row of this kind, 15 minutes later. */
const waitingMax = 20_000
const hostsPerTurn = 300
/** A host that is not yet seen to be back is looked at again so often. */
const looksMax = 5

export class PresenceRestater {
  readonly #parts: RestaterParts
  /** Looks that are left, by host. */
  readonly #waiting = new Map<string, number>()
  /** What each series last told, by its number: the same again is no news. */
  readonly #told = new Map<number, string>()
  #trouble = ''

  constructor(parts: RestaterParts) {
    this.#parts = parts
  }

  /** What was told while it was not there, or just before it ended. */
  async start(): Promise<void> {
    const { store } = this.#parts
    const rows = await store.latest({ measurements: [lastStop.name, smartDevice.name] })
    for (const { seriesId } of rows) {
      const hostId = store.series.get(seriesId)?.hostId
      if (hostId !== undefined) this.#look(hostId, looksMax)
    }
  }

  /** Rows were stored; cheap for all but the few kinds that say how and when a host ended. */
  follow(commit: Commit): void {
    for (const { rows } of commit.frames) {
      const { data, length } = rows
      for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
        if ((data[at + rowAt.flags] ?? 0) & skipFlag) continue
        const series = this.#parts.store.series.get(data[at] ?? 0)
        if (series) this.#look(series.hostId, this.#looksFor(series, data, at))
      }
    }
  }

  forget(hostId: string): void {
    this.#waiting.delete(hostId)
  }

  /** Corrects some hosts; to be called when the collector's own rows have been written. */
  async turn(): Promise<void> {
    for (const [hostId, looks] of [...this.#waiting].slice(0, hostsPerTurn)) {
      this.#waiting.delete(hostId)
      try {
        if (!(await this.#restate(hostId)) && looks > 1) this.#look(hostId, looks - 1)
        this.#trouble = ''
      } catch (cause) {
        this.#look(hostId, looks)
        const text = String(cause)
        if (text !== this.#trouble)
          this.#parts.log.warn({ cause: text }, 'The past could not be restated')
        this.#trouble = text
        return
      }
    }
  }

  /** False: it is too early, the host has not been seen to be back. */
  async #restate(hostId: string): Promise<boolean> {
    const { store, clock, aheadMs, restate } = this.#parts
    const ahead = aheadMs(hostId)
    if (ahead === undefined) return true
    const toMs = clock.now() + 1
    const points = await presenceRows(store, hostId, toMs)
    const [first] = points
    if (!first) return true
    const request = { hostId, fromMs: first.timeMs, toMs, aheadMs: ahead }
    const evidence = await readStopEvidence(store, request)
    for (const { timeMs, word } of corrections(points, evidence)) restate(hostId, word, timeMs)
    return points.at(-1)?.word === 'online'
  }

  #look(hostId: string, looks: number): void {
    const known = this.#waiting.get(hostId) ?? 0
    if (looks > known && (known > 0 || this.#waiting.size < waitingMax))
      this.#waiting.set(hostId, looks)
  }

  /** 0: no news. `last_stop` rows repeat all day and disks tell their health each hour. */
  #looksFor({ id, descriptor }: StoredSeries, data: Float64Array, at: number): number {
    const { measurement, fields } = descriptor
    // The collector's own rows may be late; those that correct are history.
    if (measurement === presenceFamily.name)
      return ((data[at + rowAt.flags] ?? 0) & historyFlag) === 0 ? 1 : 0
    const wanted = evidenceFields[measurement]
    if (wanted === undefined) return 0
    const values = fields.flatMap(({ name }, column) =>
      wanted.includes(name) ? [data[at + rowHeaderLength + column] ?? Number.NaN] : [],
    )
    const text = values.join(' ')
    if (this.#told.get(id) === text) return 0
    this.#told.set(id, text)
    return looksMax
  }
}

const evidenceFields: Readonly<Record<string, readonly string[]>> = {
  [lastStop.name]: ['cause', 'stopped', 'started'],
  [smartDevice.name]: ['unsafe_shutdowns'],
}
