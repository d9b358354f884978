/** From proven agents to durable rows: ingest and presence, joined. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { LineWrites } from './lineproto/door.ts'
import type { AlertEngine } from './alert/engine.ts'
import type { PowerRegister } from './fleet/power-register.ts'
import type { PresenceChange, PresenceStage } from './fleet/presence-stage.ts'
import { createPresence } from './fleet/presence.ts'
import { PresenceRestater } from './fleet/restater.ts'
import type { DiskRoom } from './disk-room.ts'
import type { CollectorHome } from './home.ts'
import { createIngest, type Ingest } from './ingest/ingest.ts'
import type { Commit, TimeSeriesStore } from './model/store.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { OwnLine } from './own-line.ts'
import { OwnSeries } from './own-series.ts'
import type { Repositories } from './repositories.ts'
import type { WaysDesk } from './ways-desk.ts'

export interface ReceivingParts {
  readonly home: CollectorHome
  readonly disk: DiskRoom
  readonly repositories: Repositories
  readonly store: TimeSeriesStore
  readonly watch: OfficeWatch
  readonly engine: AlertEngine
  readonly ways: WaysDesk
  readonly power: PowerRegister
  readonly ownLine: Pick<OwnLine, 'cutOffSinceMs'>
  readonly clock: Clock
  readonly log: Log
  /** Whether that host's agent was asked to look at the device. */
  readonly speaksFor: (hostId: string, deviceId: string) => boolean
  /** Beside the engine; must not throw and must return quickly. */
  readonly onCommit?: (commit: Commit) => void
}
export interface Receiving {
  readonly ingest: Ingest
  readonly presence: PresenceStage
  readonly own: OwnSeries
  readonly restater: PresenceRestater
  readonly lineWrites: LineWrites
}

export function createReceiving(parts: ReceivingParts): Receiving {
  const { repositories, store, watch, engine, clock, log } = parts
  const onCommit = (commit: Commit): void => {
    engine.offer(commit)
    restater.follow(commit)
    parts.onCommit?.(commit)
  }
  const own = new OwnSeries({ store, clock, log, onCommit })
  const restater = new PresenceRestater({
    store,
    clock,
    log,
    aheadMs: (hostId) => {
      const host = watch.host(hostId)
      return host && (host.clockOffsetSeconds ?? 0) * 1000
    },
    restate: (hostId, state, timeMs) => {
      own.restated(hostId, state, timeMs)
      parts.power.look(hostId)
    },
  })
  const presence = createPresence({
    hosts: repositories.hosts,
    clock,
    log,
    calendar: () => watch.calendar,
    postingMs: (siteId) => watch.profileOfSite(siteId).postSeconds * 1000,
    restored: existsSync(parts.home.restored),
    parents: () => parts.ways.graph,
    cutOffSinceMs: () => parts.ownLine.cutOffSinceMs,
    onSettled: () => void forgetRestore(parts),
    onPresence: (change) => tellPresence(parts, own, change),
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
    speaksFor: parts.speaksFor,
    freeBytes: () => parts.disk.freeBytes(),
    disk: parts.disk,
    onCommit,
    onHeard: (hostId, atMs) => {
      watch.heard(hostId, atMs)
      presence.heard(hostId, atMs)
    },
    onClockOffset: (hostId, seconds) => own.clockOffset(hostId, seconds),
  })
  const lineWrites = createLineWrites(parts, { ingest, presence, onCommit })
  return { ingest, presence, own, restater, lineWrites }
}

/** Points of other programs take the same way as rows of agents, from the store on. */
function createLineWrites(
  { repositories, store, watch, disk, clock, log }: ReceivingParts,
  {
    ingest,
    presence,
    onCommit,
  }: Pick<Receiving, 'ingest' | 'presence'> & { readonly onCommit: (commit: Commit) => void },
): LineWrites {
  return new LineWrites({
    state: repositories.lineSources,
    store,
    catalogue,
    fleet: () => watch.hosts,
    host: (id) => watch.host(id),
    added: (id) => watch.learn(id),
    overloaded: () => ingest.overloaded || !disk.forRows,
    onCommit,
    onWritten: (hostId, atMs) => {
      watch.heard(hostId, atMs)
      presence.written(hostId, atMs)
    },
    clock,
    log,
  })
}

function tellPresence(
  { watch, engine, power }: ReceivingParts,
  own: OwnSeries,
  { hostId, presence: state, sinceMs, untilMs }: PresenceChange,
): void {
  if (untilMs !== null) {
    own.restated(hostId, state, sinceMs)
    // A short cut may never have been seen: then nothing else says that it ended.
    own.restated(hostId, 'online', untilMs)
    engine.onRestated(hostId, state)
    power.look(hostId)
    return
  }
  own.presence(hostId, state, sinceMs)
  watch.present(hostId, state, sinceMs)
  engine.onPresence(hostId, state, sinceMs)
}

/** From now on what the state says of the hosts is this collector's own. */
async function forgetRestore({ home, log }: ReceivingParts): Promise<void> {
  await rm(home.restored, { force: true }).catch((error: unknown) =>
    log.warn({ error }, 'The mark of the restore could not be removed'),
  )
}
