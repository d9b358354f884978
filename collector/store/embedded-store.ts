/**
 * The time-series store inside the collector: one SQLite file, one thread that writes it and one
 * that reads it. This thread keeps the directory of series and their newest rows, and never opens
 * the file.
 */
import type { Clock } from '../../lib/clock.ts'
import type { Interval } from '../../lib/interval.ts'
import type { Log } from '../../lib/log.ts'
import { rowAt, rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import type {
  AppendFrame,
  Commit,
  LatestQuery,
  LatestRow,
  RangeQuery,
  RangeSeries,
  RetentionDays,
  StoreStats,
  TimeSeriesStore,
} from '../model/store.ts'
import { AppendQueue } from './append-queue.ts'
import { plainCommit, plainSeries, rangeColumn } from './answers.ts'
import { Latest } from './latest.ts'
import { latestRow } from './latest-row.ts'
import type { WorkerSettings } from './messages.ts'
import type { ReaderMethods } from './reader.ts'
import { StoreDirectory } from './series-directory.ts'
import { hourMs } from './shape.ts'
import { Thread } from './thread.ts'
import type { WriterMethods } from './writer.ts'

export interface EmbeddedStoreSettings {
  /** The series file; its -wal and -shm files lie beside it. */
  readonly path: string
  readonly log: Log
  readonly clock: Clock
  readonly retention: RetentionDays
  /** Entry of the store's threads; bundles have another file. */
  readonly workerUrl?: URL
  /** Greatest size of the file; past it `append` answers StoreFull. */
  readonly bytesMax?: number
  /** Memory for rows that are not sealed; past it the oldest hours are sealed early. */
  readonly openBytesMax?: number
  /** Points of one answer of `range`. */
  readonly pointsMax?: number
  /** No fsync: only for the proof that the power cut tests notice it. */
  readonly unsafe?: boolean
}

export interface EmbeddedStats extends StoreStats {
  /** Memory of rows that are not sealed. */
  readonly openBytes: number
  /** Blocks that were found damaged since the start and left out. */
  readonly blocksDamaged: number
  /** Gaps in received intervals that were closed because there were too many. */
  readonly gapsClosed: number
}
export interface EmbeddedStore extends TimeSeriesStore {
  stats(): Promise<EmbeddedStats>
}

const pointsMaxDefault = 1_000_000

/**
 * Opens the file or makes it. Throws StoreCorrupt (the text says which file and what to do),
 * StoreFull or StoreFailed.
 */
export async function openEmbeddedStore(settings: EmbeddedStoreSettings): Promise<EmbeddedStore> {
  const { path, log, retention, bytesMax, openBytesMax, unsafe } = settings
  const url = settings.workerUrl ?? new URL('./worker.ts', import.meta.url)
  const worker = { path, retention, bytesMax, openBytesMax, unsafe }
  const start = <M extends Record<string, readonly [unknown, unknown]>>(
    role: WorkerSettings['role'],
  ): Thread<M> => new Thread<M>(url, { ...worker, role } satisfies WorkerSettings, log)

  const writer = start<WriterMethods>('writer')
  let reader: Thread<ReaderMethods> | undefined
  try {
    const opened = await writer.call('open', undefined)
    reader = start<ReaderMethods>('reader')
    const series = new StoreDirectory(opened, (request) => writer.call('register', request))
    const latest = new Latest(series.kindsOf)
    const { data, strings } = opened.latest
    for (let at = 0; at < data.length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
      latest.offer(data, at, strings, 0)
    }
    const copy = async (target: string): Promise<void> => {
      const copier = start<{ copy: [string, undefined] }>('copier')
      try {
        await copier.call('copy', target)
      } finally {
        await copier.terminate()
      }
    }
    return new ThreadedStore(settings, { writer, reader, series, latest, copy })
  } catch (error) {
    await writer.terminate()
    await reader?.terminate()
    throw error
  }
}

interface Parts {
  readonly writer: Thread<WriterMethods>
  readonly reader: Thread<ReaderMethods>
  readonly series: StoreDirectory
  readonly latest: Latest
  readonly copy: (target: string) => Promise<void>
}

class ThreadedStore implements EmbeddedStore {
  readonly series: StoreDirectory
  readonly #settings: EmbeddedStoreSettings
  readonly #parts: Parts
  readonly #queue: AppendQueue
  #blocksDamaged = 0

  constructor(settings: EmbeddedStoreSettings, parts: Parts) {
    this.#settings = settings
    this.#parts = parts
    this.series = parts.series
    this.#queue = new AppendQueue({
      kindsOf: parts.series.kindsOf,
      send: (batch) => parts.writer.call('append', batch),
      committed: (frames) => this.#keepLatest(frames),
    })
  }
  append(frames: readonly AppendFrame[], arrivalMs: number): Promise<Commit> {
    return this.#queue.append(frames, arrivalMs)
  }
  #keepLatest(frames: readonly AppendFrame[]): void {
    const { latest } = this.#parts
    for (const { rows } of frames) {
      const { data, length, strings } = rows
      for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
        if (!((data[at + rowAt.flags] ?? 0) & skipFlag)) latest.offer(data, at, strings, 0)
      }
    }
  }
  received(agentId: string, epoch: string): Promise<readonly Interval[]> {
    return this.#parts.writer.call('received', { agentId, epoch })
  }
  /** Times from `fromMs` up to, not including, `toMs`. */
  async range(query: RangeQuery): Promise<readonly RangeSeries[]> {
    const { writer, reader } = this.#parts
    const { fromMs, toMs, stepMs, aggregate, field } = query
    const columns = query.seriesIds.map((id) => rangeColumn(id, this.series.get(id), field))
    if (columns.length === 0 || !(toMs > fromMs)) return []
    const open = await writer.call('openRows', {
      series: columns.filter(({ column }) => column >= 0).map(({ series }) => series),
      fromHour: Math.floor(fromMs / hourMs) - 2,
      toHour: Math.floor((toMs - 1) / hourMs) + 1,
    })
    const pointsMax = this.#settings.pointsMax ?? pointsMaxDefault
    const request = { columns, fromMs, toMs, stepMs, aggregate, open, pointsMax }
    const answer = await reader.call('range', request)
    this.#tellDamaged(answer.damaged)
    return answer.series.map((one) =>
      plainSeries(one, answer.tier, this.series.get(one.series), query),
    )
  }
  async latest({ hostIds, measurements }: LatestQuery): Promise<readonly LatestRow[]> {
    const { latest } = this.#parts
    const wanted = measurements && new Set(measurements)
    const rows: LatestRow[] = []
    const all = hostIds ? hostIds.flatMap((host) => this.series.ofHost(host)) : this.series.all()
    for (const series of all) {
      if (wanted && !wanted.has(series.descriptor.measurement)) continue
      if (latest.has(series.id)) rows.push(latestRow(latest, series))
    }
    return rows
  }
  async commitsAfter(number: number, limit: number): Promise<readonly Commit[]> {
    const { commits, damaged } = await this.#parts.reader.call('commits', { number, limit })
    this.#tellDamaged(damaged)
    return commits.map(plainCommit)
  }
  async release(number: number): Promise<void> {
    await this.#parts.writer.call('release', number)
  }
  async maintain(nowMs: number): Promise<void> {
    await this.#parts.writer.call('maintain', nowMs)
  }
  dropOldest(nowMs: number): Promise<number | undefined> {
    return this.#parts.writer.call('dropOldest', nowMs)
  }
  async stats(): Promise<EmbeddedStats> {
    const stats = await this.#parts.writer.call('stats', undefined)
    return { ...stats, blocksDamaged: stats.blocksDamaged + this.#blocksDamaged }
  }
  backup(path: string): Promise<void> {
    return this.#parts.copy(path)
  }
  async close(): Promise<void> {
    const { writer, reader } = this.#parts
    await this.#queue.idle()
    await Promise.all([writer.call('close', undefined), reader.call('close', undefined)])
    await Promise.all([writer.terminate(), reader.terminate()])
  }
  #tellDamaged(count: number): void {
    if (count === 0) return
    const fields = { count, path: this.#settings.path }
    if (this.#blocksDamaged === 0) {
      this.#settings.log.error(
        fields,
        'Damaged blocks of the series file were left out of an answer',
      )
    }
    this.#blocksDamaged += count
  }
}
