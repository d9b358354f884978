/** The collector's own state as a reading, once a minute. */
import { statfs } from 'node:fs/promises'
import { collector } from '../contract/catalogue/families/collector.ts'
import { reading, type Reading } from '../contract/catalogue/grammar.ts'
import type { AlertEngine } from './alert/engine.ts'
import type { CommitTimes } from './commit-times.ts'
import type { Gateway } from './gateway/gateway.ts'
import type { CollectorHome } from './home.ts'
import type { Ingest } from './ingest/ingest.ts'
import type { TimeSeriesStore } from './model/store.ts'
import type { Outlet } from './outlet/outlet.ts'
import type { Notifier } from './notify/notifier.ts'

export interface SelfParts {
  readonly store: TimeSeriesStore
  readonly ingest: Ingest
  readonly gateway: Gateway
  readonly notifier: Notifier
  readonly engine: Pick<AlertEngine, 'stats'>
  readonly commits: Pick<CommitTimes, 'take'>
  readonly home: CollectorHome
  /** Where the series go as well; undefined: nowhere. */
  readonly outlet: Pick<Outlet, 'stats'> | undefined
  readonly nowMs: () => number
}

const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1000))

export async function selfReading(parts: SelfParts): Promise<Reading> {
  const [stored, mails, disk, influx] = await Promise.all([
    parts.store.stats(),
    parts.notifier.stats(),
    statfs(parts.home.folder),
    parts.outlet?.stats(),
  ])
  const { user, system } = process.cpuUsage()
  return reading(
    collector,
    {},
    {
      rss: process.memoryUsage.rss(),
      cpu_time: (user + system) / 1e6,
      uptime: Math.round(process.uptime()),
      agents_connected: parts.gateway.counts().agents,
      rows_stored: stored.rowsStored,
      rows_duplicate: stored.rowsDuplicate,
      rows_quarantined: parts.ingest.counts().quarantined,
      store_bytes: stored.bytes,
      commit_ms: parts.commits.take() ?? null,
      alerts_open: parts.engine.stats().openAlerts,
      ...(influx && {
        influx_fault: influx.fault !== undefined,
        influx_refused: influx.pointsRefused,
        influx_behind: seconds(influx.behindMs),
      }),
      mails_waiting: mails.waiting,
      mail_oldest: mails.oldestMs === null ? 0 : seconds(parts.nowMs() - mails.oldestMs),
      disk_free: disk.bavail * disk.bsize,
    },
  )
}
