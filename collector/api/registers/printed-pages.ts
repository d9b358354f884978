/** Pages printed in a month, by computer and queue, from the counters that the spoolers keep. */
import { instantAt, zoneReader } from '../../../config/office-time.ts'
import { printQueue } from '../../../contract/catalogue/families/print-queue.ts'
import type { HostRecord } from '../../model/hosts.ts'
import type { StoredSeries, TimeSeriesStore } from '../../model/store.ts'
import type { PrintedQueue } from '../register-views.ts'
import { growthOf, type CounterWindow } from '../../../lib/counter-growth.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Where the counter stood before the month; a computer may have been off for weeks. */
const lookBackMs = 35 * dayMs
export const queuesMax = 500
const monthsMax = 12

/** yyyy-mm, the present month first. */
export function lastMonths(zone: string, nowMs: number): readonly string[] {
  const { year, month } = zoneReader(zone)(nowMs)
  return Array.from({ length: monthsMax }, (_, back) => {
    const index = year * 12 + (month - 1) - back
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

export interface MonthQuery {
  readonly month: string
  readonly zone: string
  readonly nowMs: number
  readonly hosts: readonly HostRecord[]
  readonly departmentName: (id: string | null) => string | null
}

/** Most pages first; queues that printed nothing are left out. */
export async function printedPages(
  store: Pick<TimeSeriesStore, 'series' | 'range'>,
  { month, zone, nowMs, hosts, departmentName }: MonthQuery,
): Promise<{ readonly queues: readonly PrintedQueue[]; readonly cut: boolean }> {
  const all = hosts.flatMap((host) =>
    store.series
      .ofHost(host.id)
      .filter(({ descriptor }) => descriptor.measurement === printQueue.name)
      .map((series) => ({ host, series })),
  )
  const counted = all.slice(0, queuesMax)
  const pages = await pagesOf(
    store,
    counted.map(({ series }) => series),
    spanOf(month, zone, nowMs),
  )
  const queues = counted.map(({ host, series }) => ({
    hostId: host.id,
    host: host.name,
    department: departmentName(host.departmentId),
    queue: series.descriptor.tags.find(([tag]) => tag === 'printer')?.[1] ?? '',
    pages: pages.get(series.id) ?? 0,
  }))
  return {
    queues: queues.filter((one) => one.pages > 0).toSorted((a, b) => b.pages - a.pages),
    cut: all.length > queuesMax,
  }
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

function spanOf(month: string, zone: string, nowMs: number): Span {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const local = zoneReader(zone)
  const fromMs = instantAt(local, year, number, 1, 0)
  const next = instantAt(local, number === 12 ? year + 1 : year, (number % 12) + 1, 1, 0)
  return { fromMs, toMs: Math.min(next, nowMs) }
}

async function pagesOf(
  store: Pick<TimeSeriesStore, 'range'>,
  series: readonly StoredSeries[],
  { fromMs, toMs }: Span,
): Promise<ReadonlyMap<number, number>> {
  const seriesIds = series.map(({ id }) => id)
  if (seriesIds.length === 0 || toMs <= fromMs) return new Map()
  const query = { seriesIds, field: 'pages' }
  const month = { ...query, fromMs, toMs, stepMs: hourMs }
  const [before, mins, maxes, lasts] = await Promise.all([
    store.range({
      ...query,
      fromMs: fromMs - lookBackMs,
      toMs: fromMs,
      stepMs: dayMs,
      aggregate: 'last',
    }),
    store.range({ ...month, aggregate: 'min' }),
    store.range({ ...month, aggregate: 'max' }),
    store.range({ ...month, aggregate: 'last' }),
  ])
  const [start, min, max, last] = [before, mins, maxes, lasts].map(numbersById)
  return new Map(
    seriesIds.map((id) => {
      const windows = [...(last?.get(id) ?? [])].flatMap(([timeMs, value]): CounterWindow[] => {
        const least = min?.get(id)?.get(timeMs)
        const most = max?.get(id)?.get(timeMs)
        if (least === undefined || most === undefined) return []
        return [{ min: least, max: most, last: value }]
      })
      return [id, growthOf(windows, [...(start?.get(id)?.values() ?? [])].at(-1))]
    }),
  )
}

function numbersById(
  answers: Awaited<ReturnType<TimeSeriesStore['range']>>,
): ReadonlyMap<number, ReadonlyMap<number, number>> {
  return new Map(
    answers.map(({ seriesId, points }) => [
      seriesId,
      new Map(
        points.flatMap(({ timeMs, value }): [number, number][] =>
          typeof value === 'number' ? [[timeMs, value]] : [],
        ),
      ),
    ]),
  )
}
