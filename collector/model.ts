/** The nouns that pass between the collector's stages. Types only. */
import type {
  AgentMessage,
  CollectorMessage,
  Hello,
  ProfileName,
  ProfileSettings,
} from '../contract/wire/messages.ts'
import type { PackedRows } from '../contract/wire/packed-rows.ts'
import type { HeartbeatOrder } from '../contract/wire/settings.ts'
import type { SeriesDescriptor } from '../contract/wire/series.ts'
import type { Interval } from '../lib/interval.ts'

/** A series as the store knows it. Store ids are whole numbers from 1, never reused. */
export interface StoredSeries {
  readonly id: number
  readonly hostId: string
  readonly descriptor: SeriesDescriptor
}

/** Series by store id, kept in memory on the main thread. */
export interface SeriesDirectory {
  get(id: number): StoredSeries | undefined
  ofHost(hostId: string): readonly StoredSeries[]
  all(): Iterable<StoredSeries>
  /** Ids of the given series of a host, registering those that are new (durable on return). */
  register(hostId: string, descriptors: readonly SeriesDescriptor[]): Promise<readonly number[]>
}

/** Rows of one frame, series already store ids, times repaired, bad rows marked with skipFlag. */
export interface AppendFrame {
  /** Id of the agent's key. */
  readonly agentId: string
  /** 32 hex digits. */
  readonly epoch: string
  readonly rows: PackedRows
  /** All sequence numbers that this frame settles: rows, quarantined rows, voids. */
  readonly settled: readonly Interval[]
}

/** What became durable together. Numbers rise by one and are never reused. */
export interface Commit {
  readonly number: number
  readonly arrivalMs: number
  /** As given, with skipFlag set on rows that were stored before (I2). */
  readonly frames: readonly AppendFrame[]
}

export type Aggregate = 'mean' | 'min' | 'max' | 'sum' | 'last' | 'count'
export type Tier = 'full' | 'm5' | 'h1'

export interface RangeQuery {
  readonly seriesIds: readonly number[]
  readonly field: string
  readonly fromMs: number
  readonly toMs: number
  /** Width of an answer's window; left out: every stored value. */
  readonly stepMs?: number
  readonly aggregate?: Aggregate
}
export interface RangePoint {
  readonly timeMs: number
  /** In the field's unit (decimals applied); text and event as text; null: no value. */
  readonly value: number | string | null
  /** Share of the window in which rows were expected and came, 0 to 1 (windows only). */
  readonly coverage?: number
}
export interface RangeSeries {
  readonly seriesId: number
  readonly tier: Tier
  readonly points: readonly RangePoint[]
}
export interface LatestRow {
  readonly seriesId: number
  readonly timeMs: number
  readonly flags: number
  /** In the field's unit, by field name; state as its word. */
  readonly values: Readonly<Record<string, number | string | boolean | null>>
}
export interface LatestQuery {
  readonly hostIds?: readonly string[]
  readonly measurements?: readonly string[]
}
export interface RetentionDays {
  readonly full: number
  readonly m5: number
  readonly h1: number
}

/** Where all queries of console, reports and forecasts go. */
export interface TimeSeriesStore {
  readonly series: SeriesDirectory
  /** Resolves after the fsync: rows and received intervals are then durable together (I1, I2). */
  append(frames: readonly AppendFrame[], arrivalMs: number): Promise<Commit>
  /** Received intervals of an agent's epochs. */
  received(agentId: string, epoch: string): Promise<readonly Interval[]>
  range(query: RangeQuery): Promise<readonly RangeSeries[]>
  latest(query: LatestQuery): Promise<readonly LatestRow[]>
  /** Commits with a number above the cursor, oldest first, for a reader that restarts. */
  commitsAfter(number: number, limit: number): Promise<readonly Commit[]>
  /** The reader needs no commit up to this number any more. */
  release(number: number): Promise<void>
  /** Closes hours, makes roll-ups, deletes what is past retention. Called by the owner's timer. */
  maintain(nowMs: number): Promise<void>
  /**
   * Gives up the full readings of the oldest day that is rolled up, for want of room; today and
   * yesterday always stay. Answers when that day began; undefined: there is none to give up.
   */
  dropOldest(nowMs: number): Promise<number | undefined>
  stats(): Promise<StoreStats>
  /** Consistent copy of the store's file. */
  backup(path: string): Promise<void>
  close(): Promise<void>
}
export interface StoreStats {
  readonly seriesCount: number
  readonly bytes: number
  readonly lastCommit: number
  readonly rowsStored: number
  readonly rowsDuplicate: number
  readonly openRows: number
}

