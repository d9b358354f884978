/**
 * An office as the console sees it: real state and series files, sites, departments, hosts with
 * values, alerts, users, and the API over them. Its time stands at 12/11/2026, 10:42 in Dar es Salaam.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApi } from '../../collector/api/api.ts'
import type { ConsoleAssets } from '../../collector/api/assets.ts'
import type { ApiParts } from '../../collector/api/parts.ts'
import type { AlertRecord } from '../../collector/model/alerts.ts'
import type { HostRecord, Presence, Role } from '../../collector/model/hosts.ts'
import type { Recipient } from '../../collector/model/office.ts'
import { IncidentBook } from '../../collector/fleet/incident-book.ts'
import { PowerRegister } from '../../collector/fleet/power-register.ts'
import { BackupDesk } from '../../collector/backups/backup-desk.ts'
import { openCollectorState } from '../../collector/state-tables.ts'
import { createAcknowledgeLinks } from '../../collector/state/acknowledge-links.ts'
import { createAlerts } from '../../collector/state/alerts.ts'
import { createEngineState } from '../../collector/state/alert-engine.ts'
import { createApiTokens } from '../../collector/state/api-tokens.ts'
import { createBackupJobs } from '../../collector/state/backup-jobs.ts'
import { createBackupRecords } from '../../collector/state/backup-records.ts'
import { LineWrites } from '../../collector/lineproto/door.ts'
import { createLineSources } from '../../collector/state/line-sources.ts'
import { createAudit } from '../../collector/state/audit.ts'
import { createChannels } from '../../collector/state/channels.ts'
import { createIdentity } from '../../collector/state/identity.ts'
import { linkKeyWith } from '../../collector/state/link-token.ts'
import type { NetworkDeskDoor } from '../../collector/state/network-records.ts'
import { createDiscovery } from '../../collector/state/discovery.ts'
import { createWan } from '../../collector/state/wan.ts'
import { createNetwork } from '../../collector/state/network.ts'
import { createMaintenanceWindows } from '../../collector/state/maintenance-windows.ts'
import { createOffice } from '../../collector/state/office.ts'
import { Outbox } from '../../collector/state/outbox.ts'
import { openSecrets } from '../../collector/state/secrets.ts'
import { createIncidents } from '../../collector/state/incidents.ts'
import { createParents } from '../../collector/state/parents.ts'
import { createPowerLosses } from '../../collector/state/power-losses.ts'
import { createRegisters } from '../../collector/state/registers.ts'
import { createRuleExceptions } from '../../collector/state/rule-exceptions.ts'
import { createSessions } from '../../collector/state/sessions.ts'
import { createUsers } from '../../collector/state/users.ts'
import { createVerdicts } from '../../collector/state/verdicts.ts'
import { WaysDesk } from '../../collector/ways-desk.ts'
import { openEmbeddedStore } from '../../collector/store/embedded-store.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import { alertWords } from '../../config/locales/alert-wording.ts'
import { zoneReader } from '../../config/office-time.ts'
import { readHolidays } from '../../config/public-holidays.ts'
import { parseRules, readRuleFolder } from '../../config/rules-file.ts'
import { pages } from '../../console/pages.tsx'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { builtAssets } from './console-assets.ts'
import { VirtualClock } from './virtual-clock.ts'

export const officeNow = Date.UTC(2026, 10, 12, 7, 42)
export const password = 'mlinzi wa zamu'
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const zone = 'Africa/Dar_es_Salaam'
const rules = parseRules(
  readRuleFolder(path.resolve(import.meta.dirname, '../../config/rules')),
  catalogue,
)
const nothing = { alerts: 0, hosts: 0 }
let assets: Promise<ConsoleAssets> | undefined

export type SampleOffice = Awaited<ReturnType<typeof sampleOffice>>

/** Opens the office without hosts; `close` removes its folder. */
export async function sampleOffice(change: Partial<ApiParts> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'mlinzi-office-'))
  const state = await openCollectorState(path.join(folder, 'state.sqlite'))
  const clock = new VirtualClock(officeNow)
  const store = await openEmbeddedStore({
    path: path.join(folder, 'series.sqlite'),
    log: silent,
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1830 },
  })
  const identity = createIdentity(state.db, clock)
  const secrets = await openSecrets(new PrivateFolder(folder))
  const weekday = { open: '07:30', close: '15:30' }
  const office = createOffice(state.db, secrets, {
    organisation: { name: '', language: 'sw', zanzibar: false, phone: '', email: '' },
    calendar: {
      zone,
      days: { 0: null, 1: weekday, 2: weekday, 3: weekday, 4: weekday, 5: weekday, 6: null },
      holidays: ['2026-12-09'],
    },
  })
  const backupJobs = createBackupJobs(state.db, clock)
  const backupRecords = createBackupRecords(state.db)
  const network = createNetwork(state.db, secrets, clock)
  const networkDesk: NetworkDeskDoor = {
    pollerOf: () => undefined,
    pollerState: (hostId) => ({
      hostId,
      state: 'away',
      accepted: 0,
      refused: new Map(),
      refusedCount: 0,
    }),
  }
  const calendar = await office.calendar()
  const backupDesk = new BackupDesk({
    jobs: backupJobs,
    records: backupRecords,
    store,
    hosts: identity.hosts,
    calendar: () => calendar,
    clock,
    log: silent,
    add: () => undefined,
  })
  await backupDesk.start()
  const alerts = createAlerts(state.db)
  const outbox = new Outbox(state.db)
  const links = createAcknowledgeLinks(state.db, linkKeyWith(Buffer.alloc(32, 7)), outbox, alerts)
  const lineSources = createLineSources(state.db, clock)
  const fleet = [...(await identity.hosts.all())]
  const lineDoor = new LineWrites({
    state: lineSources,
    store,
    catalogue,
    fleet: () => fleet,
    host: (id) => fleet.find((host) => host.id === id),
    added: async (id) => {
      const host = await identity.hosts.get(id)
      if (host) fleet.push(host)
    },
    overloaded: () => false,
    onCommit: () => undefined,
    onWritten: () => undefined,
    clock,
    log: silent,
  })
  const ways = new WaysDesk({ parents: createParents(state.db), clock, log: silent })
  await ways.load()
  const losses = createPowerLosses(state.db)
  const power = new PowerRegister({
    losses,
    store,
    clock,
    log: silent,
    siteOf: () => null,
    local: zoneReader(zone),
  })
  const parts: ApiParts = {
    lineSources,
    lineDoor,
    authorityPem: () => '-----BEGIN CERTIFICATE-----\n',
    backupJobs,
    backupRecords,
    backupDesk,
    ways,
    network,
    networkDesk,
    discovery: createDiscovery(state.db, secrets),
    discoveryDesk: { hindrance: () => undefined },
    wan: createWan(state.db),
    wanDesk: {
      sites: async () => [],
      services: async () => [],
      month: async () => undefined,
    },
    power,
    incidentBook: new IncidentBook({
      incidents: createIncidents(state.db),
      store,
      cuts: (...asked) => power.cuts(...asked),
      rules: () => rules,
      clock,
    }),
    maintenance: createMaintenanceWindows(state.db),
    ruleExceptions: createRuleExceptions(state.db),
    holidays: readHolidays(path.resolve(import.meta.dirname, '../../config/holidays')),
    clock,
    log: silent,
    version: '0.1.0',
    hosts: identity.hosts,
    enrolment: identity.enrolment,
    alerts,
    links,
    verdicts: createVerdicts(state.db),
    channels: createChannels(state.db, secrets),
    outbox,
    testChannel: async () => ({
      delivered: false,
      answer: '401 bad key',
      explanation: 'key_refused',
    }),
    store,
    office,
    users: createUsers(state.db, clock),
    sessions: createSessions(state.db, clock),
    apiTokens: createApiTokens(state.db, clock),
    audit: createAudit(state.db, clock),
    registers: createRegisters(state.db),
    rules: {
      inForce: () => rules,
      faults: () => [],
      exceptionId: ({ file }) => /^console (.*)$/.exec(file)?.[1],
      tryException: async (_, days) => ({
        days,
        before: nothing,
        after: nothing,
        rows: 0,
      }),
      exceptionsChanged: async () => undefined,
      test: async () => ({ alerts: [], counts: [], hosts: 0, rows: 0 }),
    },
    pages,
    assets: await (assets ??= builtAssets()),
    sendTestMail: async () => ({
      delivered: false,
      answer: '535 5.7.8 authentication failed',
      explanation: 'wrong_password',
    }),
    lookAt: () => null,
    availability: async () => ({
      percent: 98.64,
      onlineMs: 690 * 3_600_000,
      awayMs: 9.5 * 3_600_000,
      powerMs: 6 * 3_600_000,
      wayMs: 0,
    }),
    lastAbsence: async () => null,
    describeAlert: (alert, language) =>
      alertWords(
        alert,
        rules.find(({ id }) => id === alert.ruleId),
        { language, local: zoneReader(zone) },
      ),
    acceptable: ({ ruleId, clearedAtMs }) =>
      clearedAtMs === null && rules.find(({ id }) => id === ruleId)?.kind === 'increase',
    acceptAlert: () => undefined,
    enrolCommands: (secret) => [
      { platform: 'linux', command: `sudo mlinzi agent enrol ${secret}` },
      { platform: 'windows', command: `mlinzi.exe agent enrol ${secret}` },
    ],
    metrics: async () => [],
    ...change,
  }
  const api = await createApi(parts)
  await api.ready()
  const engine = createEngineState(state.db)
  let cursor = 0
  return {
    parts,
    api,
    clock,
    state,
    identity,
    addHost: (host: SampleHost) => addHost(identity, host),
    links,
    outbox,
    openAlert: (
      alert: Partial<AlertRecord> & Pick<AlertRecord, 'id' | 'ruleId'>,
      readers: readonly Recipient[] = [],
    ) => engine.commit(batch('opened', { ...plainAlert, ...alert }, ++cursor), () => readers),
    clearAlert: async (id: string) => {
      const alert = await parts.alerts.get(id)
      if (alert === undefined) throw new Error(`There is no alert ${id}`)
      const cleared = { ...alert, clearedAtMs: clock.now() }
      await engine.commit(batch('cleared', cleared, ++cursor), () => [])
    },
    /** The backups are judged as time goes by; a longer step would be a collector that was down. */
    pass: async (milliseconds: number, stepMs = 150_000) => {
      for (let passed = 0; passed < milliseconds; passed += stepMs) {
        clock.set(clock.now() + stepMs)
        await backupDesk.turn()
      }
    },
    close: async () => {
      await api.close()
      await backupDesk.close()
      await store.close()
      await state.close()
      await rm(folder, { recursive: true })
    },
  }
}

