/**
 * What the console's pages get and give: views in, HTML out. Types only. The console implements
 * ConsolePages; the composition root hands it to createApi, so that neither side knows the other.
 */
import type { Unit } from '../../contract/catalogue/grammar.ts'
import type {
  AgentKey,
  Department,
  EnrolmentToken,
  Language,
  MailTestResult,
  OfficeCalendar,
  Organisation,
  OutboxMail,
  Presence,
  Recipient,
  Role,
  Severity,
  Silence,
  Site,
  SmtpSettings,
} from '../model.ts'
import type { ApiToken } from '../state/api-tokens.ts'
import type { AuditEntry } from '../state/audit.ts'
import type { ConsoleRole } from '../state/office-tables.ts'
import type { ConsoleUser } from '../state/users.ts'

/** What may be told after a form was handled; carried as `?done=` of the address. */
export type Notice =
  | 'saved'
  | 'removed'
  | 'imported'
  | 'acknowledged'
  | 'silenced'
  | 'silence_ended'
  | 'approved'
  | 'revoked'
  | 'joined'
  | 'password_set'
  | 'mail_sent'

export type FieldError =
  | 'required'
  | 'too_long'
  | 'too_short'
  | 'mismatch'
  | 'bad_address'
  | 'bad_number'
  | 'bad_time'
  | 'bad_order'
  | 'bad_date'
  | 'bad_zone'
  | 'bad_subnet'
  | 'bad_choice'
  | 'bad_name'
  | 'taken'
  | 'bad_csv'
  | 'last_admin'

/** A form that came back: what was typed, and what is wrong with it by field name. */
export interface FormState {
  readonly form: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, FieldError>>
}

/** Whether alert mails reach anybody. */
export type MailState = 'works' | 'no_server' | 'no_recipients' | 'unproved' | 'failing'

export interface Permissions {
  /** Acknowledge, silence, enrol, change hosts. */
  readonly act: boolean
  readonly settings: boolean
  /** Users, API tokens, audit log. */
  readonly administer: boolean
}

export type IslandName = 'common' | 'fleet' | 'host'

/** What surrounds each page. */
export interface PageFrame {
  /** Path and query of this page, where a switch of language returns to. */
  readonly path: string
  readonly language: Language
  readonly organisation: string
  readonly zone: string
  readonly nowMs: number
  readonly viewer: {
    readonly name: string
    readonly role: ConsoleRole
    readonly department: string | null
  } | null
  readonly may: Permissions
  readonly csrf: string
  readonly mail: MailState
  readonly openAlertCount: number
  readonly pendingKeyCount: number
  readonly notice: Notice | null
  readonly style: string
  /** Addresses of the islands' scripts. */
  readonly scripts: Readonly<Record<IslandName, string>>
  readonly version: string
}

export interface LoginView {
  readonly problem: 'wrong' | 'too_many' | 'expired' | null
  readonly name: string
  readonly returnTo: string
}
export interface SetPasswordView {
  /** Null: the link is used up, expired or unknown. */
  readonly userName: string | null
  readonly action: string
  readonly form: FormState | null
  readonly passwordCharactersMin: number
}

export interface Problem {
  readonly severity: Severity
  readonly title: string
  readonly acknowledged: boolean
}
export interface HostRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly critical: boolean
  readonly simulated: boolean
  readonly site: string | null
  readonly department: string | null
  readonly presence: Presence
  readonly presenceSinceMs: number | null
  readonly lastSeenMs: number | null
  /** Seconds by which its clock is off; null: unknown or within 2 minutes. */
  readonly clockOffSeconds: number | null
  /** Worst first. */
  readonly problems: readonly Problem[]
}
/** `here` online; `away` off or asleep; `missing` should be there; `trouble` has an open alert. */
export type PresenceGroup = 'here' | 'away' | 'missing' | 'trouble'
export interface FleetFilter {
  readonly search: string
  readonly state: PresenceGroup | ''
  readonly site: string
  readonly department: string
  readonly role: Role | ''
}
export interface FleetView {
  readonly filter: FleetFilter
  readonly rows: readonly HostRow[]
  readonly total: number
  readonly matched: number
  readonly page: number
  readonly pageCount: number
  readonly counts: Readonly<Record<PresenceGroup, number>>
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
  /** How a machine is enrolled, with `TOKEN` for the secret. */
  readonly exampleCommands: readonly EnrolCommand[]
}

export type Span = '1h' | '24h' | '7d' | '30d'
export type GraphName =
  | 'cpu'
  | 'memory'
  | 'disk'
  | 'network'
  | 'temperature'
  | 'load'
  | 'battery'
  | 'diskio'