export type Role = 'server' | 'network' | 'printer' | 'ups' | 'desktop' | 'laptop'
export type Presence =
  | 'online'
  | 'off'
  | 'off_assumed'
  | 'asleep'
  | 'power_lost'
  | 'unreachable'
  | 'site_down'
  | 'stale'
  | 'cut_off'
  | 'never_seen'
export type GoodbyeReason = 'shutdown' | 'sleep' | 'restart' | 'update' | 'stop'

/** One computer or device of the office; outlives its agents and keys. */
export interface HostRecord {
  readonly id: string
  readonly name: string
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly role: Role
  readonly critical: boolean
  readonly simulated: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly createdAtMs: number
  readonly lastSeenMs: number | null
  readonly presence: Presence
  readonly presenceSinceMs: number | null
  /** Seconds by which the agent's clock is ahead of the collector's, at the last contact. */
  readonly clockOffsetSeconds: number | null
  readonly agentVersion: string | null
  readonly inventory: Readonly<Record<string, unknown>> | null
}

/** What the gateway tells the fleet and the engine about sessions. */
export type SessionEvent =
  | {
      readonly type: 'connected'
      readonly hostId: string
      readonly atMs: number
      readonly bootAtMs: number
    }
  | {
      readonly type: 'disconnected'
      readonly hostId: string
      readonly atMs: number
      /** Its last sign of life; left out: as it ended. */
      readonly lostAtMs?: number
      readonly goodbye: GoodbyeReason | null
    }

export type Severity = 'info' | 'warning' | 'critical'

/** An agent that proved its key, as the stages behind the gateway see it. */
export interface AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly hello: Hello
  send(message: CollectorMessage): void
  /** Stops and continues reading from this agent's socket. */
  pause(): void
  resume(): void
  close(error?: Extract<CollectorMessage, { type: 'error' }>): void
}

/** How a live agent is to work just now. */
export interface LiveSettings {
  readonly profile: ProfileSettings
  /** It speaks for its site. */
  readonly heartbeat?: HeartbeatOrder
  /** The staff notice is confirmed: facts of usage may be taken. */
  readonly usage?: boolean
}

/** How often a connected host reports, for whoever looks at it. */
export interface HostBeat {
  readonly seconds: number
  /** The computer's own settings allow no more. */
  readonly limitedHere: boolean
}

/** Of the time in which a host should be on. */
export interface HostAvailability {
  /** Online, of online and away; null: it was cut off all the time. */
  readonly percent: number | null
  readonly onlineMs: number
  readonly awayMs: number
  /** Not counted: without power, and with a site or line that was cut. */
  readonly powerMs: number
  readonly wayMs: number
}
/** A time in which a host was away; what it was is what is known of it by now. */
export interface HostAbsence {
  readonly presence: Presence
  readonly fromMs: number
  readonly toMs: number
}

/** One agent's session inside the ingest stage. */
export interface PeerSession {
  /** Parts of `welcome` that the ingest decides. */
  readonly dictionary: { readonly count: number; readonly hash: string }
  readonly historyRows: number
  receiveFrame(bytes: Uint8Array): void
  /** `void` and `inventory`; `goodbye` is the gateway's. */
  receiveMessage(message: AgentMessage): void
  /** Goodbye was said: what is durable is acknowledged now, or the agent would send it again. */
  leaves?(): void
  closed(): void
}

/** From a proven peer to durable rows. */
export interface IngestStage {
  open(peer: AgentPeer, arrivalMs: number): Promise<PeerSession>
}

export interface HostChange {
  readonly name?: string
  readonly siteId?: string | null
  readonly departmentId?: string | null
  readonly role?: Role
  readonly critical?: boolean
  readonly labels?: Readonly<Record<string, string>>
}

