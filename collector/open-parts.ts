/** Opens the files and makes every stage, each with what it stands on. */
import type { Rule } from '../config/rule.ts'
import { zoneReader } from '../config/office-time.ts'
import { formatAddress } from '../contract/wire/address.ts'
import { BackupDesk } from './backups/backup-desk.ts'
import { CertificateKeeper } from './certificate-keeper.ts'
import type { CollectorOptions, Opened } from './collector-parts.ts'
import { CommitTimes } from './commit-times.ts'
import { DiskRoom } from './disk-room.ts'
import { followedHosts, followedKeys } from './followed-repositories.ts'
import { createForwarding, type Forwarding } from './forwarding.ts'
import { officeBooks } from './office-books-of.ts'
import { machineNames } from './gateway/machine-names.ts'
import { LinkDesk } from './link-desk.ts'
import type { TimeSeriesStore } from './model/store.ts'
import { NetworkDesk } from './network/network-desk.ts'
import { NightlyBackup } from './nightly-backup.ts'
import { openDiscovery } from './open-discovery.ts'
import { OfficeWatch } from './office-watch.ts'
import type { OwnSeries } from './own-series.ts'
import { openPresenceDesks } from './presence-desks.ts'
import { createReceiving, type Receiving } from './receiving.ts'
import { RegistersDesk } from './registers/registers-desk.ts'
import { openRepositories, type Repositories } from './repositories.ts'
import { openEmbeddedStore } from './store/embedded-store.ts'
import { createTelling } from './telling.ts'
import { linesOf, openLines } from './wan-root.ts'

const agentAddressesMax = 16

/** Opens the files and makes the stages; nothing runs yet. */
export async function openParts(options: CollectorOptions): Promise<Opened> {
  const { home, clock, log } = options
  const base = { home, clock, log }
  const stored = await openRepositories(home, clock)
  const certificate = await openCertificate(options)
  const store = await openStore(options)
  const watch = new OfficeWatch(stored.hosts, stored.office)
  await watch.reload()
  const hosts = followedHosts(stored.hosts, watch)
  const registersDesk = new RegistersDesk({
    ...base,
    registers: stored.registers,
    store,
    local: (ms) => zoneReader(watch.calendar.zone)(ms),
    add: (hostId, one, timeMs) => receiving.own.add(hostId, one, timeMs),
  })
  const registers = registersDesk.followed
  const repositories = { ...stored, hosts, registers, keys: followedKeys(stored.keys, watch) }
  const listening = { port: options.port }
  const addresses = addressBook(options, certificate, listening)
  const consoleUrl = (): string => `https://${addresses()[0] ?? 'localhost'}`
  const presenceDesks = await openPresenceDesks(options, { stored, store, watch })
  const rules = (): readonly Rule[] => telling.rules()
  const forwarding = forwardingOf(options, { ...presenceDesks, stored, store, watch, rules })
  const engineStore = forwarding?.engineStore ?? store
  const judged = { ...presenceDesks, store: engineStore, past: store }
  const lines = linesOf(() => read.wanDesk)
  const telling = createTelling({ ...options, repositories, ...judged, consoleUrl, lines })
  const disk = new DiskRoom({ folder: home.folder, reserve: home.reserve, clock, log })
  const commits = new CommitTimes(clock)
  const receiving = createReceiving({
    ...base,
    ...presenceDesks,
    disk,
    watch,
    engine: telling.engine,
    repositories: { ...repositories, hosts: registersDesk.followedHosts(hosts) },
    store: registersDesk.usage.guarded(commits.timed(store)),
    speaksFor: (hostId, deviceId) => networkDesk.speaks(hostId, deviceId),
    onCommit: (commit) => {
      networkDesk.follow(commit)
      registersDesk.removables.offer(commit)
      forwarding?.outlet.offer(commit)
    },
  })
  const networkDesk = createNetworkDesk(options, { repositories, watch, store, receiving })
  const joined = { repositories, watch, networkDesk, own: receiving.own }
  const discoveryDesk = openDiscovery(options, joined)
  const read = openLines(options, { ...joined, store, ...presenceDesks, ...telling })
  const backup = nightlyBackup(options, repositories, watch)
  const backupDesk = createBackupDesk(options, { ...joined, store, hosts })
  const onBeat = receiving.presence.marked.bind(receiving.presence)
  const usage = (): boolean => registersDesk.notice.confirmed
  const links = new LinkDesk({ watch, hosts, onBeat, usage, clock, log })
  const authority = certificate.current
  const shared = { options, repositories, authority, certificate, store, disk, watch, links }
  const more = { forwarding, listening, addresses, backup, commits }
  const desks = { backupDesk, registersDesk, networkDesk, discoveryDesk }
  return { ...shared, ...more, ...desks, ...read, ...presenceDesks, ...telling, ...receiving }
}

