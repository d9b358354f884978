import { rowAt, rowHeaderLength, skipFlag } from '../../../contract/wire/packed-rows.ts'
import { seriesKey } from '../../../contract/wire/dictionary.ts'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import type {
  AppendFrame,
  Commit,
  StoredSeries,
  TimeSeriesStore,
} from '../../../collector/model/store.ts'

export interface KeptRow {
  readonly series: StoredSeries
  readonly epoch: string
  readonly seq: number
  readonly timeMs: number
  readonly flags: number
  readonly values: readonly (number | string | null)[]
}

/** A store whose disk can be made slow, full or fussy; it keeps what was appended. */
export class MemoryStore implements Pick<TimeSeriesStore, 'append' | 'series'> {
  readonly rows: KeptRow[] = []
  readonly settled = new Set<string>()
  readonly #series: StoredSeries[] = []
  #commits = 0
  /** Called before each append; may throw or wait. */
  before: (frames: readonly AppendFrame[]) => Promise<void> | void = () => undefined

  readonly series = {
    get: (id: number): StoredSeries | undefined => this.#series[id - 1],
    ofHost: (hostId: string) => this.#series.filter((series) => series.hostId === hostId),
    all: () => this.#series,
    register: async (hostId: string, descriptors: readonly SeriesDescriptor[]) =>
      descriptors.map((descriptor) => this.#idOf(hostId, descriptor)),
  }

  async append(frames: readonly AppendFrame[], arrivalMs: number): Promise<Commit> {
    await this.before(frames)
    for (const frame of frames) this.#keep(frame)
    return { number: ++this.#commits, arrivalMs, frames }
  }

  get commits(): number {
    return this.#commits
  }

  #keep({ agentId, epoch, rows, settled }: AppendFrame): void {
    const { data, length, strings } = rows
    const fresh = new Set<number>()
    for (const [first, last] of settled) {
      for (let seq = first; seq <= last; seq++) {
        const key = `${agentId} ${epoch} ${seq}`
        if (!this.settled.has(key)) fresh.add(seq)
        this.settled.add(key)
      }
    }
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      const seq = data[at + rowAt.seq] ?? 0
      const flags = data[at + rowAt.flags] ?? 0
      if ((flags & skipFlag) !== 0 || !fresh.has(seq)) continue
      const series = this.series.get(data[at + rowAt.series] ?? 0)
      if (!series) throw new Error('A row without a series')
      const values = series.descriptor.fields.map((field, index) => {
        const value = data[at + rowHeaderLength + index] ?? Number.NaN
        if (Number.isNaN(value)) return null
        return field.kind === 'text' || field.kind === 'event' ? (strings[value] ?? null) : value
      })
      this.rows.push({ series, epoch, seq, timeMs: data[at + rowAt.timeMs] ?? 0, flags, values })
    }
  }

  #idOf(hostId: string, descriptor: SeriesDescriptor): number {
    const key = seriesKey(descriptor)
    const known = this.#series.find(
      (series) => series.hostId === hostId && seriesKey(series.descriptor) === key,
    )
    if (known) return known.id
    const series = { id: this.#series.length + 1, hostId, descriptor }
    this.#series.push(series)
    return series.id
  }
}
