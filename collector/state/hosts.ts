import type { Kysely } from 'kysely'
import type { HostChange, HostRecord, HostsRepository } from '../model.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { KeyWatch } from './key-watch.ts'

type HostRow = IdentityTables['host'] & { readonly inventory: string | null }

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
      const rows = await confirmed(db).orderBy('host.name').execute()
      return rows.map(hostOf)
    },
    get: async (id) => {
      const row = await confirmed(db).where('host.id', '=', id).executeTakeFirst()
      return row && hostOf(row)
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

/** The inventory is parsed when it is asked for: a fleet list of 10,000 hosts never does. */
function hostOf(row: HostRow): HostRecord {
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
    get inventory() {
      return row.inventory === null ? null : JSON.parse(row.inventory)
    },
  }
}
