/** Devices without an agent, their pollers, and checks. Secrets come out only of `orderOf`. */
import type { Kysely, Transaction } from 'kysely'
import type { SnmpAccess } from '../../contract/wire/network.ts'
import type { Clock } from '../../lib/clock.ts'
import type { IdentityTables } from './identity-tables.ts'
import type {
  NetworkOpened,
  NetworkRepository,
  NetworkState,
  NewCheck,
  NewDevice,
  StoredDevice,
} from './network-records.ts'
import {
  joinCheck,
  joinSnmp,
  keepSnmp,
  openWords,
  partCheck,
  partSnmp,
  readCheck,
  readSnmp,
  sealWords,
} from './network-secrets.ts'
import type { NetworkTables } from './network-tables.ts'
import { newId } from './secret-text.ts'
import type { Secrets } from './secrets.ts'

export const newNetworkId = newId

type Tables = NetworkTables & IdentityTables

export function createNetwork(
  db: Kysely<Tables>,
  secrets: Secrets,
  clock: Clock,
): NetworkRepository {
  return {
    revision: async () =>
      (await db.selectFrom('network_revision').select('revision').executeTakeFirst())?.revision ??
      0,
    state: () => readState(db, secrets),
    opened: () => readOpened(db, secrets),
    addDevice: (id, device) =>
      db.transaction().execute((tx) => addDevice(tx, secrets, clock, id, device)),
    changeDevice: async (hostId, { address, pollerHostId, snmp }) => {
      const values = {
        ...(address !== undefined && { address }),
        ...(pollerHostId !== undefined && { poller_host_id: pollerHostId }),
        ...(snmp !== undefined && (await changedSnmp(db, secrets, hostId, snmp))),
      }
      if (Object.keys(values).length === 0) return
      await db.updateTable('network_device').set(values).where('host_id', '=', hostId).execute()
    },
    setSitePoller: async (site_id, poller_host_id) => {
      if (poller_host_id === null)
        await db.deleteFrom('network_site').where('site_id', '=', site_id).execute()
      else
        await db
          .insertInto('network_site')
          .values({ site_id, poller_host_id })
          .onConflict((conflict) => conflict.column('site_id').doUpdateSet({ poller_host_id }))
          .execute()
    },
    saveCheck: (check) => db.transaction().execute((tx) => saveCheck(tx, secrets, clock, check)),
    enableCheck: async (id, enabled) => {
      const values = { enabled: Number(enabled) }
      await db.updateTable('network_check').set(values).where('id', '=', id).execute()
    },
    removeCheck: async (id) => {
      await db.deleteFrom('network_check').where('id', '=', id).execute()
    },
    spoken: (poller, devices) => noteSpoken(db, poller, devices, clock.now()),
  }
}

async function readState(db: Kysely<Tables>, secrets: Secrets): Promise<NetworkState> {
  const devices = await db.selectFrom('network_device').selectAll().execute()
  const checks = await db.selectFrom('network_check').selectAll().orderBy('name').execute()
  const sites = await db.selectFrom('network_site').selectAll().execute()
  const speakers = await db.selectFrom('network_speaker').selectAll().execute()
  const revision = await db.selectFrom('network_revision').selectAll().executeTakeFirst()
  const kept = (stored: string | null): StoredDevice['secret'] =>
    stored === null ? 'none' : openWords(secrets, stored) ? 'kept' : 'lost'
  return {
    revision: revision?.revision ?? 0,
    devices: devices.map((row) => ({
      hostId: row.host_id,
      address: row.address,
      pollerHostId: row.poller_host_id,
      snmp: row.snmp === null ? null : (readSnmp(row.snmp) ?? null),
      secret: kept(row.secret),
    })),
    checks: checks.map((row) => ({
      id: row.id,
      name: row.name,
      deviceId: row.device_id,
      check: readCheck(row.settings) ?? null,
      secret: kept(row.secret),
      pollers: JSON.parse(row.pollers),
      enabled: row.enabled === 1,
    })),
    sites: new Map(sites.map((row) => [row.site_id, row.poller_host_id])),
    speakers: new Map(
      speakers.map((row) => [`${row.poller_host_id} ${row.device_id}`, row.last_ms]),
    ),
  }
}