const plainAlert: Omit<AlertRecord, 'id' | 'ruleId'> = {
  severity: 'warning',
  hostId: null,
  siteId: null,
  object: '',
  openedAtMs: officeNow - 3_600_000,
  clearedAtMs: null,
  acknowledgedAtMs: null,
  acknowledgedBy: null,
  silencedUntilMs: null,
  parentId: null,
  values: {},
}

function batch(kind: 'opened' | 'cleared', alert: AlertRecord, cursor: number) {
  const changes = [{ alert, kind, atMs: alert.clearedAtMs ?? alert.openedAtMs }]
  return { cursor, nowMs: officeNow, states: [], changes, folds: [] }
}

export interface SampleHost {
  readonly name: string
  readonly role?: Role
  readonly presence?: Presence
  readonly lastSeenMs?: number
  readonly siteId?: string
  readonly departmentId?: string
  readonly critical?: boolean
  readonly clockOffsetSeconds?: number
  readonly autoApprove?: boolean
  readonly serial?: string
}

/** Enrols a machine the way agents do. */
async function addHost(
  { enrolment, hosts, keys }: ReturnType<typeof createIdentity>,
  host: SampleHost,
): Promise<HostRecord> {
  const ticket = await enrolment.createToken({
    expiresAtMs: officeNow + 3_600_000,
    usesLeft: 1,
    siteId: host.siteId ?? null,
    departmentId: host.departmentId ?? null,
    role: host.role ?? 'desktop',
    autoApprove: host.autoApprove ?? true,
    note: '',
  })
  const answer = await keys.enrol({
    ticket,
    agentId: randomBytes(16).toString('hex'),
    publicKey: randomBytes(32),
    hostname: host.name,
    platform: 'linux',
    version: '0.1.0',
    facts: host.serial ? { serial: host.serial, macs: [] } : { macs: [] },
    siteId: null,
  })
  if (answer.type === 'refused') throw new Error(`Refused: ${answer.reason}`)
  const id = answer.hostId
  await hosts.change(id, { critical: host.critical ?? false })
  await hosts.setContact(id, {
    atMs: host.lastSeenMs ?? officeNow - 20_000,
    clockOffsetSeconds: host.clockOffsetSeconds ?? 0,
    agentVersion: '0.1.0',
  })
  await hosts.setPresence(id, host.presence ?? 'online', officeNow - 7_200_000)
  const record = await hosts.get(id)
  // A machine that waits for approval is in no list yet.
  return record ?? { ...absent, id, name: host.name }
}

const absent: HostRecord = {
  id: '',
  name: '',
  siteId: null,
  departmentId: null,
  role: 'desktop',
  critical: false,
  simulated: false,
  labels: {},
  createdAtMs: officeNow,
  lastSeenMs: null,
  presence: 'never_seen',
  presenceSinceMs: null,
  clockOffsetSeconds: null,
  agentVersion: null,
  inventory: null,
}
