/** Transitions of alerts as points of the measurement `alert`. */
import type { Tier } from '../model/store.ts'
import type { ToldAlert, ToldTransition } from '../state/outlet-transitions.ts'
import { integer, nanoseconds, quoted, seriesKey } from './line-protocol.ts'
import { noPlace } from './series-lines.ts'
import type { OutletSettings } from './settings.ts'

/**
 * Written and append-only, as the catalogue's states are. `renamed` is no transition of the alert:
 * what it is about got another name or place, and its points go on under other tags.
 */
export const transitionCodes: Readonly<Record<string, number>> = {
  opened: 1,
  worsened: 2,
  eased: 3,
  acknowledged: 4,
  silenced: 5,
  cleared: 6,
  renamed: 7,
}

/**
 * An alert may be open for longer than full readings are kept, and its history is asked for years. Of
 * 3 Core a data source reaches one database.
 */
export function alertTier({ flavour }: OutletSettings): Tier {
  return flavour === 'influxdb-3' ? 'full' : 'h1'
}

/** Measurement and tags of an alert's points. `host`: the tags of its computer, where it has one. */
export function alertPoint(
  { ruleId, object }: Pick<ToldAlert, 'ruleId' | 'object'>,
  host: readonly (readonly [string, string])[] | undefined,
  site: string,
): string {
  const office = host ?? [
    ['host', noPlace],
    ['host_id', noPlace],
    ['site', site],
    ['department', noPlace],
    ['role', noPlace],
  ]
  return seriesKey('alert', [
    ...office,
    ['rule', ruleId],
    ['object', object === '' ? noPlace : object],
  ])
}

/** `point` is what `alertPoint` made. `isOpen`: whether the alert is open there from then on. */
export function alertLine(
  point: string,
  one: Pick<ToldTransition, 'id' | 'atMs' | 'kind' | 'alertId' | 'severity'>,
  isOpen: boolean,
  keepsTexts: boolean,
): string {
  const fields = [
    integer('transition_code', transitionCodes[one.kind] ?? 0),
    integer('open', isOpen ? 1 : 0),
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
  return `${point} ${fields.join(',')} ${time}`
}
