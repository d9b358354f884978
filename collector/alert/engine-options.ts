import type { Rule } from '../../config/rule.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { ParentGraph } from '../../lib/parent-graph.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostsRepository } from '../model/hosts.ts'
import type { OfficeRepository } from '../model/office.ts'
import type { TimeSeriesStore } from '../model/store.ts'
import type { EngineState } from '../state/alert-engine.ts'

export interface AlertEngineOptions {
  readonly store: Pick<TimeSeriesStore, 'series' | 'commitsAfter' | 'release'>
  /** Roll-ups of an hour, for forecasts. */
  readonly past: Pick<TimeSeriesStore, 'range'>
  readonly state: EngineState
  readonly hosts: Pick<HostsRepository, 'all' | 'get'>
  readonly office: Pick<OfficeRepository, 'calendar' | 'sites' | 'departments' | 'recipients'>
  readonly rules: readonly Rule[]
  readonly clock: Clock
  readonly log: Log
  /** Called after each transaction that may have put something into the outbox. */
  readonly onNotices?: () => void
  /** How long after a start nothing about silence is told (A4). */
  readonly quietAfterStartMs?: number
  readonly newId?: () => string
  /** What stands behind what; left out: nothing is known of that. */
  readonly parents?: () => ParentGraph
  /** Since when the collector itself has no network; null: it has. */
  readonly cutOffSinceMs?: () => number | null
  /** Power cuts of the site in the fiscal quarter of that instant; left out: none is known. */
  readonly powerCuts?: (siteId: string, atMs: number) => number
  /** What tells already what this alert only shows by another sign; left out: nothing does. */
  readonly explains?: (alert: AlertRecord) => string | undefined
  /** Department that works with what the alert is about; null: that of its computer. */
  readonly usedBy?: (alert: AlertRecord) => string | null
}
export interface AlertStats {
  readonly rules: number
  readonly rowsJudged: number
  readonly openAlerts: number
  readonly cursor: number
  /** Commits that wait to be judged, as far as they are known here. */
  readonly waitingCommits: number
}