function forwardingOf(
  { influx: settings, clock, log }: CollectorOptions,
  parts: Omit<Parameters<typeof officeBooks>[0], 'repositories' | 'clock'> & {
    readonly stored: Repositories
  },
): Forwarding | undefined {
  if (settings === undefined) return undefined
  const { stored, store, watch } = parts
  const { outlet: state, office } = stored
  const books = officeBooks({ ...parts, repositories: stored, clock })
  return createForwarding({ settings, store, state, office, watch, books, clock, log })
}

function createNetworkDesk(
  { clock, log }: CollectorOptions,
  parts: {
    readonly repositories: Pick<Repositories, 'network'>
    readonly watch: OfficeWatch
    readonly store: TimeSeriesStore
    readonly receiving: Receiving
  },
): NetworkDesk {
  const { repositories, watch, store, receiving } = parts
  return new NetworkDesk({
    network: repositories.network,
    host: (id) => watch.host(id),
    learn: (hostId) => watch.learn(hostId),
    series: (id) => store.series.get(id),
    onSession: (event) => receiving.presence.session(event),
    onHeard: (hostId, atMs) => {
      watch.heard(hostId, atMs)
      receiving.presence.heard(hostId, atMs)
    },
    clock,
    log,
  })
}

/** Names of the officer's own choice first. */
function addressBook(
  { collectors }: CollectorOptions,
  certificate: CertificateKeeper,
  listening: { readonly port: number },
): () => readonly string[] {
  return () =>
    [
      ...collectors,
      ...certificate.names.map((host) => formatAddress({ host, port: listening.port })),
    ].slice(0, agentAddressesMax)
}

function openCertificate({ home, clock, log, certificate, names }: CollectorOptions) {
  return CertificateKeeper.open({
    home,
    clock,
    log,
    files: certificate,
    machineNames: () => machineNames(names),
  })
}

function openStore({ home, clock, log, retention, storeWorkerUrl: workerUrl }: CollectorOptions) {
  return openEmbeddedStore({
    path: home.series,
    log,
    clock,
    retention,
    ...(workerUrl ? { workerUrl } : {}),
  })
}

function nightlyBackup(
  { backup, home, clock, log }: CollectorOptions,
  repositories: Repositories,
  watch: OfficeWatch,
): NightlyBackup {
  return new NightlyBackup({
    ...backup,
    home,
    state: { backup: repositories.backupState },
    zone: () => watch.calendar.zone,
    clock,
    log,
  })
}

function createBackupDesk(
  { clock, log }: CollectorOptions,
  parts: {
    readonly repositories: Repositories
    readonly store: TimeSeriesStore
    readonly hosts: Repositories['hosts']
    readonly watch: OfficeWatch
    readonly own: OwnSeries
  },
): BackupDesk {
  const { repositories, store, hosts, watch, own } = parts
  return new BackupDesk({
    jobs: repositories.backupJobs,
    records: repositories.backupRecords,
    store,
    hosts,
    calendar: () => watch.calendar,
    clock,
    log,
    add: (hostId, one, timeMs) => own.add(hostId, one, timeMs),
  })
}
