/** What is written of a host's presence, as a line of words over time. */
import { presence as presenceFamily } from '../../contract/catalogue/families/presence.ts'
import type { Presence } from '../model/hosts.ts'
import type { TimeSeriesStore } from '../model/store.ts'

export interface PresencePoint {
  readonly timeMs: number
  readonly word: Presence
}
/** From `fromMs` up to but without `toMs`; the last one of a line lasts for ever. */
export interface PresenceSpan {
  readonly fromMs: number
  readonly toMs: number
  readonly word: Presence
}
export type PresenceStore = Pick<TimeSeriesStore, 'range' | 'series'>

/** A corrected row stands a millisecond behind the row that it corrects: what is shorter is no span. */
export const spanMinMs = 1000
const dayMs = 86_400_000
/** The full readings reach back so far, depending on what the office keeps. */
const lookBackDays = [13, 6, 2]
const words = new Map<number, Presence>()
for (const [word, code] of Object.entries(presenceFamily.fields.state.states)) {
  if (isPresence(word)) words.set(code, word)
}
function isPresence(word: string): word is Presence {
  return Object.hasOwn(presenceFamily.fields.state.states, word)
}

/** Every row up to `toMs`, from as far back as rows are kept; empty: they are rolled up already. */
export async function presenceRows(
  store: PresenceStore,
  hostId: string,
  toMs: number,
): Promise<readonly PresencePoint[]> {
  for (const days of lookBackDays) {
    const { full, points } = await presenceLine(store, hostId, toMs - days * dayMs, toMs)
    if (full) return points
  }
  return []
}

/** Not `full`: from the roll-ups, where a window of five minutes tells its last word alone. */
export async function presenceLine(
  store: PresenceStore,
  hostId: string,
  fromMs: number,
  toMs: number,
): Promise<{ readonly full: boolean; readonly points: readonly PresencePoint[] }> {
  const seriesIds = seriesOf(store, hostId, presenceFamily.name)
  if (seriesIds.length === 0) return { full: true, points: [] }
  const found = await store.range({ seriesIds, field: 'state', fromMs, toMs })
  const points = found
    .flatMap((series) => series.points)
    .toSorted((a, b) => a.timeMs - b.timeMs)
    .flatMap(({ timeMs, value }) => {
      const word = typeof value === 'number' ? words.get(value) : undefined
      return word ? [{ timeMs, word }] : []
    })
  return { full: found.every(({ tier }) => tier === 'full'), points }
}

export function seriesOf(
  store: PresenceStore,
  hostId: string,
  measurement: string,
): readonly number[] {
  return store.series
    .ofHost(hostId)
    .filter(({ descriptor }) => descriptor.measurement === measurement)
    .map(({ id }) => id)
}

/** The line without what was corrected; neighbours with one word are one span. */
export function spansOf(points: readonly PresencePoint[]): readonly PresenceSpan[] {
  const spans: PresenceSpan[] = []
  for (const [at, { timeMs, word }] of points.entries()) {
    const toMs = points[at + 1]?.timeMs ?? Infinity
    if (toMs - timeMs < spanMinMs) continue
    const last = spans.at(-1)
    if (last?.word === word) spans[spans.length - 1] = { ...last, toMs }
    else spans.push({ fromMs: timeMs, toMs, word })
  }
  return spans
}
