/** The state database as a whole: every stage's tables and migrations, in the order of their numbers. */
import type { AlertTables } from './state/alert-tables.ts'
import type { BackupJobTables } from './state/backup-job-tables.ts'
import type { BootTables } from './state/boots.ts'
import { openState, type StateDatabase } from './state/database.ts'
import type { DiscoveryTables } from './state/discovery-tables.ts'
import type { DictionaryTables } from './state/dictionaries.ts'
import type { IdentityTables } from './state/identity-tables.ts'
import type { IncidentTables } from './state/incident-tables.ts'
import { identityMigration } from './state/migrations/0001-identity.ts'
import { alertsMigration } from './state/migrations/0002-alerts.ts'
import { officeMigration } from './state/migrations/0003-office.ts'
import { ingestMigration } from './state/migrations/0004-ingest.ts'
import { backupJobsMigration } from './state/migrations/0005-backup-jobs.ts'
import { registersMigration } from './state/migrations/0006-registers.ts'
import { outletMigration } from './state/migrations/0007-outlet.ts'
import { incidentsMigration } from './state/migrations/0011-incidents.ts'
import { lineSourcesMigration } from './state/migrations/0009-line-sources.ts'
import { notifyMigration } from './state/migrations/0012-notify.ts'
import { ruleExceptionsMigration } from './state/migrations/0015-rule-exceptions.ts'
import { foundReasonMigration } from './state/migrations/0024-found-reason.ts'
import { parentsMigration } from './state/migrations/0023-parents.ts'
import { alertPointsMigration } from './state/migrations/0019-alert-points.ts'
import type { LineTables } from './state/line-tables.ts'
import type { NotifyTables } from './state/notify-tables.ts'
import { discoveryMigration } from './state/migrations/0017-discovery.ts'
import { networkMigration } from './state/migrations/0013-network.ts'
import type { NetworkTables } from './state/network-tables.ts'
import type { OfficeTables } from './state/office-tables.ts'
import type { OutletTables } from './state/outlet-tables.ts'
import type { RuleExceptionTables } from './state/rule-exceptions.ts'
import type { QuarantineTables } from './state/quarantine.ts'
import type { RegistersTables } from './state/registers-tables.ts'
import { wanMigration } from './state/migrations/0018-wan.ts'
import type { WanTables } from './state/wan.ts'

export type StateTables = IdentityTables &
  AlertTables &
  NotifyTables &
  OfficeTables &
  DictionaryTables &
  BootTables &
  QuarantineTables &
  RegistersTables &
  OutletTables &
  IncidentTables &
  NetworkTables &
  RuleExceptionTables &
  DiscoveryTables &
  BackupJobTables &
  WanTables &
  LineTables

export async function openCollectorState(path: string): Promise<StateDatabase<StateTables>> {
  return openState<StateTables>(path, {
    '0001-identity': identityMigration,
    '0002-alerts': alertsMigration,
    '0003-office': officeMigration,
    '0004-ingest': ingestMigration,
    '0005-backup-jobs': backupJobsMigration,
    '0006-registers': registersMigration,
    '0007-outlet': outletMigration,
    '0009-line-sources': lineSourcesMigration,
    '0011-incidents': incidentsMigration,
    '0012-notify': notifyMigration,
    '0013-network': networkMigration,
    '0015-rule-exceptions': ruleExceptionsMigration,
    '0017-discovery': discoveryMigration,
    '0019-alert-points': alertPointsMigration,
    '0018-wan': wanMigration,
    '0023-parents': parentsMigration,
    '0024-found-reason': foundReasonMigration,
  })
}
