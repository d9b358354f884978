import type { Kysely } from 'kysely'
import type { HostChange, HostRecord, HostsRepository } from '../model/hosts.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { KeyWatch } from './key-watch.ts'

export function createHosts(db: Kysely<IdentityTables>, keyWatch: KeyWatch): HostsRepository {
  const change = async (
    id: string,
    values: Partial<Omit<IdentityTables['host'], 'id'>>,
  ): Promise<void> => {
    if (Object.keys(values).length === 0) return
    await db.updateTable('host').set(values).where('id', '=', id).execute()
  }
  return {
    all: async () => {
      const query = db.selectFrom('host').selectAll().where('confirmed', '=', 1)
      const rows = await query.orderBy('name').execute()
      // Ten thousand inventories are tens of megabytes that no list shows.
      return rows.map((row) => hostOf(row, null))
    },
    get: async (id) => {
      const row = await confirmed(db).where('host.id', '=', id).executeTakeFirst()
      return row && hostOf(row, row.inventory)
    },
    change: (id, wanted) => change(id, columnsOf(wanted)),
    remove: async (id) => {
      const keys = await db.transaction().execute(async (transaction) => {
        const gone = transaction.deleteFrom('agent_key').where('host_id', '=', id)
        const ids = await gone.returning('agent_id').execute()
        await transaction.deleteFrom('host').where('id', '=', id).execute()
        return ids
      })
      for (const key of keys) keyWatch.changed(key.agent_id, 'removed')
    },
    setInventory: async (host_id, hash, facts) => {
      const inventory = JSON.stringify(facts)
      await db
        .insertInto('host_inventory')
        .values({ host_id, hash, inventory })
        .onConflict((conflict) => conflict.column('host_id').doUpdateSet({ hash, inventory }))
        .execute()
    },
    setPresence: (id, presence, presence_since_ms) => change(id, { presence, presence_since_ms }),
    setContact: (id, contact) =>
      change(id, {
        last_seen_ms: contact.atMs,
        ...(contact.clockOffsetSeconds !== undefined && {
          clock_offset_seconds: contact.clockOffsetSeconds,
        }),
        ...(contact.agentVersion !== undefined && { agent_version: contact.agentVersion }),
      }),
  }
}

/** Hosts that belong to the fleet, with their inventory beside them. */
function confirmed(db: Kysely<IdentityTables>) {
  return db
    .selectFrom('host')
    .leftJoin('host_inventory', 'host_inventory.host_id', 'host.id')
    .selectAll('host')
    .select('host_inventory.inventory')
    .where('host.confirmed', '=', 1)
}

function columnsOf(change: HostChange): Partial<Omit<IdentityTables['host'], 'id'>> {
  const { name, siteId, departmentId, role, critical, labels } = change
  return {
    ...(name !== undefined && { name }),
    ...(siteId !== undefined && { site_id: siteId }),
    ...(departmentId !== undefined && { department_id: departmentId }),
    ...(role !== undefined && { role }),
    ...(critical !== undefined && { critical: Number(critical) }),
    ...(labels !== undefined && { labels: JSON.stringify(labels) }),
  }
}

function hostOf(row: IdentityTables['host'], inventory: string | null): HostRecord {
  return {
    id: row.id,
    name: row.name,
    siteId: row.site_id,
    departmentId: row.department_id,
    role: row.role,
    critical: row.critical === 1,
    simulated: row.simulated === 1,
    labels: JSON.parse(row.labels),
    createdAtMs: row.created_at_ms,
    lastSeenMs: row.last_seen_ms,
    presence: row.presence,
    presenceSinceMs: row.presence_since_ms,
    clockOffsetSeconds: row.clock_offset_seconds,
    agentVersion: row.agent_version,
    inventory: inventory === null ? null : JSON.parse(inventory),
  }
}
