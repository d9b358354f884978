/**
 * Takes facts of usage out of what comes in, before the series store sees them: they are kept by
 * day in a table of their own, which can be erased, and reach no graph, no outlet and no backup of
 * the series. Without a confirmed staff notice they are thrown away, also what an agent kept from
 * before.
 */
import { usage } from '../../contract/catalogue/families/usage.ts'
import { rowAt, rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { AppendFrame, TimeSeriesStore } from '../model/store.ts'
import type { UsageRepository, UsageSample } from '../state/usage.ts'

export interface UsageDeskParts {
  readonly usage: Pick<UsageRepository, 'add'>
  readonly confirmed: () => boolean
  /** The office's day of an instant, yyyy-mm-dd. */
  readonly dayOf: (ms: number) => string
}

type Taken = Omit<UsageSample, 'day'>

/** Samples that wait for the next write, a minute of 10,000 agents; beyond it the oldest go. */
const waitingMax = 20_000

export class UsageDesk {
  readonly #parts: UsageDeskParts
  #waiting: Taken[] = []

  constructor(parts: UsageDeskParts) {
    this.#parts = parts
  }

  /** The store as the ingest gets it. */
  guarded(store: TimeSeriesStore): TimeSeriesStore {
    const append: TimeSeriesStore['append'] = (frames, arrivalMs) => {
      for (const frame of frames) this.#take(frame, store)
      return store.append(frames, arrivalMs)
    }
    // A class's methods are no own properties: what is not ours is asked of the store itself.
    return new Proxy(store, {
      get: (target, key) => {
        if (key === 'append') return append
        const value: unknown = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  /** Writes what waits; what was taken in the last seconds before a crash is lost. */
  async flush(): Promise<void> {
    const { usage: kept, dayOf } = this.#parts
    const batch = this.#waiting
    this.#waiting = []
    if (batch.length === 0 || !this.#parts.confirmed()) return
    await kept.add(batch.map((one) => ({ ...one, day: dayOf(one.atMs) })))
  }

  #take({ rows }: AppendFrame, { series }: Pick<TimeSeriesStore, 'series'>): void {
    const { data, length } = rows
    let found = false
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      const stored = series.get(data[at + rowAt.series] ?? 0)
      if (stored?.descriptor.measurement !== usage.name) continue
      const flags = data[at + rowAt.flags] ?? 0
      if (flags & skipFlag) continue
      if (this.#parts.confirmed()) {
        this.#waiting.push(sampleOf(stored.hostId, stored.descriptor, rows, at))
        if (this.#waiting.length > waitingMax) this.#waiting.shift()
      }
      data[at + rowAt.flags] = flags | skipFlag
      found = true
    }
    if (found) blankTexts(rows, series)
  }
}

type Rows = AppendFrame['rows']

function sampleOf(hostId: string, { fields }: SeriesDescriptor, rows: Rows, at: number): Taken {
  const value = (name: string): number | null => {
    const column = fields.findIndex((field) => field.name === name)
    const told = column < 0 ? Number.NaN : (rows.data[at + rowHeaderLength + column] ?? Number.NaN)
    return Number.isFinite(told) ? told : null
  }
  const inUse = value('in_use')
  return {
    hostId,
    atMs: rows.data[at + rowAt.timeMs] ?? 0,
    inUse: inUse === null ? null : inUse === 1,
    logons: value('logons'),
    failedLogons: value('failed_logons'),
    users: rows.strings[value('users') ?? -1] ?? '',
  }
}

/** The store's log keeps a frame's texts as they are; those that only such rows use must not go there. */
function blankTexts({ data, length, strings }: Rows, series: TimeSeriesStore['series']): void {
  const used = new Set<number>()
  for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
    const stored = series.get(data[at + rowAt.series] ?? 0)
    if (!stored || stored.descriptor.measurement === usage.name) continue
    for (const [column, { kind }] of stored.descriptor.fields.entries()) {
      const index = data[at + rowHeaderLength + column]
      if ((kind === 'text' || kind === 'event') && index !== undefined) used.add(index)
    }
  }
  for (const index of strings.keys()) if (!used.has(index)) strings[index] = ''
}
