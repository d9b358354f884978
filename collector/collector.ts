/** The composition root: the only file that knows the order of the stages. */
import { statfs } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import type { Rule } from '../config/rule.ts'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import { formatAddress } from '../contract/wire/address.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import { AlertEngine } from './alert/engine.ts'
import { every } from './every.ts'
import { createPresence } from './fleet/presence.ts'
import { openAuthority, type Authority } from './gateway/authority.ts'
import { createGateway } from './gateway/gateway.ts'
import { machineNames } from './gateway/machine-names.ts'
import { siteOfAddress } from './gateway/site-of-address.ts'
import type { CollectorHome } from './home.ts'
import { createIngest } from './ingest/ingest.ts'
import type { Commit, RetentionDays, TimeSeriesStore } from './model.ts'
import { NightlyBackup } from './nightly-backup.ts'
import { MailDesk } from './notify/mail-desk.ts'
import { Notifier } from './notify/notifier.ts'
import { probeLine, sendMail } from './notify/smtp.ts'
import { OfficeWatch } from './office-watch.ts'
import { OwnSeries } from './own-series.ts'
import { openEmbeddedStore } from './store/embedded-store.ts'
import { openRepositories, type Repositories } from './repositories.ts'
import { selfReading } from './self-reading.ts'

export interface CollectorOptions {
  readonly home: CollectorHome
  /** Where it listens; port 0: any free one. */
  readonly address: string
  readonly port: number
  /** Further names under which this machine is known, and addresses that agents remember. */
  readonly names: readonly string[]
  readonly collectors: readonly string[]
  readonly retention: RetentionDays
  readonly backup: { readonly folder: string; readonly keep: number }
  readonly rules: readonly Rule[]
  readonly clock: Clock
  readonly log: Log
  /** Entry of the store's threads; the bundle has another file. */
  readonly storeWorkerUrl?: URL
  /** Builds the console and the API on what the stages offer. */
  readonly requestListener: (stages: Stages) => Promise<RequestListener>
}

/** What the console, the API and the command line stand on. */
export interface Stages {
  readonly repositories: Repositories
  readonly watch: OfficeWatch
  readonly store: TimeSeriesStore
  readonly engine: AlertEngine
  readonly notifier: Notifier
  readonly authority: Authority
  readonly rule: (id: string) => Rule | undefined
  readonly counts: () => Readonly<Record<string, number>>
  readonly backup: NightlyBackup
  /** `host:port`s for enrolment tokens; known when the port is open. */
  readonly addresses: () => readonly string[]
}

export interface Collector {
  readonly stages: Stages
  readonly port: number
  close(): Promise<void>
}

const presenceEveryMs = 10_000
const ownSeriesEveryMs = 2_000
const selfEveryMs = 60_000
const maintainEveryMs = 5_000
const officeEveryMs = 60_000
const backupEveryMs = 300_000
const agentAddressesMax = 16

export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { home, clock, log } = options
  const repositories = await openRepositories(home, clock)
  const names = machineNames(options.names)
  const authority = await openAuthority(new PrivateFolder(home.authority), 'Mlinzi', names)
  const store = await openEmbeddedStore({
    path: home.series,
    log,
    clock,
    retention: options.retention,
    ...(options.storeWorkerUrl ? { workerUrl: options.storeWorkerUrl } : {}),
  })
  const watch = new OfficeWatch(repositories.hosts, repositories.office)
  await watch.reload()

  const rules = new Map(options.rules.map((rule) => [rule.id, rule]))
  const notifier = new Notifier({
    outbox: repositories.outbox,
    desk: new MailDesk({
      ...repositories,
      rule: (id) => rules.get(id),
      consoleUrl: () => `https://${addresses()[0] ?? 'localhost'}`,
    }),
    office: repositories.office,
    send: sendMail,
    probe: probeLine,
    clock,
    log,
  })
  const engine = new AlertEngine({
    store,
    state: repositories.engine,
    hosts: repositories.hosts,
    office: repositories.office,
    rules: options.rules,
    clock,
    log,
    onNotices: () => notifier.wake(),
  })
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
    store,
    dictionaries: repositories.dictionaries,
    boots: repositories.boots,
    quarantine: repositories.quarantine,
    hosts: repositories.hosts,
    catalogue: new Map(catalogue.map((one) => [one.name, one])),
    clock,
    log,
    random: Math.random,
    profileOf: (hostId) => watch.profileOf(hostId),
    siteOf: (hostId) => watch.siteOf(hostId),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(home.folder)
      return bavail * bsize
    },
    onCommit,
    onHeard: (hostId, atMs) => {
      watch.heard(hostId, atMs)
      presence.heard(hostId, atMs)
    },
    onClockOffset: (hostId, seconds) => own.clockOffset(hostId, seconds),
  })
  watch.listen({
    hostChanged: (host) => {
      engine.hostChanged(host)
      void presence.reload().catch((error: unknown) => log.error({ error }, 'Hosts were not read'))
    },
    hostRemoved: (id) => engine.hostRemoved(id),
    officeChanged: () => engine.officeChanged(),
    mailChanged: () => notifier.settingsChanged(),
  })

  let port = options.port
  const addresses = (): readonly string[] =>
    [...options.collectors, ...names.map((host) => formatAddress({ host, port }))].slice(
      0,
      agentAddressesMax,
    )
  const backup = new NightlyBackup({
    ...options.backup,
    home,
    state: { backup: repositories.backupState },
    zone: () => watch.calendar.zone,
    clock,
    log,
  })
  const stages: Stages = {
    repositories,
    watch,
    store,
    engine,
    notifier,
    authority,
    backup,
    rule: (id) => rules.get(id),
    counts: () => ({ ...ingest.counts(), ...gateway.counts() }),
    addresses,
  }
  const gateway = createGateway({
    tls: authority.tls,
    requestListener: await options.requestListener(stages),
    keys: repositories.keys,
    keyWatch: repositories.keyWatch,
    ingest: {
      // A host that has just enrolled is not known to the watch yet.
      open: async (peer, arrivalMs) => {
        if (!watch.host(peer.hostId)) await watch.reload()
        return ingest.open(peer, arrivalMs)
      },
    },
    clock,
    log,
    onSession: (event) => presence.session(event),
    profileOf: async (siteId) => watch.profileOfSite(siteId),
    collectors: addresses,
    siteOf: async (address) => siteOfAddress(watch.sites, address),
  })

  await engine.start()
  await presence.start()
  await notifier.start()
  port = await gateway.listen(options.port, options.address)
  const stops = [
    every(clock, log, presenceEveryMs, 'presence', () => presence.evaluate()),
    every(clock, log, ownSeriesEveryMs, 'own series', () => own.flush()),
    every(clock, log, maintainEveryMs, 'store', () => store.maintain(clock.now())),
    every(clock, log, officeEveryMs, 'office', () => watch.reload()),
    every(clock, log, backupEveryMs, 'backup', () => backup.turn()),
    every(clock, log, selfEveryMs, 'self', async () => {
      const reading = await selfReading({ store, ingest, gateway, notifier, home })
      own.add(collectorHostId, reading, clock.now())
    }),
  ]
  return {
    stages,
    port,
    close: async () => {
      for (const stop of stops) await stop()
      await gateway.close()
      await ingest.close()
      await own.flush()
      await engine.stop()
      await notifier.stop()
      await store.close()
      await repositories.close()
    },
  }
}

/** The collector's own series belong to this host id, which is on no list of computers. */
const collectorHostId = 'collector'
