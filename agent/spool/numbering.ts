/** From readings to rows: series number, sequence number, and the newest row of each series. */
import { FrameError } from '../../contract/wire/frame-error.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { RowError } from '../../contract/wire/row-error.ts'
import { rowBytesBound } from '../../contract/wire/row-fault.ts'
import type { Row } from '../../contract/wire/series.ts'
import type { Log } from '../../lib/log.ts'
import { sampleOf } from '../../contract/catalogue/sample.ts'
import type { SeriesDictionary } from '../series-dictionary.ts'
import type { Beat, BeatClock } from './beat.ts'
import type { SpoolCounters } from './counters.ts'
import type { EpochAccount } from './ledger.ts'
import { tellsNews } from './series-class.ts'

/** Different refusals told in the log; each once. */
const refusalsLoggedMax = 100

interface Latest {
  readonly row: Row
  readonly epoch: string
  readonly clock: BeatClock
}

export class Numbering {
  readonly #dictionary: SeriesDictionary
  readonly #log: Log
  readonly #latest = new Map<number, Latest>()
  readonly #logged = new Set<string>()

  constructor(dictionary: SeriesDictionary, log: Log) {
    this.#dictionary = dictionary
    this.#log = log
  }
  /** Gives the readings that can be kept their identity. */
  number(
    readings: readonly Reading[],
    account: EpochAccount,
    timeMs: number,
    clock: BeatClock,
    counters: SpoolCounters,
  ): Beat {
    const rows: Row[] = []
    let news = false
    for (const reading of readings) {
      const row = this.#rowOf(reading, account.last + 1, timeMs, counters)
      if (!row) continue
      account.last++
      rows.push(row)
      const descriptor = this.#dictionary.at(row.series)
      news ||= tellsNews(descriptor, row, this.#latest.get(row.series)?.row)
      this.#latest.set(row.series, { row, epoch: account.epoch, clock })
    }
    return { epoch: account.epoch, clock, rows, news }
  }
  /** The newest row of each series, grouped as frames can carry them. */
  newest(wanted: (epoch: string, row: Row) => boolean): readonly Beat[] {
    const rows = [...this.#latest.values()].filter(({ epoch, row }) => wanted(epoch, row))
    const groups = Map.groupBy(
      rows,
      ({ epoch, clock }) => `${epoch} ${clock.boot} ${clock.offsetMs}`,
    )
    return [...groups.values()].flatMap((group) => {
      const [first] = group
      if (!first) return []
      const sorted = group.map(({ row }) => row).sort((a, b) => a.seq - b.seq)
      return [{ epoch: first.epoch, clock: first.clock, rows: sorted, news: true }]
    })
  }
  #rowOf(reading: Reading, seq: number, timeMs: number, counters: SpoolCounters): Row | undefined {
    const sample = sampleOf(reading)
    if ('refused' in sample) return this.#refuse(sample.refused, counters)
    for (const problem of sample.problems) this.#logOnce(`${problem} has a value out of its kind`)
    counters.valuesRefused += sample.problems.length
    try {
      const series = this.#dictionary.numberOf(sample.descriptor)
      if (series === undefined) return this.#refuse('The dictionary of series is full', counters)
      const row = { series, seq, timeMs, values: sample.values }
      rowBytesBound(row, sample.descriptor)
      return row
    } catch (error) {
      if (error instanceof FrameError || error instanceof RowError)
        return this.#refuse(`${reading.measurement.name}: ${error.message}`, counters)
      throw error
    }
  }
  #refuse(reason: string, counters: SpoolCounters): undefined {
    counters.readingsRefused++
    this.#logOnce(reason)
  }
  #logOnce(reason: string): void {
    if (this.#logged.has(reason) || this.#logged.size >= refusalsLoggedMax) return
    this.#logged.add(reason)
    this.#log.warn({ reason }, 'A source gave what the catalogue does not allow')
  }
}
