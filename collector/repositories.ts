/** Opens the state database and hands out the narrow repositories that the stages use. */
import { mkdir } from 'node:fs/promises'
import type { Clock } from '../lib/clock.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import type { CollectorHome } from './home.ts'
import { officeDefaults } from './office-defaults.ts'
import { createEngineState } from './state/alert-engine.ts'
import { createAlerts } from './state/alerts.ts'
import { createApiTokens } from './state/api-tokens.ts'
import { createAudit } from './state/audit.ts'
import { createBackupJobs } from './state/backup-jobs.ts'
import { createBackupRecords } from './state/backup-records.ts'
import { createBootRepository } from './state/boots.ts'
import { createDictionaryRepository } from './state/dictionaries.ts'
import { createIdentity } from './state/identity.ts'
import { createOffice } from './state/office.ts'
import { Outbox } from './state/outbox.ts'
import { createOutlet } from './state/outlet.ts'
import { createRegisters } from './state/registers.ts'
import { createQuarantineRepository } from './state/quarantine.ts'
import { openSecrets } from './state/secrets.ts'
import { createSessions } from './state/sessions.ts'
import { createUsers } from './state/users.ts'
import { openCollectorState } from './state-tables.ts'

export type Repositories = Awaited<ReturnType<typeof openRepositories>>

export async function openRepositories(home: CollectorHome, clock: Clock) {
  await mkdir(home.folder, { recursive: true, mode: 0o700 })
  const state = await openCollectorState(home.state)
  const { db } = state
  const secrets = await openSecrets(new PrivateFolder(home.keys))
  return {
    ...createIdentity(db, clock),
    engine: createEngineState(db),
    alerts: createAlerts(db),
    outbox: new Outbox(db),
    outlet: createOutlet(db),
    office: createOffice(db, secrets, officeDefaults),
    users: createUsers(db, clock),
    sessions: createSessions(db, clock),
    apiTokens: createApiTokens(db, clock),
    audit: createAudit(db, clock),
    dictionaries: createDictionaryRepository(db),
    boots: createBootRepository(db),
    quarantine: createQuarantineRepository(db),
    registers: createRegisters(db),
    backupJobs: createBackupJobs(db, clock),
    backupRecords: createBackupRecords(db),
    backupState: (path: string) => state.backup(path),
    close: () => state.close(),
  }
}
