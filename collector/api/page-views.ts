/** What each page of the console shows. Types only; see pages.ts. */
import type { Unit } from '../../contract/catalogue/grammar.ts'
import type {
  MailTestResult,
  OutboxMail,
  Severity,
  Silence,
  UselessReason,
} from '../model/alerts.ts'
import type {
  AgentKey,
  EnrolmentToken,
  HostAbsence,
  HostAvailability,
  HostBeat,
  Presence,
  Role,
} from '../model/hosts.ts'
import type {
  Department,
  OfficeCalendar,
  Organisation,
  Site,
  SmtpSettings,
} from '../model/office.ts'
import type { ApiToken } from '../state/api-tokens.ts'
import type { ConsoleUser } from '../state/users.ts'
import type { DeviceView } from './device-views.ts'
import type { FactSectionView } from './fact-views.ts'
import type { FieldError, FormState } from './form-views.ts'
import type { WaysView } from './incident-views.ts'
import type { CalendarPart } from './calendar-views.ts'
import type { Maintenance } from '../state/maintenance-windows.ts'
import type { TellingSettings } from './notify-views.ts'

export type { FieldError, FormState }
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
  | 'answer'
  | 'loss'
  | 'supplies'
  | 'charge'
  | 'upsLoad'
  | 'runtime'
  | 'mains'
  | 'clients'
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
  /** The planned work that covers it now. */
  readonly maintenance: Maintenance | null
  /** What it tells can be accepted as the baseline. */
  readonly acceptable: boolean
  /** Somebody said that it was of no use. */
  readonly useless: UselessReason | null
  /** Alerts folded into this one. */
  readonly foldedCount: number
}
export interface HostView {
  readonly row: HostRow
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly createdAtMs: number
  readonly agentVersion: string | null
  /** Null: it is not connected. */
  readonly beat: HostBeat | null
  readonly lastAbsence: HostAbsence | null
  /** Of the last 30 days. */
  readonly availability: HostAvailability | null
  readonly clockOffsetSeconds: number | null
  readonly span: Span
  readonly graphs: readonly Graph[]
  readonly readings: readonly NewestReading[]
  readonly open: readonly AlertItem[]
  readonly history: readonly AlertItem[]
  /** Protection, backup, disks, access …: what the host told of them. */
  readonly sections: readonly FactSectionView[]
  readonly inventory: Readonly<Record<string, unknown>> | null
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
  readonly silenceHours: readonly number[]
  readonly form: FormState | null
  readonly ways: WaysView
  /** Null: it is no device without an agent. */
  readonly device: DeviceView | null
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

export type SettingsSection = 'office' | 'places' | 'mail' | 'recipients' | 'channels' | 'hours'
export interface SettingsView extends TellingSettings, CalendarPart {
  readonly section: SettingsSection
  readonly organisation: Organisation
  readonly calendar: OfficeCalendar
  readonly smtp: (Omit<SmtpSettings, 'password'> & { readonly hasPassword: boolean }) | null
  readonly mailTest: (MailTestResult & { readonly to: string }) | null
  readonly sites: readonly (Site & { readonly hostCount: number })[]
  readonly departments: readonly (Department & { readonly hostCount: number })[]
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
