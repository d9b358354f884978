/** What the composition root is given, what it makes, and what the pages and commands stand on. Types only. */
import type { RequestListener } from 'node:http'
import type { SupportTable } from '../config/end-of-support.ts'
import type { Rule } from '../config/rule.ts'
import type { RuleFile } from '../config/rules-file.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { AlertEngine } from './alert/engine.ts'
import type { BackupDesk } from './backups/backup-desk.ts'
import type { CertificateFiles } from './certificate-files.ts'
import type { CertificateKeeper } from './certificate-keeper.ts'
import type { CommitTimes } from './commit-times.ts'
import type { DiskRoom } from './disk-room.ts'
import type { PowerRegister } from './fleet/power-register.ts'
import type { Forwarding } from './forwarding.ts'
import type { Authority } from './gateway/authority.ts'
import type { CollectorHome } from './home.ts'
import type { LineWrites } from './lineproto/door.ts'
import type { LinkDesk } from './link-desk.ts'
import type { RetentionDays, TimeSeriesStore } from './model/store.ts'
import type { DiscoveryDesk } from './network/discovery-desk.ts'
import type { NetworkDesk } from './network/network-desk.ts'
import type { NightlyBackup } from './nightly-backup.ts'
import type { Notifier } from './notify/notifier.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { Machine } from './home-site.ts'
import type { LineLook, OwnLine } from './own-line.ts'
import type { OutletSettings } from './outlet/settings.ts'
import type { Receiving } from './receiving.ts'
import type { RegistersDesk } from './registers/registers-desk.ts'
import type { Repositories } from './repositories.ts'
import type { WaysDesk } from './ways-desk.ts'
import type { IncidentsDoor } from './state/incident-nouns.ts'
import type { WanDesk } from './wan/wan-desk.ts'
import type { RulesDesk } from './rules-desk.ts'

export interface CollectorOptions {
  readonly home: CollectorHome
  /** Where it listens; port 0: any free one. */
  readonly address: string
  readonly port: number
  /** Further names under which this machine is known, and addresses that agents remember. */
  readonly names: readonly string[]
  readonly collectors: readonly string[]
  /** The office's own certificate; left out: one of the collector's own authority. */
  readonly certificate?: CertificateFiles
  readonly retention: RetentionDays
  readonly backup: { readonly folder: string; readonly keep: number }
  readonly rules: readonly Rule[]
  /** An address outside that is called while all is well; left out: none. */
  readonly deadMan?: { readonly url: string; readonly minutes: number }
  /** Reads them anew, with these files in place of own ones; left out: they never change. */
  readonly loadRules?: (instead: readonly RuleFile[]) => readonly Rule[]
  /** Where the series go as well; left out: nowhere. */
  readonly influx?: OutletSettings
  /** End-of-support dates; without them no system is judged. */
  readonly supportTable?: SupportTable
  /** Of this program; agents of another one are told behind. Left out: none is compared. */
  readonly version?: string
  readonly clock: Clock
  readonly log: Log
  /** How this machine's own network is looked at; left out: as the system tells it. */
  readonly line?: LineLook
  /** Name and addresses of this machine; left out: as the system tells them. */
  readonly machine?: () => Machine
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
  readonly links: LinkDesk
  readonly rule: (id: string) => Rule | undefined
  readonly rules: () => readonly Rule[]
  readonly rulesDesk: RulesDesk
  readonly counts: () => Readonly<Record<string, number>>
  readonly backup: NightlyBackup
  readonly backupDesk: BackupDesk
  readonly lineWrites: LineWrites
  readonly ways: WaysDesk
  readonly power: PowerRegister
  readonly networkDesk: NetworkDesk
  readonly discoveryDesk: DiscoveryDesk
  readonly incidentBook: IncidentsDoor
  readonly wanDesk: WanDesk
  /** `host:port`s for enrolment tokens; known when the port is open. */
  readonly addresses: () => readonly string[]
}

/** What presence and alerts are judged by beside the sessions. */
export interface PresenceDesks {
  readonly ways: WaysDesk
  readonly power: PowerRegister
  readonly ownLine: OwnLine
}

export interface Opened extends Receiving, Omit<Stages, 'counts'> {
  readonly registersDesk: RegistersDesk
  readonly ownLine: OwnLine
  readonly options: CollectorOptions
  readonly certificate: CertificateKeeper
  readonly commits: CommitTimes
  readonly disk: DiskRoom
  readonly forwarding: Forwarding | undefined
  /** Told when the port is open. */
  readonly listening: { port: number }
}

export interface Collector {
  readonly stages: Stages
  readonly port: number
  close(): Promise<void>
}
