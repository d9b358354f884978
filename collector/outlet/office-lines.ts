/**
 * What panels ask that no series tells: which series to read for how long a time, and how a computer
 * is that has not changed for days. Written beside the outlet's mark, every few minutes.
 */
import { presence as family } from '../../contract/catalogue/families/presence.ts'
import type { Presence } from '../model/hosts.ts'
import { integer, nanoseconds, quoted, seriesKey } from './line-protocol.ts'
import { markLine } from './database-mark.ts'
import type { KnownPresence, OutletOptions, OutletStats } from './outlet-options.ts'
import type { SeriesLines } from './series-lines.ts'
import { keepsRollups, keepsTexts, tierNames, type OutletSettings } from './settings.ts'

const dayMs = 86_400_000
const anyTimeMs = 36_500 * dayMs
/** Longest time, in milliseconds, for which a panel reads the series; the last: any time. */
const readFor = [
  ['full', 2 * dayMs],
  ['m5', 60 * dayMs],
  ['h1', anyTimeMs],
] as const

/**
 * `resolution`: the series that answers a time of at most `until` milliseconds that begins at `from`
 * or later. Finer ones are newer points, so the newest that fits is the finest.
 */
function resolutionLines(settings: OutletSettings, atMs: number): readonly string[] {
  if (!keepsTexts(settings)) return []
  // A data source reaches one database of 3 Core, which keeps the newest days anyway.
  const reachesAll = keepsRollups(settings) && settings.flavour !== 'influxdb-3'
  const tiers = reachesAll ? readFor : ([['full', anyTimeMs]] as const)
  return tiers.map(([tier, untilMs], at) => {
    const days = settings.kept?.[tier] ?? 0
    // Where all else is given up too, the last one is asked all the same.
    const isEver = days === 0 || at === tiers.length - 1
    const fields = [
      `policy=${quoted(tierNames[tier])}`,
      integer('from', isEver ? 0 : atMs - days * dayMs),
      integer('until', untilMs),
    ]
    const key = seriesKey('resolution', [['series', tierNames[tier]]])
    return `${key} ${fields.join(',')} ${nanoseconds(atMs - at)}`
  })
}

/** The outlet's mark, and what is written beside it. */
export function markedLines(
  { settings, presences }: Pick<OutletOptions, 'settings' | 'presences'>,
  lines: Pick<SeriesLines, 'hostTags'>,
  stats: OutletStats,
  atMs: number,
): readonly string[] {
  return [
    markLine(lines.hostTags('collector'), stats, atMs),
    ...resolutionLines(settings, atMs),
    ...presenceLines(presences(), lines, settings, atMs),
  ]
}

/** Absences may still be judged anew, when the computer is back and tells what happened. */
const settledStates: ReadonlySet<Presence> = new Set(['online', 'off', 'asleep', 'never_seen'])
/** Panels look back a week for what is true now. */
const toldAgainAfterMs = 6 * dayMs

function presenceLines(
  known: Iterable<KnownPresence>,
  lines: Pick<SeriesLines, 'hostTags'>,
  settings: OutletSettings,
  atMs: number,
): readonly string[] {
  const told: string[] = []
  for (const { hostId, presence, sinceMs } of known) {
    if (!settledStates.has(presence) && atMs - sinceMs < toldAgainAfterMs) continue
    const code = integer('state_code', family.fields.state.states[presence])
    const word = keepsTexts(settings) ? `state=${quoted(presence)},` : ''
    told.push(
      `${seriesKey(family.name, lines.hostTags(hostId))} ${word}${code} ${nanoseconds(atMs)}`,
    )
  }
  return told
}
