/** What the watch over one site is told and may ask. */
import type { Site } from '../model/office.ts'
import type { Sink } from './alert-line.ts'
import type { Deadlines } from './deadlines.ts'
import type { Belongings, WatchedHost } from './outage.ts'

export interface SiteWatchContext {
  readonly site: Pick<Site, 'id' | 'profile'>
  readonly hosts: () => readonly WatchedHost[]
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly belongings: Belongings
  readonly quietUntilMs: number
  readonly onMissing: (hosts: readonly WatchedHost[], nowMs: number) => void
  /** Power cuts of the site in the fiscal quarter of that instant, as the register knows them. */
  readonly powerCuts: (atMs: number) => number
  /** Names of the site's supplies that went on battery after that instant and did not come back. */
  readonly onBattery: (afterMs: number) => readonly string[]
  /** It may be one device before all of these that is lost, and not the site. */
  readonly mayBeBehind: (hosts: readonly WatchedHost[], newestMs: number, nowMs: number) => boolean
}
