/** What the pages of the sites' lines are given. Types only. */
import type {
  ServiceVerdict,
  WanData,
  WanLine,
  WanMonth,
  WanOutage,
  WanQuality,
} from '../state/wan-nouns.ts'
import type { FormState } from './form-views.ts'

interface Named {
  readonly id: string
  readonly name: string
}
export interface WanSiteRow {
  readonly siteId: string
  readonly site: string
  readonly line: WanLine
  readonly poller: string | null
  /** Names of the checks that measure it. */
  readonly checks: readonly string[]
  readonly quality: WanQuality
  readonly data: WanData
  readonly outages: readonly WanOutage[]
}
export interface WanServiceRow {
  readonly checkId: string
  readonly name: string
  readonly department: string | null
  readonly departmentId: string | null
  readonly verdict: ServiceVerdict
  readonly sinceMs: number | null
  readonly sites: readonly {
    readonly where: string
    readonly state: 'good' | 'failing' | 'line' | 'unknown'
  }[]
}
export interface WanView {
  readonly sites: readonly WanSiteRow[]
  readonly services: readonly WanServiceRow[]
  /** This month, for the links to the sheets. */
  readonly month: string
}
export interface WanLineView {
  readonly site: Named
  readonly line: WanLine
  /** Ping checks of the site's poller that may measure it. */
  readonly checks: readonly Named[]
  /** Devices of the site, and the ports that each has told of. */
  readonly routers: readonly (Named & { readonly ports: readonly string[] })[]
  readonly form: FormState | null
}
export interface WanServicesView {
  readonly services: readonly (Named & {
    readonly pollers: number
    /** Undefined: it is not named as a system of others; null: without a department. */
    readonly departmentId: string | null | undefined
  })[]
  readonly departments: readonly Named[]
  readonly form: FormState | null
}
export interface WanSheetView {
  readonly site: string
  readonly month: string
  readonly months: readonly string[]
  readonly sheet: WanMonth
}
/** What the console must offer of them. */
export interface WanPages<Frame> {
  all(frame: Frame, view: WanView): string
  line(frame: Frame, view: WanLineView): string
  services(frame: Frame, view: WanServicesView): string
  sheet(frame: Frame, view: WanSheetView): string
  sheetCsv(frame: Frame, view: WanSheetView): string
}
