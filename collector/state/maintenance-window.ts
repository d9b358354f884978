/** A maintenance window: planned work of which nobody is mailed. Times and cover are decided here. */
import * as z from 'zod'
import { instantAt, zoneReader, type LocalTime } from '../../config/office-time.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const knownZone = (zone: string): boolean => {
  try {
    zoneReader(zone)
    return true
  } catch {
    return false
  }
}

/** As it stands in the state; times in ms since 1970. */
export const maintenanceWindow = z.object({
  id: z.string(),
  name: z.string(),
  cover: z.object({ kind: z.enum(['host', 'site', 'department']), id: z.string() }),
  when: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('once'), fromMs: z.number(), untilMs: z.number() }),
    z.object({
      kind: z.literal('weekly'),
      /** 0 Sunday; the days on which it begins. */
      days: z.array(z.int().min(0).max(6)).min(1),
      from: clock,
      /** On the next day when it is not after `from`. */
      until: clock,
      zone: z.string().refine(knownZone),
    }),
  ]),
  /** When somebody last ended a running one; the next of a weekly one comes all the same. */
  endedMs: z.number().nullable(),
  by: z.string(),
  createdMs: z.number(),
})
export type MaintenanceWindow = z.output<typeof maintenanceWindow>

interface WindowSpan {
  readonly fromMs: number
  /** The first instant that is outside. */
  readonly untilMs: number
}
/** Where an alert stands. */
export interface CoveredPlace {
  readonly hostId: string | null
  readonly siteId: string | null
  readonly departmentId: string | null
}

export function isCovered({ cover }: MaintenanceWindow, place: CoveredPlace): boolean {
  switch (cover.kind) {
    case 'host':
      return place.hostId === cover.id
    case 'site':
      return place.siteId === cover.id
    default:
      return place.departmentId === cover.id
  }
}

/** The span that runs at this time; of two, the one that ends last. */
export function runningSpan(window: MaintenanceWindow, nowMs: number): WindowSpan | undefined {
  return spansAround(window, nowMs)
    .filter(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs)
    .toSorted((a, b) => b.untilMs - a.untilMs)[0]
}

/** The span that runs or comes next; undefined: it is over for good. */
export function nextSpan(window: MaintenanceWindow, nowMs: number): WindowSpan | undefined {
  return (
    runningSpan(window, nowMs) ??
    spansAround(window, nowMs).find(({ fromMs, untilMs }) => fromMs > nowMs && untilMs > fromMs)
  )
}

function spansAround({ when, endedMs }: MaintenanceWindow, nowMs: number): WindowSpan[] {
  const spans = when.kind === 'once' ? [when] : weeklySpans(when, nowMs)
  return spans.map(({ fromMs, untilMs }) => {
    const cut = endedMs !== null && endedMs >= fromMs && endedMs < untilMs
    return { fromMs, untilMs: cut ? endedMs : untilMs }
  })
}

type Weekly = Extract<MaintenanceWindow['when'], { kind: 'weekly' }>
/** Yesterday's may still run; the next is at most a week away, or eight days when today's is over. */
const dayShifts = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]

function weeklySpans({ days, from, until, zone }: Weekly, nowMs: number): WindowSpan[] {
  const read = readerOf(zone)
  const { year, month, day } = read(nowMs)
  const [begin, end] = [minutesOf(from), minutesOf(until)]
  const overnight = end <= begin ? 1 : 0
  return dayShifts
    .filter((shift) => days.includes(new Date(Date.UTC(year, month - 1, day + shift)).getUTCDay()))
    .map((shift) => ({
      fromMs: instantAt(read, year, month, day + shift, begin),
      untilMs: instantAt(read, year, month, day + shift + overnight, end),
    }))
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Making one is slow, and an office has one zone. */
const readers = new Map<string, (ms: number) => LocalTime>()
function readerOf(zone: string): (ms: number) => LocalTime {
  const read = readers.get(zone) ?? zoneReader(zone)
  readers.set(zone, read)
  return read
}
