/** What the officer sets: places, people, calendar, mail. Types only. */
import type { ProfileName } from '../../contract/wire/messages.ts'
import type { Severity } from './alerts.ts'
import type { Role } from './hosts.ts'

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
