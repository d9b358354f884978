/** Bytes over a line in a time: of the port that faces the provider, or of the site's computers. */
import { interfaceFamily } from '../../contract/catalogue/families/interface.ts'
import { net } from '../../contract/catalogue/families/net.ts'
import { snmpDevice } from '../../contract/catalogue/families/snmp-device.ts'
import { growthOf, type CounterWindow } from '../../lib/counter-growth.ts'
import type { RangePoint, StoredSeries } from '../model/store.ts'
import type { Span, WanLine } from '../state/wan-nouns.ts'
import { seriesOf, type WanStore } from './ping-runs.ts'

export interface DataUsed {
  readonly usedBytes: number
  /** The counters' first value in that time; the start of it where one before is known. */
  readonly fromMs: number
}

const minutesMs = 5 * 60_000
const hourMs = 3_600_000
const lookBackMs = 24 * hourMs
const wrapAt = 2 ** 32

/** Undefined: the port has told nothing in that time. */
export async function routerData(
  store: WanStore,
  { hostId, port }: NonNullable<WanLine['router']>,
  span: Span,
): Promise<DataUsed | undefined> {
  const ofPort = seriesOf(store, hostId, interfaceFamily.name).filter(({ descriptor }) =>
    descriptor.tags.some(([, value]) => value === port),
  )
  const uptime = await lasts(store, seriesOf(store, hostId, snmpDevice.name), 'uptime', span)
  const wide = await directions(store, ofPort, ['ifHCInOctets', 'ifHCOutOctets'], span)
  if (wide.length > 0) return added(wide.map((points) => counted(points, uptime, Infinity, span)))
  const narrow = await directions(store, ofPort, ['ifInOctets', 'ifOutOctets'], span)
  return added(narrow.map((points) => counted(points, uptime, wrapAt, span)))
}

async function directions(
  store: WanStore,
  series: readonly StoredSeries[],
  fields: readonly string[],
  span: Span,
): Promise<readonly (readonly RangePoint[])[]> {
  const found: (readonly RangePoint[])[] = []
  for (const field of fields)
    for (const one of series) found.push(await lasts(store, [one], field, span))
  return found.filter((points) => points.length > 0)
}

async function lasts(
  store: WanStore,
  series: readonly StoredSeries[],
  field: string,
  { fromMs, toMs }: Span,
): Promise<readonly RangePoint[]> {
  const seriesIds = series.map(({ id }) => id)
  if (seriesIds.length === 0) return []
  const answer = await store.range({
    seriesIds,
    field,
    fromMs: fromMs - lookBackMs,
    toMs,
    stepMs: minutesMs,
    aggregate: 'last',
  })
  return answer
    .flatMap(({ points }) => points)
    .filter(({ value }) => typeof value === 'number')
    .toSorted((a, b) => a.timeMs - b.timeMs)
}

/**
 * A counter that falls began anew when the device did, and counts from nothing; when the device
 * went on, a counter of 32 bits ran over.
 */
export function counted(
  points: readonly RangePoint[],
  uptime: readonly RangePoint[],
  wrap: number,
  { fromMs }: Span,
): DataUsed | undefined {
  const ups = uptime.map(({ timeMs, value }) => ({ timeMs, value: Number(value) }))
  let before: { timeMs: number; value: number } | undefined
  let usedBytes = 0
  let firstMs: number | undefined
  for (const { timeMs, value } of points) {
    const now = { timeMs, value: Number(value) }
    if (timeMs >= fromMs) {
      firstMs ??= before ? fromMs : timeMs
      usedBytes += before ? grown(before, now, ups, wrap) : 0
    }
    before = now
  }
  return firstMs === undefined ? undefined : { usedBytes, fromMs: firstMs }
}

interface Point {
  readonly timeMs: number
  readonly value: number
}

function grown(before: Point, now: Point, ups: readonly Point[], wrap: number): number {
  const growth = now.value - before.value
  if (growth >= 0) return growth
  const between = ups.filter(({ timeMs }) => timeMs >= before.timeMs && timeMs <= now.timeMs)
  const restarted = between.some(({ value }, at) => value < (between[at - 1]?.value ?? 0))
  const ranOver = Number.isFinite(wrap) && !restarted && before.value > wrap / 2
  return ranOver ? growth + wrap : now.value
}

/** What each of the computers counted at its own cards; traffic inside the office is in it too. */
export async function computersData(
  store: WanStore,
  hostIds: readonly string[],
  span: Span,
): Promise<DataUsed | undefined> {
  const found: (DataUsed | undefined)[] = []
  for (const hostId of hostIds) {
    const series = seriesOf(store, hostId, net.name)
    for (const field of ['bytes_recv', 'bytes_sent'])
      for (const one of series) found.push(await cardData(store, one.id, field, span))
  }
  return added(found)
}

async function cardData(
  store: WanStore,
  seriesId: number,
  field: string,
  { fromMs, toMs }: Span,
): Promise<DataUsed | undefined> {
  const ask = { seriesIds: [seriesId], field, fromMs: fromMs - lookBackMs, toMs, stepMs: hourMs }
  const [min, max, last] = await Promise.all(
    (['min', 'max', 'last'] as const).map(async (aggregate) => {
      const answer = await store.range({ ...ask, aggregate })
      return answer.flatMap(({ points }) => points)
    }),
  )
  const windows: (CounterWindow & { readonly timeMs: number })[] = []
  for (const [at, { timeMs, value }] of (last ?? []).entries()) {
    const [least, most] = [min?.[at]?.value, max?.[at]?.value]
    if (typeof value !== 'number' || typeof least !== 'number' || typeof most !== 'number') continue
    windows.push({ timeMs, min: least, max: most, last: value })
  }
  const inside = windows.filter(({ timeMs }) => timeMs >= fromMs)
  const [first] = inside
  if (!first) return undefined
  const before = windows.findLast(({ timeMs }) => timeMs < fromMs)?.last
  return {
    usedBytes: growthOf(inside, before),
    fromMs: before === undefined ? first.timeMs : fromMs,
  }
}

function added(parts: readonly (DataUsed | undefined)[]): DataUsed | undefined {
  const known = parts.flatMap((part) => part ?? [])
  if (known.length === 0) return undefined
  return {
    usedBytes: known.reduce((sum, { usedBytes }) => sum + usedBytes, 0),
    fromMs: Math.min(...known.map(({ fromMs }) => fromMs)),
  }
}
