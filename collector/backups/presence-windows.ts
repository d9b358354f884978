/** Whether a computer was on when its backup was due, from the presence that was recorded. */
import { presence as presenceFamily } from '../../contract/catalogue/families/presence.ts'
import type { Presence } from '../model/hosts.ts'
import type { RangePoint, TimeSeriesStore } from '../model/store.ts'

type PresenceStore = Pick<TimeSeriesStore, 'range' | 'series'>

/** What was before the window is known from the last change up to so long before it. */
const lookBackMs = 7 * 86_400_000
/** Off for at least half of the time in which the copy could have been made. */
const offShareMin = 0.5
const offWords: ReadonlySet<string> = new Set<Presence>([
  'off',
  'off_assumed',
  'asleep',
  'power_lost',
])
/** Not reached, and perhaps at work. */
export const cutWords: ReadonlySet<Presence> = new Set(['unreachable', 'site_down', 'cut_off'])
const words = new Map<number, string>(
  Object.entries(presenceFamily.fields.state.states).map(([word, code]) => [code, word]),
)

/** False also when nothing is known of that time. */
export async function wasOff(
  store: PresenceStore,
  hostId: string,
  fromMs: number,
  toMs: number,
): Promise<boolean> {
  const seriesIds = store.series
    .ofHost(hostId)
    .filter(({ descriptor }) => descriptor.measurement === 'presence')
    .map(({ id }) => id)
  if (seriesIds.length === 0 || toMs <= fromMs) return false
  const found = await store.range({ seriesIds, field: 'state', fromMs: fromMs - lookBackMs, toMs })
  const points = found.flatMap((series) => series.points).toSorted((a, b) => a.timeMs - b.timeMs)
  return offMs(points, fromMs, toMs) >= (toMs - fromMs) * offShareMin
}

function offMs(points: readonly RangePoint[], fromMs: number, toMs: number): number {
  let sum = 0
  for (const [at, { timeMs, value }] of points.entries()) {
    if (!isOff(value)) continue
    const untilMs = points[at + 1]?.timeMs ?? toMs
    sum += Math.max(0, Math.min(untilMs, toMs) - Math.max(timeMs, fromMs))
  }
  return sum
}

export function isOff(value: RangePoint['value']): boolean {
  const word = typeof value === 'number' ? words.get(value) : value
  return word !== undefined && word !== null && offWords.has(word)
}
