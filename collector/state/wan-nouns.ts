/** The nouns of the sites' lines between stages: settings, outages, data, services. */
import * as z from 'zod'

export const wanNamesMax = 120
const name = z.string().trim().max(wanNamesMax)

/** What the office knows of one site's line; written by hand, checked wherever it is read. */
export const wanLine = z.object({
  /** Who provides it, the contract's number, the provider's customer desk. */
  provider: name.default(''),
  contract: name.default(''),
  phone: name.default(''),
  /** Availability a month that the contract promises, in percent; null: none is written. */
  promisePercent: z.number().min(0).max(100).nullable().default(null),
  /** Data bought for a month, in bytes; null: not limited. */
  bundleBytes: z.number().int().positive().max(1e15).nullable().default(null),
  /** Day of the month on which a new bundle begins; in a shorter month its last day. */
  renewDay: z.int().min(1).max(31).default(1),
  /** Ids of the ping checks that measure it; empty: all that its poller makes of addresses elsewhere. */
  checks: z.array(z.string().max(64)).max(20).default([]),
  /** The router whose port faces the provider; null: the data of its computers is added up. */
  router: z
    .object({ hostId: z.string().max(64), port: name.min(1) })
    .nullable()
    .default(null),
})
export type WanLine = z.output<typeof wanLine>
export const unwrittenLine: WanLine = wanLine.parse({})

export interface Span {
  readonly fromMs: number
  /** Infinity: it lasts. */
  readonly toMs: number
}
/**
 * provider: the line, while the site's own network was on; power: computers of the site lost it;
 * office: the site's way out was fine, the office where the collector stands was not reached;
 * unknown: nobody of the site is back to tell.
 */
export type WanCause = 'provider' | 'power' | 'office' | 'unknown'
export interface WanOutage extends Span {
  readonly cause: WanCause
  /** Part of it in the office's working hours and outside; what lasts counts until now. */
  readonly workingMs: number
  readonly otherMs: number
}
export type BundleState = 'unknown' | 'none' | 'enough' | 'runs_out' | 'used_up'
export interface WanData {
  /** Null: nothing counts it. */
  readonly usedBytes: number | null
  /** Since when it was counted in this period; null: it was not. */
  readonly countedFromMs: number | null
  /** router: the port that faces the provider; computers: sum of what each counted itself. */
  readonly source: 'router' | 'computers'
  readonly bundle: BundleState
  /** When the bundle is used up by the pace so far; null: not in this period, or not known. */
  readonly endsMs: number | null
  readonly periodMs: Span
}
/** How the line carries, against its own past. */
export interface WanQuality {
  readonly state: 'unknown' | 'up' | 'down'
  readonly downSinceMs: number | null
  readonly latencyMs: number | null
  readonly latencyMedianMs: number | null
  readonly lossPercent: number | null
  readonly lossMedianPercent: number | null
  /** When the newest answer came; null: none in the last week. */
  readonly atMs: number | null
}
export interface WanSite {
  readonly siteId: string
  readonly line: WanLine
  /** The site's poller; null: nobody looks. */
  readonly pollerId: string | null
  /** Names of the checks that measure it. */
  readonly checks: readonly string[]
  readonly quality: WanQuality
  readonly data: WanData
  /** This month's, oldest first. */
  readonly outages: readonly WanOutage[]
}
export type ServiceVerdict = 'unknown' | 'good' | 'theirs' | 'ours' | 'line'
export interface WanService {
  readonly checkId: string
  readonly name: string
  readonly departmentId: string | null
  readonly verdict: ServiceVerdict
  /** Null: it is good, or not known. */
  readonly sinceMs: number | null
  readonly sites: readonly {
    readonly hostId: string
    readonly siteId: string | null
    readonly state: 'good' | 'failing' | 'line' | 'unknown'
  }[]
}
/** One month of one line, for the sheet that goes to the provider. */
export interface WanMonth {
  readonly siteId: string
  readonly line: WanLine
  /** The part of the month that is over. */
  readonly span: Span
  readonly outages: readonly WanOutage[]
  /** Shares of the span in percent: by the provider's outages alone, and by all. */
  readonly providerPercent: number
  readonly allPercent: number
}
export interface WanDoor {
  sites(): Promise<readonly WanSite[]>
  services(): Promise<readonly WanService[]>
  /** Undefined: there is no such site. `month` 1 to 12, the office's calendar. */
  month(siteId: string, year: number, month: number): Promise<WanMonth | undefined>
}