/** Hosts outlive agents: host id → keys → epochs. */
export interface HostsRepository {
  /** By name, without inventories. */
  all(): Promise<readonly HostRecord[]>
  get(id: string): Promise<HostRecord | undefined>
  change(id: string, change: HostChange): Promise<void>
  remove(id: string): Promise<void>
  setInventory(
    id: string,
    hash: string,
    inventory: Readonly<Record<string, unknown>>,
  ): Promise<void>
  setPresence(id: string, presence: Presence, sinceMs: number): Promise<void>
  setContact(
    id: string,
    contact: {
      readonly atMs: number
      readonly clockOffsetSeconds?: number
      readonly agentVersion?: string
    },
  ): Promise<void>
}

export interface EnrolmentToken {
  readonly id: string
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly usesLeft: number
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly role: Role
  /** False: each new machine waits for the officer's approval. */
  readonly autoApprove: boolean
  readonly revoked: boolean
  readonly note: string
}
export interface AgentKey {
  readonly agentId: string
  readonly hostId: string
  readonly hostname: string
  readonly state: 'pending' | 'approved' | 'revoked' | 'clone'
  readonly createdAtMs: number
  readonly lastSeenMs: number | null
  /** A host with the same machine facts, proposed as the same machine. */
  readonly sameHostAs: string | null
}
export interface EnrolmentRepository {
  tokens(): Promise<readonly EnrolmentToken[]>
  /** The secret is shown once and kept only as a hash. */
  createToken(
    request: Omit<EnrolmentToken, 'id' | 'createdAtMs' | 'revoked'>,
  ): Promise<{ readonly id: string; readonly secret: string }>
  revokeToken(id: string): Promise<void>
  keys(): Promise<readonly AgentKey[]>
  approve(agentId: string): Promise<void>
  revoke(agentId: string): Promise<void>
  /** The officer says: this key belongs to that existing host (history, site, department kept). */
  assignToHost(agentId: string, hostId: string): Promise<void>
}

export interface AlertRecord {
  readonly id: string
  readonly ruleId: string
  readonly severity: Severity
  readonly hostId: string | null
  readonly siteId: string | null
  /** What the alert is about inside the host: "C:", "sda", a job's name. */
  readonly object: string
  readonly openedAtMs: number
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly acknowledgedBy: string | null
  readonly silencedUntilMs: number | null
  /** The incident that this alert is folded into. */
  readonly parentId: string | null
  /** Message values by name, for the texts in each language. */
  readonly values: Readonly<Record<string, string | number>>
}
export interface AlertTransition {
  readonly id: number
  readonly alertId: string
  readonly atMs: number
  readonly kind: 'opened' | 'worsened' | 'eased' | 'acknowledged' | 'silenced' | 'cleared'
  readonly by: string | null
}
export interface Silence {
  readonly id: string
  readonly ruleId: string | null
  readonly hostId: string | null
  readonly siteId: string | null
  readonly fromMs: number
  readonly untilMs: number
  readonly reason: string
  readonly by: string
}
export interface OutboxMail {
  readonly id: number
  readonly to: string
  readonly subject: string
  /** `held`: above the reader's ceiling, told by the summary. */
  readonly state: 'waiting' | 'sent' | 'failed' | 'held'
  readonly channel: string
  readonly createdAtMs: number
  readonly nextTryMs: number | null
  readonly tries: number
  readonly lastError: string | null
}
export interface AlertsRepository {
  open(): Promise<readonly AlertRecord[]>
  history(query: {
    readonly fromMs: number
    readonly toMs: number
    readonly hostId?: string
    readonly limit: number
  }): Promise<readonly AlertRecord[]>
  get(id: string): Promise<AlertRecord | undefined>
  transitions(alertId: string): Promise<readonly AlertTransition[]>
  acknowledge(alertId: string, by: string, atMs: number): Promise<void>
  silences(nowMs: number): Promise<readonly Silence[]>
  silence(silence: Omit<Silence, 'id'>): Promise<string>
  endSilence(id: string, atMs: number): Promise<void>
  outbox(limit: number): Promise<readonly OutboxMail[]>
}

