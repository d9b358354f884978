/**
 * How much of its time a host could be reached. Power cuts and lines that were cut are the office's
 * and not the host's: they are left out and told apart. What people switch off is off, not away.
 */
import type { ExpectedTime } from '../../config/expected-on.ts'
import type { HostAvailability, HostRecord, Presence } from '../model/hosts.ts'
import { presenceLine, spansOf, type PresenceSpan, type PresenceStore } from './presence-line.ts'

/** A host of which nothing has changed for long was so before, too. */
const beforeMs = 7 * 86_400_000
const power: ReadonlySet<Presence> = new Set(['power_lost'])
const way: ReadonlySet<Presence> = new Set(['site_down', 'cut_off'])
const unknown: ReadonlySet<Presence> = new Set(['never_seen', 'stale'])
const switchedOff: ReadonlySet<Presence> = new Set(['off', 'off_assumed', 'asleep'])

type Known = Pick<HostRecord, 'id' | 'presence' | 'presenceSinceMs'>

/** Null: in that time nothing is known of it. */
export async function availabilityOf(
  store: PresenceStore,
  host: Known,
  expected: ExpectedTime,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<HostAvailability | null> {
  const { points } = await presenceLine(store, host.id, fromMs - beforeMs, toMs)
  const spans = points.length > 0 ? spansOf(points) : stillSo(host, toMs)
  const sum = { onlineMs: 0, awayMs: 0, powerMs: 0, wayMs: 0 }
  for (const { fromMs: beganMs, toMs: endedMs, word } of spans) {
    const ms = expectedMs(expected, Math.max(beganMs, fromMs), Math.min(endedMs, toMs))
    const kind = kindOf(word, expected.always)
    if (kind !== undefined) sum[kind] += ms
  }
  const countedMs = sum.onlineMs + sum.awayMs
  if (countedMs + sum.powerMs + sum.wayMs === 0) return null
  const percent = countedMs === 0 ? null : (100 * sum.onlineMs) / countedMs
  return { percent, ...sum }
}

function stillSo({ presence, presenceSinceMs }: Known, toMs: number): readonly PresenceSpan[] {
  if (presenceSinceMs === null) return []
  return [{ fromMs: presenceSinceMs, toMs, word: presence }]
}

/** Undefined: it counts nowhere. */
function kindOf(
  word: Presence,
  always: boolean,
): 'onlineMs' | 'awayMs' | 'powerMs' | 'wayMs' | undefined {
  if (word === 'online') return 'onlineMs'
  if (power.has(word)) return 'powerMs'
  if (way.has(word)) return 'wayMs'
  if (unknown.has(word) || (switchedOff.has(word) && !always)) return undefined
  return 'awayMs'
}

/** The part of the span in which the host should be on. */
function expectedMs({ always, calendar }: ExpectedTime, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0
  if (always) return toMs - fromMs
  let sum = 0
  for (let shift = 0; ; shift++) {
    const noon = calendar.at(fromMs, '12:00', shift)
    const day = calendar.workingDay(noon)
    if (day) sum += Math.max(0, Math.min(day.closeMs, toMs) - Math.max(day.openMs, fromMs))
    if (noon > toMs + 86_400_000) return sum
  }
}
