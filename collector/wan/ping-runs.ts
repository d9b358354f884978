/** What the pings that measure a line have answered, out of the store. */
import { ping } from '../../contract/catalogue/families/ping.ts'
import type { RangePoint, StoredSeries, TimeSeriesStore } from '../model/store.ts'

export type WanStore = Pick<TimeSeriesStore, 'range' | 'series' | 'latest'>

/** One run of a check; what its own poller could not ask (cut off, refused) is none. */
export interface PingRun {
  readonly timeMs: number
  readonly lossPercent: number
  /** Null: nothing came back. */
  readonly rttMs: number | null
}

const good = ping.fields.result.states.success

export function pingSeries(
  store: Pick<WanStore, 'series'>,
  hostId: string,
  check: string,
): readonly StoredSeries[] {
  return seriesOf(store, hostId, ping.name).filter(({ descriptor }) =>
    descriptor.tags.some(([name, value]) => name === 'check' && value === check),
  )
}

export function seriesOf(
  store: Pick<WanStore, 'series'>,
  hostId: string,
  measurement: string,
): readonly StoredSeries[] {
  return store.series
    .ofHost(hostId)
    .filter(({ descriptor }) => descriptor.measurement === measurement)
}

/** Oldest first. Undefined: the full readings of that time are no longer kept. */
export async function pingRuns(
  store: WanStore,
  hostId: string,
  check: string,
  fromMs: number,
  toMs: number,
): Promise<readonly PingRun[] | undefined> {
  const seriesIds = pingSeries(store, hostId, check).map(({ id }) => id)
  if (seriesIds.length === 0) return []
  const ask = { seriesIds, fromMs, toMs }
  const [losses, times, results] = await Promise.all([
    store.range({ ...ask, field: 'percent_packet_loss' }),
    store.range({ ...ask, field: 'average_response_ms' }),
    store.range({ ...ask, field: 'result' }),
  ])
  if (losses.some(({ tier }) => tier !== 'full')) return undefined
  const rtt = byTime(times.flatMap(({ points }) => points))
  const result = byTime(results.flatMap(({ points }) => points))
  return losses
    .flatMap(({ points }) => points)
    .flatMap(({ timeMs, value }): PingRun[] =>
      typeof value === 'number' && result.get(timeMs) === good
        ? [{ timeMs, lossPercent: value, rttMs: rtt.get(timeMs) ?? null }]
        : [],
    )
    .toSorted((a, b) => a.timeMs - b.timeMs)
}

function byTime(points: readonly RangePoint[]): ReadonlyMap<number, number> {
  return new Map(
    points.flatMap(({ timeMs, value }): [number, number][] =>
      typeof value === 'number' ? [[timeMs, value]] : [],
    ),
  )
}