export interface Graph {
  readonly name: GraphName
  readonly unit: Unit
  /** A fixed top of the scale, such as 100 for percent. */
  readonly max: number | null
  readonly startMs: number
  readonly stepMs: number
  readonly lines: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
  /** By window, 0 to 1: how much of what was expected came. */
  readonly coverage: readonly number[]
}
export interface NewestReading {
  readonly measurement: string
  readonly tags: string
  readonly timeMs: number
  readonly values: readonly {
    readonly field: string
    readonly unit: Unit
    readonly value: number | string | boolean
  }[]
}
export interface AlertItem {
  readonly id: string
  readonly severity: Severity
  readonly title: string
  /** What was seen, with its figures. */
  readonly fact: string
  readonly meaning: string
  readonly steps: readonly string[]
  readonly host: { readonly id: string; readonly name: string } | null
  readonly site: string | null
  readonly openedAtMs: number
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly acknowledgedBy: string | null
  readonly silencedUntilMs: number | null
  /** Alerts folded into this one. */
  readonly foldedCount: number
}
export interface HostView {
  readonly row: HostRow
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly createdAtMs: number
  readonly agentVersion: string | null
  readonly clockOffsetSeconds: number | null
  readonly span: Span
  readonly graphs: readonly Graph[]
  readonly readings: readonly NewestReading[]
  readonly open: readonly AlertItem[]
  readonly history: readonly AlertItem[]
  readonly inventory: Readonly<Record<string, unknown>> | null
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
  readonly silenceHours: readonly number[]
  readonly form: FormState | null
}

export interface SilenceItem extends Silence {
  readonly host: string | null
  readonly site: string | null
}
export interface AlertsView {
  readonly open: readonly AlertItem[]
  readonly history: readonly AlertItem[]
  readonly silences: readonly SilenceItem[]
  /** Newest first; only for those who may act. */
  readonly mails: readonly OutboxMail[]
  readonly historyDays: number
  /** Lengths that a silence may have. */
  readonly silenceHours: readonly number[]
}

export interface EnrolCommand {
  readonly platform: 'linux' | 'windows'
  readonly command: string
}
export interface KeyItem extends AgentKey {
  readonly hostName: string | null
  readonly sameHostName: string | null
}
export interface EnrolmentView {
  readonly tokens: readonly EnrolmentToken[]
  readonly keys: readonly KeyItem[]
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
  /** Shown once, right after a token was made. */
  readonly created: {
    readonly expiresAtMs: number
    readonly commands: readonly EnrolCommand[]
  } | null
  readonly form: FormState | null
}

export type SettingsSection = 'office' | 'places' | 'mail' | 'recipients' | 'hours'
export interface SettingsView {
  readonly section: SettingsSection
  readonly organisation: Organisation
  readonly calendar: OfficeCalendar
  readonly smtp: (Omit<SmtpSettings, 'password'> & { readonly hasPassword: boolean }) | null
  readonly mailTest: (MailTestResult & { readonly to: string }) | null
  readonly sites: readonly (Site & { readonly hostCount: number })[]
  readonly departments: readonly (Department & { readonly hostCount: number })[]
  readonly recipients: readonly Recipient[]
  readonly form: FormState | null
}

export interface UsersView {
  readonly users: readonly ConsoleUser[]
  readonly tokens: readonly ApiToken[]
  readonly departments: readonly Department[]
  /** A one-time link or a token's secret, shown once. */
  readonly secret: {
    readonly kind: 'link' | 'token'
    readonly for: string
    readonly text: string
  } | null
  readonly form: FormState | null
}
export interface AccountView {
  readonly form: FormState | null
  readonly passwordCharactersMin: number
}
export interface AuditView {
  readonly entries: readonly AuditEntry[]
  /** Where older entries begin; null: these are the last. */
  readonly olderThanId: number | null
}
export type ErrorPage =
  | 'not_found'
  | 'forbidden'
  | 'stale_form'
  | 'too_many'
  | 'unavailable'
  | 'bad_request'

/** Each gives a whole HTML document, but for `fleetRow`. */
export interface ConsolePages {
  login(frame: PageFrame, view: LoginView): string
  setPassword(frame: PageFrame, view: SetPasswordView): string
  fleet(frame: PageFrame, view: FleetView): string
  /** Cells of one row, for the live status. */
  fleetRow(frame: PageFrame, row: HostRow): string
  host(frame: PageFrame, view: HostView): string
  alerts(frame: PageFrame, view: AlertsView): string
  enrolment(frame: PageFrame, view: EnrolmentView): string
  settings(frame: PageFrame, view: SettingsView): string
  users(frame: PageFrame, view: UsersView): string
  account(frame: PageFrame, view: AccountView): string
  audit(frame: PageFrame, view: AuditView): string
  error(frame: PageFrame, problem: ErrorPage): string
}
