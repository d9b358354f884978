/** Subnets that pollers look through, and what was found. Secrets come out only of `accesses`. */
import type { Kysely } from 'kysely'
import * as z from 'zod'
import {
  discoveryStates,
  type DiscoveryState,
  type Sighting,
} from '../../contract/wire/discovery.ts'
import { snmpAccess, type SnmpAccess } from '../../contract/wire/network.ts'
import type { DiscoveryRepository, DiscoverySubnet, FoundDevice } from './discovery-records.ts'
import { takeRun, updateSubnet } from './discovery-take.ts'
import type { DiscoveryTables } from './discovery-tables.ts'
import { keepLinks, readTables } from './learnt-tables.ts'
import { readHostAddresses } from './host-addresses.ts'
import type { IdentityTables } from './identity-tables.ts'
import { joinSnmp, partSnmp } from './network-secrets.ts'
import type { Secrets } from './secrets.ts'

type Tables = DiscoveryTables & IdentityTables

const rowsMax = 20_000
const idsPerStatement = 200

export function createDiscovery(db: Kysely<Tables>, secrets: Secrets): DiscoveryRepository {
  return {
    subnets: async () => {
      const rows = await db.selectFrom('discovery_subnet').selectAll().orderBy('cidr').execute()
      return rows.map((row) => subnetOf(row, secrets))
    },
    accesses: async (cidr) => {
      const query = db.selectFrom('discovery_subnet').selectAll().where('cidr', '=', cidr)
      const row = await query.executeTakeFirst()
      return row === undefined ? [] : openAccesses(row, secrets)
    },
    saveSubnet: async ({ cidr, siteId, perSecond, everyDays, anyTime, snmp }) => {
      const values = {
        site_id: siteId,
        per_second: perSecond,
        every_days: everyDays,
        any_time: Number(anyTime),
        ...(snmp !== undefined && sealed(snmp, secrets)),
      }
      await db
        .insertInto('discovery_subnet')
        .values({ snmp: '[]', secret: null, ...values, ...unasked, cidr })
        .onConflict((conflict) => conflict.column('cidr').doUpdateSet(values))
        .execute()
    },
    removeSubnet: (cidr) =>
      db.transaction().execute(async (tx) => {
        await tx.deleteFrom('discovery_found').where('cidr', '=', cidr).execute()
        await tx.deleteFrom('discovery_subnet').where('cidr', '=', cidr).execute()
      }),
    want: (cidr) => updateSubnet(db, cidr, { wanted: 1 }),
    begin: (cidr, run, run_ms) => updateSubnet(db, cidr, { run, run_ms, wanted: 0 }),
    take: (subnet, found, atMs) =>
      db.transaction().execute((tx) => takeRun(tx, subnet, found, atMs)),
    found: async () => {
      const query = db.selectFrom('discovery_found').selectAll().orderBy('first_ms', 'desc')
      return (await query.limit(rowsMax).execute()).map(foundOf)
    },
    ...createDecisions(db),
    hostAddresses: () => readHostAddresses(db),
  }
}

type Decisions = Pick<
  DiscoveryRepository,
  | 'decline'
  | 'keepNeighbour'
  | 'restore'
  | 'tables'
  | 'keepLinks'
  | 'declinedParents'
  | 'declineParents'
  | 'restoreParents'
  | 'hostMacs'
>