async function readOpened(db: Kysely<Tables>, secrets: Secrets): Promise<NetworkOpened> {
  const devices = await db.selectFrom('network_device').selectAll().execute()
  const checks = await db.selectFrom('network_check').selectAll().execute()
  return {
    snmp: new Map(
      devices.flatMap(({ host_id, snmp, secret }) => {
        const open = snmp === null ? undefined : readSnmp(snmp)
        const words = openWords(secrets, secret)
        return open && words ? [[host_id, joinSnmp(open, words)] as const] : []
      }),
    ),
    checks: new Map(
      checks.flatMap(({ id, settings, secret }) => {
        const open = readCheck(settings)
        const words = openWords(secrets, secret)
        return open && words ? [[id, joinCheck(open, words)] as const] : []
      }),
    ),
  }
}

function snmpColumns(secrets: Secrets, access: SnmpAccess | null) {
  if (access === null) return { snmp: null, secret: null }
  const { open, secret } = partSnmp(access)
  return { snmp: JSON.stringify(open), secret: sealWords(secrets, secret) }
}

/** Secret words that are left out stay as they are. */
async function changedSnmp(
  db: Kysely<Tables>,
  secrets: Secrets,
  hostId: string,
  access: SnmpAccess | null,
) {
  if (access === null) return snmpColumns(secrets, null)
  const before = await db
    .selectFrom('network_device')
    .select('secret')
    .where('host_id', '=', hostId)
    .executeTakeFirst()
  return snmpColumns(secrets, keepSnmp(access, openWords(secrets, before?.secret ?? null) ?? {}))
}

async function addDevice(
  tx: Transaction<Tables>,
  secrets: Secrets,
  clock: Clock,
  id: string,
  device: NewDevice,
): Promise<void> {
  await tx
    .insertInto('host')
    .values({
      id,
      name: device.name,
      site_id: device.siteId,
      department_id: device.departmentId,
      role: device.role,
      critical: 0,
      simulated: 0,
      labels: '{}',
      confirmed: 1,
      created_at_ms: clock.now(),
      last_seen_ms: null,
      presence: 'never_seen',
      presence_since_ms: null,
      clock_offset_seconds: null,
      agent_version: null,
    })
    .execute()
  const { address, pollerHostId: poller_host_id, snmp } = device
  await tx
    .insertInto('network_device')
    .values({ host_id: id, address, poller_host_id, ...snmpColumns(secrets, snmp) })
    .execute()
}

async function saveCheck(
  tx: Transaction<Tables>,
  secrets: Secrets,
  clock: Clock,
  { check, pollers }: NewCheck,
): Promise<void> {
  const { open, secret } = partCheck(check)
  const before = await tx
    .selectFrom('network_check')
    .select('secret')
    .where('id', '=', check.id)
    .executeTakeFirst()
  const kept = { ...openWords(secrets, before?.secret ?? null), ...secret }
  const values = {
    name: check.name,
    device_id: check.device ?? null,
    settings: JSON.stringify(open),
    secret: check.kind === 'mail' ? sealWords(secrets, kept) : null,
    pollers: JSON.stringify(pollers),
  }
  await tx
    .insertInto('network_check')
    .values({ id: check.id, ...values, enabled: 1, created_at_ms: clock.now() })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

async function noteSpoken(
  db: Kysely<Tables>,
  poller_host_id: string,
  devices: readonly string[],
  last_ms: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const device_id of devices)
      await tx
        .insertInto('network_speaker')
        .values({ poller_host_id, device_id, last_ms })
        .onConflict((conflict) =>
          conflict.columns(['poller_host_id', 'device_id']).doUpdateSet({ last_ms }),
        )
        .execute()
  })
}