export type Language = 'sw' | 'en'
export interface Site {
  readonly id: string
  readonly name: string
  readonly profile: ProfileName
  /** Subnets (CIDR) whose agents are placed here at enrolment. */
  readonly subnets: readonly string[]
}
export interface Department {
  readonly id: string
  readonly name: string
}
export interface Recipient {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly language: Language
  readonly severityMin: Severity
  readonly siteId: string | null
  readonly departmentId: string | null
  /** Left out: an officer who reads mail, with the ceilings of his part. */
  readonly route?: RecipientRoute
}
/** What a reader is in the office: decides what he is told, how soon, and how much of it. */
export type ReaderPart = 'officer' | 'deputy' | 'head' | 'director' | 'feed'
export type ChannelKind = 'sms' | 'webhook' | 'telegram' | 'ntfy' | 'alertmanager'
/** A way to tell beside mail. The one of kind `sms` has the id `sms`. */
export interface ChannelRecord {
  readonly id: string
  readonly kind: ChannelKind
  readonly name: string
  readonly enabled: boolean
  /** What a program or chat hears from; people's own settings decide for SMS. */
  readonly severityMin: Severity
  readonly language: Language
  /** By name, as config/channels.ts lists them for each kind; '': not set. */
  readonly settings: Readonly<Record<string, string>>
}
export interface RecipientRoute {
  readonly part: ReaderPart
  readonly phone: string
  /** `mail`, `sms`: the first is the usual one, the next is tried when it fails. */
  readonly channels: readonly string[]
  /** `working`: warnings outside working hours wait for the next opening. */
  readonly hours: 'always' | 'working'
  /** Ceilings; null: those of the part. What is above them waits for the summary. */
  readonly mailsPerDay: number | null
  readonly mailsPerMonth: number | null
  readonly smsPerDay: number
}
/** Why an alert was of no use. */
export type UselessReason = 'not_true' | 'already_known' | 'not_important' | 'too_late' | 'repeated'
/** Somebody's word that an alert was of no use. */
export interface Verdict {
  readonly alertId: string
  readonly ruleId: string
  readonly reason: UselessReason
  readonly note: string
  readonly by: string
  readonly atMs: number
}
/** Opening and closing by weekday (0 Sunday), office time; holidays as yyyy-mm-dd. */
export interface OfficeCalendar {
  readonly zone: string
  readonly days: Readonly<Record<number, { readonly open: string; readonly close: string } | null>>
  readonly holidays: readonly string[]
  /** When computers should be on, where it is not as usual for their role. */
  readonly expected?: ExpectedSchedules
}
/** When a computer should be on: always, in the office's hours, or in hours of its own. */
export type ExpectedOn =
  | { readonly mode: 'always' | 'office' }
  | {
      readonly mode: 'hours'
      readonly days: OfficeCalendar['days']
      /** On holidays too. */
      readonly holidays: boolean
    }
/** A computer's own, by its id, counts before its role's. */
export interface ExpectedSchedules {
  readonly roles: Readonly<Partial<Record<Role, ExpectedOn>>>
  readonly hosts: Readonly<Partial<Record<string, ExpectedOn>>>
}
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string
  /** Stored encrypted (collector/state/secrets.ts). */
  readonly password: string
  readonly from: string
}
export interface Organisation {
  readonly name: string
  readonly language: Language
  readonly zanzibar: boolean
  readonly phone: string
  readonly email: string
}
/** What the officer sets in the console; one row per subject. */
export interface OfficeRepository {
  organisation(): Promise<Organisation>
  setOrganisation(value: Organisation): Promise<void>
  calendar(): Promise<OfficeCalendar>
  setCalendar(value: OfficeCalendar): Promise<void>
  smtp(): Promise<SmtpSettings | undefined>
  setSmtp(value: SmtpSettings): Promise<void>
  sites(): Promise<readonly Site[]>
  saveSite(site: Site): Promise<void>
  removeSite(id: string): Promise<void>
  departments(): Promise<readonly Department[]>
  saveDepartment(department: Department): Promise<void>
  removeDepartment(id: string): Promise<void>
  /** People by name, then the feeds: chats and programs (part `feed`). */
  recipients(): Promise<readonly Recipient[]>
  saveRecipient(recipient: Recipient): Promise<void>
  removeRecipient(id: string): Promise<void>
}

/** Answer of an attempt to hand a mail to the SMTP server. */
export interface MailTestResult {
  readonly delivered: boolean
  /** The server's own words. */
  readonly answer: string
  /** Key of the explanation for the officer (config/locales). */
  readonly explanation: string
}