function createDecisions(db: Kysely<Tables>): Decisions {
  return {
    decline: async (ids, decided_by, decided_ms, reason) => {
      for (const some of chunks(ids))
        await db
          .updateTable('discovery_found')
          .set((columns) => ({ declined: columns.ref('print'), decided_by, decided_ms, reason }))
          .where('id', 'in', some)
          .execute()
    },
    keepNeighbour: async ({ id, siteId: site_id, address, mac, name }, atMs) => {
      const facts = JSON.stringify({ address, ports: [], ...(name !== null && { name }) })
      const about = { cidr: '', address, mac, facts, print: `neighbour|${name ?? ''}` }
      const times = { first_ms: atMs, last_ms: atMs }
      await db
        .insertInto('discovery_found')
        .values({ id, site_id, key: mac ?? `neighbour ${id}`, ...about, ...times })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    restore: async (ids) => {
      const values = { declined: null, decided_by: null, decided_ms: null, reason: null }
      for (const some of chunks(ids))
        await db.updateTable('discovery_found').set(values).where('id', 'in', some).execute()
    },
    tables: () => readTables(db),
    keepLinks: (tables) => keepLinks(db, tables),
    declinedParents: async () => {
      const rows = await db.selectFrom('parent_declined').selectAll().limit(rowsMax).execute()
      return rows.map(({ child_id, parent_id }) => ({ childId: child_id, parentId: parent_id }))
    },
    declineParents: async (links) => {
      for (const { childId, parentId } of links)
        await db
          .insertInto('parent_declined')
          .values({ child_id: childId, parent_id: parentId })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
    },
    restoreParents: async (links) => {
      for (const { childId, parentId } of links)
        await db
          .deleteFrom('parent_declined')
          .where('child_id', '=', childId)
          .where('parent_id', '=', parentId)
          .execute()
    },
    hostMacs: async () => {
      const query = db.selectFrom('host_fact').selectAll().where('kind', '=', 'mac')
      return new Map((await query.execute()).map(({ value, host_id }) => [value, host_id]))
    },
  }
}

const unasked = { wanted: 0, asked: 0, answered: 0, personal: 0 } as const

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / idsPerStatement)
  return Array.from({ length: count }, (_, at) =>
    ids.slice(at * idsPerStatement, (at + 1) * idsPerStatement),
  )
}

function sealed(snmp: readonly SnmpAccess[], secrets: Secrets) {
  const parted = snmp.map(partSnmp)
  const words = parted.map(({ secret }) => secret)
  const any = words.some((one) => Object.keys(one).length > 0)
  return {
    snmp: JSON.stringify(parted.map(({ open }) => open)),
    secret: any ? secrets.seal(JSON.stringify(words)) : null,
  }
}

const accessList = z.array(z.unknown())
function readAccesses(text: string): readonly SnmpAccess[] {
  return accessList.parse(JSON.parse(text)).flatMap((one) => snmpAccess.safeParse(one).data ?? [])
}

function openAccesses(
  { snmp, secret }: DiscoveryTables['discovery_subnet'],
  secrets: Secrets,
): readonly SnmpAccess[] {
  const open = readAccesses(snmp)
  if (secret === null) return open
  const text = secrets.open(secret)
  if (text === undefined) return []
  const words: readonly Readonly<Record<string, string>>[] = JSON.parse(text)
  return open.map((one, at) => joinSnmp(one, words[at] ?? {}))
}

function subnetOf(row: DiscoveryTables['discovery_subnet'], secrets: Secrets): DiscoverySubnet {
  const { secret, state } = row
  return {
    cidr: row.cidr,
    siteId: row.site_id,
    perSecond: row.per_second,
    everyDays: row.every_days,
    anyTime: row.any_time === 1,
    snmp: readAccesses(row.snmp),
    secret: secret === null ? 'none' : secrets.open(secret) === undefined ? 'lost' : 'kept',
    wanted: row.wanted === 1,
    run: row.run,
    runMs: row.run_ms,
    state: discoveryStates.find((one): one is DiscoveryState => one === state) ?? null,
    doneMs: row.done_ms,
    asked: row.asked,
    answered: row.answered,
    personal: row.personal,
  }
}

function foundOf(row: DiscoveryTables['discovery_found']): FoundDevice {
  const { name, ports, snmp, by }: Partial<Sighting> = JSON.parse(row.facts)
  return {
    id: row.id,
    siteId: row.site_id,
    cidr: row.cidr,
    address: row.address,
    mac: row.mac,
    name: name ?? null,
    ports: ports ?? [],
    snmp: snmp ?? null,
    by: by ?? null,
    declined: row.declined !== null && row.declined === row.print,
    decidedBy: row.decided_by,
    decidedMs: row.decided_ms,
    reason: row.reason,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
  }
}
