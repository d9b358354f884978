import type { HolidayTables } from '../../config/public-holidays.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { AlertRecord, AlertsRepository, MailTestResult } from '../model/alerts.ts'
import type {
  EnrolmentRepository,
  HostAbsence,
  HostAvailability,
  HostRecord,
  HostBeat,
  HostsRepository,
} from '../model/hosts.ts'
import type { ChannelRecord, Language, SmtpSettings } from '../model/office.ts'
import type { TimeSeriesStore } from '../model/store.ts'
import type { BackupDeskDoor } from '../state/backup-job.ts'
import type { BackupJobsRepository } from '../state/backup-jobs.ts'
import type { BackupRecordsRepository } from '../state/backup-records.ts'
import type { AcknowledgeLinks } from '../state/acknowledge-links.ts'
import type { ApiTokensRepository } from '../state/api-tokens.ts'
import type { AuditRepository } from '../state/audit.ts'
import type { ChannelsRepository } from '../state/channels.ts'
import type { NetworkDeskDoor, NetworkRepository } from '../state/network-records.ts'
import type { MaintenanceWindows } from '../state/maintenance-windows.ts'
import type { Office } from '../state/office.ts'
import type { LineDoor } from '../state/line-door.ts'
import type { LineSourcesRepository } from '../state/line-sources.ts'
import type { IncidentsDoor, PowerDoor } from '../state/incident-nouns.ts'
import type { DiscoveryDeskDoor, DiscoveryRepository } from '../state/discovery-records.ts'
import type { HostParent, ParentsRepository } from '../state/parents.ts'
import type { Outbox } from '../state/outbox.ts'
import type { RuleExceptions } from '../state/rule-exceptions.ts'
import type { OutboxCounts } from '../state/outbox-counts.ts'
import type { Registers } from '../state/registers.ts'
import type { SessionsRepository } from '../state/sessions.ts'
import type { UsersRepository } from '../state/users.ts'
import type { VerdictsRepository } from '../state/verdicts.ts'
import type { WanDoor } from '../state/wan-nouns.ts'
import type { WanRepository } from '../state/wan.ts'
import type { ConsoleAssets } from './assets.ts'
import type { RulesDoor } from './rules-door.ts'
import type { ConsolePages } from './pages.ts'
import type { EnrolCommand } from './page-views.ts'

/** An alert in words. */
export interface AlertText {
  readonly title: string
  /** What was seen, with its figures. */
  readonly fact: string
  readonly meaning: string
  /** What to do, in order. */
  readonly steps: readonly string[]
}

/** One figure of /metrics, in Prometheus' terms. */
export interface Metric {
  /** Without the prefix `mlinzi_`. */
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly values: readonly {
    readonly labels?: Readonly<Record<string, string>>
    readonly value: number
  }[]
}

/** What stands behind what. */
export interface WaysDoor {
  readonly links: readonly HostParent[]
  /** Exactly these from now on; ids of those that stand in front of it and were refused. */
  setBehind(parentId: string, childIds: readonly string[], by: string): Promise<readonly string[]>
  /** Does the work on what is kept; alerts follow it at once. */
  change<T>(work: (parents: ParentsRepository) => Promise<T>): Promise<T>
}

/** All that the console and the API stand on. */
export interface ApiParts {
  readonly clock: Clock
  readonly log: Log
  readonly version: string
  readonly hosts: HostsRepository
  readonly enrolment: EnrolmentRepository
  readonly alerts: AlertsRepository
  readonly verdicts: VerdictsRepository
  readonly channels: ChannelsRepository
  readonly outbox: Pick<Outbox, 'matters'> & {
    readonly counts: Pick<
      OutboxCounts,
      'sentSince' | 'heldSince' | 'waitingOn' | 'byState' | 'newest'
    >
  }
  /** Sends one test message. Never rejects for what the service says. */
  readonly testChannel: (
    channel: ChannelRecord,
    to: string,
    language: Language,
  ) => Promise<MailTestResult>
  readonly links: Pick<AcknowledgeLinks, 'look' | 'use'>
  readonly store: TimeSeriesStore
  readonly office: Office
  readonly users: UsersRepository
  readonly sessions: SessionsRepository
  readonly apiTokens: ApiTokensRepository
  readonly audit: AuditRepository
  readonly registers: Registers
  readonly backupJobs: BackupJobsRepository
  readonly backupRecords: Pick<BackupRecordsRepository, 'waiveHost'>
  readonly backupDesk: BackupDeskDoor
  /** Programs that write line protocol. */
  readonly lineSources: LineSourcesRepository
  readonly lineDoor: LineDoor
  readonly ways: WaysDoor
  readonly maintenance: MaintenanceWindows
  readonly network: NetworkRepository
  readonly networkDesk: NetworkDeskDoor
  readonly discovery: DiscoveryRepository
  readonly discoveryDesk: DiscoveryDeskDoor
  readonly incidentBook: IncidentsDoor
  readonly wan: WanRepository
  readonly wanDesk: WanDoor
  readonly power: PowerDoor
  readonly rules: RulesDoor
  readonly ruleExceptions: RuleExceptions
  readonly holidays: HolidayTables
  /** PEM of the authority that signs for the collector: what those programs must trust. */
  readonly authorityPem: () => string
  readonly pages: ConsolePages
  readonly assets: ConsoleAssets
  /** Tries the settings with one mail. Never rejects for what the server says. */
  readonly sendTestMail: (
    settings: SmtpSettings,
    to: string,
    language: Language,
  ) => Promise<MailTestResult>
  /** Somebody looks at the host: for a while it reports more often. Null: it is not connected. */
  readonly lookAt: (hostId: string) => HostBeat | null
  /** The last time that the host was away and came back. */
  /** Of the last 30 days; null: nothing is known. */
  readonly availability: (host: HostRecord) => Promise<HostAvailability | null>
  readonly lastAbsence: (hostId: string) => Promise<HostAbsence | null>
  readonly describeAlert: (alert: AlertRecord, language: Language) => AlertText
  /** Whether what the alert tells (old errors of a disk) can be accepted as its baseline. */
  readonly acceptable: (alert: AlertRecord) => boolean
  /** From now on only more than that is told; the alert clears with the engine's next round. */
  readonly acceptAlert: (alertId: string) => void
  /** What to run on a machine so that it enrols with this token. */
  readonly enrolCommands: (secret: string) => readonly EnrolCommand[]
  /** Figures of the other stages. */
  readonly metrics: () => Promise<readonly Metric[]>
}
