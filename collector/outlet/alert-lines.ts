/** Transitions of alerts as points of the measurement `alert`. */
import type { Tier } from '../model.ts'
import type { ToldTransition } from '../state/outlet-transitions.ts'
import { integer, nanoseconds, quoted, seriesKey } from './line-protocol.ts'
import { noPlace, type SeriesLines } from './series-lines.ts'
import type { OutletSettings } from './settings.ts'

/** Written and append-only, as the catalogue's states are. */
export const transitionCodes: Readonly<Record<string, number>> = {
  opened: 1,
  worsened: 2,
  eased: 3,
  acknowledged: 4,
  silenced: 5,
  cleared: 6,
}

/**
 * An alert may be open for longer than full readings are kept, and its history is asked for years. Of
 * 3 Core a data source reaches one database.
 */
export function alertTier({ flavour }: OutletSettings): Tier {
  return flavour === 'influxdb-3' ? 'full' : 'h1'
}

export function alertLine(
  one: ToldTransition,
  lines: Pick<SeriesLines, 'hostTags'>,
  siteName: (id: string) => string | undefined,
  keepsTexts: boolean,
): string {
  const site = one.siteId === null ? noPlace : (siteName(one.siteId) ?? one.siteId)
  const office: readonly (readonly [string, string])[] =
    one.hostId === null
      ? [
          ['host', noPlace],
          ['host_id', noPlace],
          ['site', site],
          ['department', noPlace],
          ['role', noPlace],
        ]
      : lines.hostTags(one.hostId)
  const key = seriesKey('alert', [
    ...office,
    ['rule', one.ruleId],
    ['object', one.object === '' ? noPlace : one.object],
  ])
  const fields = [
    integer('transition_code', transitionCodes[one.kind] ?? 0),
    integer('open', one.kind === 'cleared' ? 0 : 1),
    integer('severity_code', { info: 0, warning: 1, critical: 2 }[one.severity] ?? 0),
    ...(keepsTexts
      ? [
          `transition=${quoted(one.kind)}`,
          `severity=${quoted(one.severity)}`,
          `alert_id=${quoted(one.alertId)}`,
        ]
      : []),
  ]
  // Two transitions of one millisecond stay two points, and the same ones when sent again.
  const time = nanoseconds(one.atMs).slice(0, -6) + String(one.id % 1_000_000).padStart(6, '0')
  return `${key} ${fields.join(',')} ${time}`
}
