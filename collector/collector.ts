/** The composition root: the only file that knows the order of the stages. */
import type { RequestListener } from 'node:http'
import type { Rule } from '../config/rule.ts'
import { formatAddress } from '../contract/wire/address.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import type { AlertEngine } from './alert/engine.ts'
import { every } from './every.ts'
import { openAuthority, type Authority } from './gateway/authority.ts'
import { createGateway, type Gateway } from './gateway/gateway.ts'
import { machineNames } from './gateway/machine-names.ts'
import { siteOfAddress } from './gateway/site-of-address.ts'
import type { CollectorHome } from './home.ts'
import type { RetentionDays, TimeSeriesStore } from './model.ts'
import { NightlyBackup } from './nightly-backup.ts'
import type { Notifier } from './notify/notifier.ts'
import { OfficeWatch } from './office-watch.ts'
import { createReceiving, type Receiving } from './receiving.ts'
import { openRepositories, type Repositories } from './repositories.ts'
import { selfReading } from './self-reading.ts'
import { openEmbeddedStore } from './store/embedded-store.ts'
import { createTelling } from './telling.ts'

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

interface Opened extends Receiving, Omit<Stages, 'counts'> {
  readonly options: CollectorOptions
  /** Told when the port is open. */
  readonly listening: { port: number }
}

const presenceEveryMs = 10_000
const ownSeriesEveryMs = 2_000
const selfEveryMs = 60_000
const maintainEveryMs = 5_000
const officeEveryMs = 60_000
const backupEveryMs = 300_000
const agentAddressesMax = 16
/** The collector's own series belong to this host id, which is on no list of computers. */
const collectorHostId = 'collector'

export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const opened = await openParts(options)
  followOffice(opened)
  let gateway: Gateway | undefined
  const stages: Stages = {
    ...opened,
    counts: () => ({ ...opened.ingest.counts(), ...gateway?.counts() }),
  }
  gateway = openGateway(opened, await options.requestListener(stages))
  await opened.engine.start()
  await opened.presence.start()
  await opened.notifier.start()
  opened.listening.port = await gateway.listen(options.port, options.address)
  const stops = startRounds(opened, gateway)
  return {
    stages,
    port: opened.listening.port,
    close: () => closeAll(opened, gateway, stops),
  }
}

/** Opens the files and makes the stages; nothing runs yet. */
async function openParts(options: CollectorOptions): Promise<Opened> {
  const { home, clock, log, retention, storeWorkerUrl: workerUrl } = options
  const repositories = await openRepositories(home, clock)
  const names = machineNames(options.names)
  const authority = await openAuthority(new PrivateFolder(home.authority), 'Mlinzi', names)
  const store = await openEmbeddedStore({
    path: home.series,
    log,
    clock,
    retention,
    ...(workerUrl ? { workerUrl } : {}),
  })
  const watch = new OfficeWatch(repositories.hosts, repositories.office)
  await watch.reload()
  const listening = { port: options.port }
  const addresses = (): readonly string[] =>
    [
      ...options.collectors,
      ...names.map((host) => formatAddress({ host, port: listening.port })),
    ].slice(0, agentAddressesMax)
  const consoleUrl = (): string => `https://${addresses()[0] ?? 'localhost'}`
  const { rules } = options
  const telling = createTelling({ repositories, store, rules, consoleUrl, clock, log })
  const { engine } = telling
  const receiving = createReceiving({ home, repositories, store, watch, engine, clock, log })
  const backup = new NightlyBackup({
    ...options.backup,
    home,
    state: { backup: repositories.backupState },
    zone: () => watch.calendar.zone,
    clock,
    log,
  })
  const shared = { options, repositories, authority, store, watch, listening, addresses, backup }
  return { ...shared, ...telling, ...receiving }
}

/** What the officer changes reaches every stage that keeps it in memory. */
function followOffice({ watch, engine, presence, notifier, options }: Opened): void {
  watch.listen({
    hostChanged: (host) => {
      engine.hostChanged(host)
      presence.reload().catch((error: unknown) => {
        options.log.error({ error }, 'The hosts could not be read again')
      })
    },
    hostRemoved: (id) => engine.hostRemoved(id),
    officeChanged: () => engine.officeChanged(),
    mailChanged: () => notifier.settingsChanged(),
  })
}

function openGateway(opened: Opened, requestListener: RequestListener): Gateway {
  const { authority, repositories, watch, ingest, presence, addresses, options } = opened
  return createGateway({
    tls: authority.tls,
    requestListener,
    keys: repositories.keys,
    keyWatch: repositories.keyWatch,
    ingest: {
      // A host that has just enrolled is not known to the watch yet.
      open: async (peer, arrivalMs) => {
        if (!watch.host(peer.hostId)) await watch.reload()
        return ingest.open(peer, arrivalMs)
      },
    },
    clock: options.clock,
    log: options.log,
    onSession: (event) => presence.session(event),
    profileOf: async (siteId) => watch.profileOfSite(siteId),
    collectors: addresses,
    siteOf: async (address) => siteOfAddress(watch.sites, address),
  })
}

function startRounds(opened: Opened, gateway: Gateway): readonly (() => Promise<void>)[] {
  const { own, presence, store, watch, backup, ingest, notifier, options } = opened
  const { clock, log, home } = options
  const round = (milliseconds: number, name: string, work: () => Promise<void>) =>
    every(clock, log, milliseconds, name, work)
  return [
    round(presenceEveryMs, 'presence', () => presence.evaluate()),
    round(ownSeriesEveryMs, 'own series', () => own.flush()),
    round(maintainEveryMs, 'store', () => store.maintain(clock.now())),
    round(officeEveryMs, 'office', () => watch.reload()),
    round(backupEveryMs, 'backup', () => backup.turn()),
    round(selfEveryMs, 'self', async () => {
      const self = await selfReading({ store, ingest, gateway, notifier, home })
      own.add(collectorHostId, self, clock.now())
    }),
  ]
}

/** From the door inwards, so that nothing comes in behind what is closed. */
async function closeAll(
  opened: Opened,
  gateway: Gateway,
  stops: readonly (() => Promise<void>)[],
): Promise<void> {
  for (const stop of stops) await stop()
  await gateway.close()
  await opened.ingest.close()
  await opened.own.flush()
  await opened.engine.stop()
  await opened.notifier.stop()
  await opened.store.close()
  await opened.repositories.close()
}
