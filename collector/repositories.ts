/** Opens the state database and hands out the narrow repositories that the stages use. */
import { mkdir } from 'node:fs/promises'
import type { Clock } from '../lib/clock.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import type { CollectorHome } from './home.ts'
import { officeDefaults } from './office-defaults.ts'
import { createEngineState } from './state/alert-engine.ts'
import { createAcknowledgeLinks } from './state/acknowledge-links.ts'
import { createAlertCases } from './state/alert-cases.ts'
import { createAlerts } from './state/alerts.ts'
import { createApiTokens } from './state/api-tokens.ts'
import { createAudit } from './state/audit.ts'
import { createBackupJobs } from './state/backup-jobs.ts'
import { createBackupRecords } from './state/backup-records.ts'
import { createBootRepository } from './state/boots.ts'
import { createChannels } from './state/channels.ts'
import { createDictionaryRepository } from './state/dictionaries.ts'
import { createDiscovery } from './state/discovery.ts'
import { createEscalations } from './state/escalations.ts'
import { createIdentity } from './state/identity.ts'
import { openLinkKey } from './state/link-token.ts'
import { createNetwork } from './state/network.ts'
import { createOffice } from './state/office.ts'
import { createLineSources } from './state/line-sources.ts'
import { Outbox } from './state/outbox.ts'
import { createOutlet } from './state/outlet.ts'
import { createIncidents } from './state/incidents.ts'
import { createParents } from './state/parents.ts'
import { createPowerLosses } from './state/power-losses.ts'
import { createRegisters } from './state/registers.ts'
import { createRuleExceptions } from './state/rule-exceptions.ts'
import { createQuarantineRepository } from './state/quarantine.ts'
import { createMaintenanceWindows } from './state/maintenance-windows.ts'
import { openSecrets } from './state/secrets.ts'
import { createSessions } from './state/sessions.ts'
import { createUsers } from './state/users.ts'
import { createVerdicts } from './state/verdicts.ts'
import { createWan } from './state/wan.ts'
import { openCollectorState } from './state-tables.ts'

export type Repositories = Awaited<ReturnType<typeof openRepositories>>

export async function openRepositories(home: CollectorHome, clock: Clock) {
  await mkdir(home.folder, { recursive: true, mode: 0o700 })
  const state = await openCollectorState(home.state)
  const { db } = state
  const keys = new PrivateFolder(home.keys)
  const secrets = await openSecrets(keys)
  const alerts = createAlerts(db)
  const outbox = new Outbox(db)
  return {
    ...createIdentity(db, clock),
    engine: createEngineState(db),
    alerts,
    outbox,
    links: createAcknowledgeLinks(db, await openLinkKey(keys), outbox, alerts),
    escalations: createEscalations(db),
    channels: createChannels(db, secrets),
    verdicts: createVerdicts(db),
    alertCases: createAlertCases(db),
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
    parents: createParents(db),
    maintenance: createMaintenanceWindows(db),
    ruleExceptions: createRuleExceptions(db),
    powerLosses: createPowerLosses(db),
    incidents: createIncidents(db),
    backupJobs: createBackupJobs(db, clock),
    backupRecords: createBackupRecords(db),
    lineSources: createLineSources(db, clock),
    network: createNetwork(db, secrets, clock),
    discovery: createDiscovery(db, secrets),
    wan: createWan(db),
    backupState: (path: string) => state.backup(path),
    close: () => state.close(),
  }
}
