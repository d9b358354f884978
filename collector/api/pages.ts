/**
 * What the console's pages get and give: views in, HTML out. Types only. The console implements
 * ConsolePages; the composition root hands it to createApi, so that neither side knows the other.
 */
import type { AuditView } from './audit-views.ts'
import type { Language } from '../model/office.ts'
import type { ConsoleRole } from '../state/office-tables.ts'
import type { FactsLine, FactsView } from './fact-views.ts'
import type { LineSourcesView } from './line-views.ts'
import type { BackupJobsView, BackupJobView } from './backup-views.ts'
import type { MaintenanceView } from './maintenance-views.ts'
import type { NetworkFormView, NetworkView } from './network-views.ts'
import type { WanPages } from './wan-views.ts'
import type { AcknowledgeView, FalseAlarmsView, OutboxView } from './notify-views.ts'
import type {
  AccountView,
  AlertsView,
  EnrolmentView,
  FleetView,
  HostRow,
  HostView,
  LoginView,
  SetPasswordView,
  SettingsView,
  UsersView,
} from './page-views.ts'

import type { DiscoveryPages } from './discovery-views.ts'
import type { TopologyPages } from './topology-views.ts'
import type { IncidentPages } from './incident-views.ts'
import type { RulesView, RuleView } from './rules-views.ts'
import type { RegisterPages } from './register-views.ts'

/** What may be told after a form was handled; carried as `?done=` of the address. */
export type Notice =
  | 'saved'
  | 'removed'
  | 'imported'
  | 'acknowledged'
  | 'baseline_accepted'
  | 'silenced'
  | 'judged'
  | 'silence_ended'
  | 'maintenance_ended'
  | 'approved'
  | 'revoked'
  | 'joined'
  | 'password_set'
  | 'mail_sent'

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
  facts(frame: PageFrame, view: FactsView): string
  factsCsv(frame: PageFrame, lines: readonly FactsLine[], columns: readonly string[]): string
  network(frame: PageFrame, view: NetworkView): string
  networkForm(frame: PageFrame, view: NetworkFormView): string
  backupJobs(frame: PageFrame, view: BackupJobsView): string
  backupJob(frame: PageFrame, view: BackupJobView): string
  acknowledge(frame: PageFrame, view: AcknowledgeView): string
  outbox(frame: PageFrame, view: OutboxView): string
  maintenance(frame: PageFrame, view: MaintenanceView): string
  rules(frame: PageFrame, view: RulesView): string
  rule(frame: PageFrame, view: RuleView): string
  falseAlarms(frame: PageFrame, view: FalseAlarmsView): string
  alerts(frame: PageFrame, view: AlertsView): string
  enrolment(frame: PageFrame, view: EnrolmentView): string
  settings(frame: PageFrame, view: SettingsView): string
  users(frame: PageFrame, view: UsersView): string
  lineSources(frame: PageFrame, view: LineSourcesView): string
  account(frame: PageFrame, view: AccountView): string
  audit(frame: PageFrame, view: AuditView): string
  readonly registers: RegisterPages<PageFrame>
  readonly incidents: IncidentPages<PageFrame>
  readonly wan: WanPages<PageFrame>
  readonly topology: TopologyPages<PageFrame>
  readonly discovery: DiscoveryPages<PageFrame>
  error(frame: PageFrame, problem: ErrorPage): string
}
