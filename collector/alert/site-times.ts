/** How long the watch over a site waits: before it tells of a loss, and before it tells of its end. */
import type { SilenceRule } from '../../config/rule.ts'
import { returnMs, type WatchedHost } from './outage.ts'
import { withServer } from './site-cause.ts'

/** How often agents of a profile are heard; on a thin line that is the site's heartbeat. */
export const postMsOf = { lan: 60_000, wan: 300_000, thin: 300_000 } as const
/** So long a server may be silent before it is told of. */
const serverAfterMs = 3 * 60_000

/** Milliseconds: a line that is back by then was a hiccup; where a server is gone, its time counts. */
export function waitBeforeTelling(rule: SilenceRule, gone: readonly WatchedHost[]): number {
  const { unit, amount } = rule.levels[0]?.after ?? { unit: 'milliseconds', amount: 0 }
  const afterMs = unit === 'milliseconds' ? amount : 0
  return withServer(gone) ? Math.min(afterMs, serverAfterMs) : afterMs
}

/** On battery for longer it is a supply that nobody looks at, and no sign of this outage. */
export const batteryLastsMs = 12 * 3_600_000
/** By then the register of power cuts knows what those that are back have told. */
const registeredMs = 3.5 * 60_000
/** A power cut that long went over an evening: people come, and switch on, one by one for so long. */
const overnightMs = 8 * 3_600_000
const arrivalMs = 3_600_000

export interface Return {
  /** Not back yet. */
  readonly missing: number
  /** That lost their power. */
  readonly sudden: number
  readonly awayMs: number
  readonly postMs: number
}

/** Milliseconds after the first are back until the end is told. */
export function waitAfterReturn({ missing, sudden, awayMs, postMs }: Return): number {
  if (missing === 0) return registeredMs
  return sudden > 0 && awayMs > overnightMs ? arrivalMs : Math.max(returnMs, postMs)
}
