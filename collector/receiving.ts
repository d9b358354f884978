/** From proven agents to durable rows: ingest and presence, joined. */
import { statfs } from 'node:fs/promises'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { AlertEngine } from './alert/engine.ts'
import { createPresence, type PresenceStage } from './fleet/presence.ts'
import type { CollectorHome } from './home.ts'
import { createIngest, type Ingest } from './ingest/ingest.ts'
import type { Commit, TimeSeriesStore } from './model.ts'
import type { OfficeWatch } from './office-watch.ts'
import { OwnSeries } from './own-series.ts'
import type { Repositories } from './repositories.ts'

export interface ReceivingParts {
  readonly home: CollectorHome
  readonly repositories: Repositories
  readonly store: TimeSeriesStore
  readonly watch: OfficeWatch
  readonly engine: AlertEngine
  readonly clock: Clock
  readonly log: Log
}
export interface Receiving {
  readonly ingest: Ingest
  readonly presence: PresenceStage
  readonly own: OwnSeries
}

export function createReceiving(parts: ReceivingParts): Receiving {
  const { repositories, store, watch, engine, clock, log } = parts
  const onCommit = (commit: Commit): void => engine.offer(commit)
  const own = new OwnSeries({ store, clock, log, onCommit })
  const presence = createPresence({
    hosts: repositories.hosts,
    clock,
    log,
    calendar: () => watch.calendar,
    postingMs: (siteId) => watch.profileOfSite(siteId).postSeconds * 1000,
    onPresence: ({ hostId, presence: state, sinceMs, untilMs }) => {
      own.presence(hostId, state, sinceMs)
      if (untilMs === null) engine.onPresence(hostId, state, sinceMs)
    },
  })
  const ingest = createIngest({
    ...repositories,
    store,
    catalogue: new Map(catalogue.map((one) => [one.name, one])),
    clock,
    log,
    random: Math.random,
    profileOf: (hostId) => watch.profileOf(hostId),
    siteOf: (hostId) => watch.siteOf(hostId),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(parts.home.folder)
      return bavail * bsize
    },
    onCommit,
    onHeard: (hostId, atMs) => {
      watch.heard(hostId, atMs)
      presence.heard(hostId, atMs)
    },
    onClockOffset: (hostId, seconds) => own.clockOffset(hostId, seconds),
  })
  return { ingest, presence, own }
}
