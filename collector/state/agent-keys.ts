import type { Kysely } from 'kysely'
import type { MachineFacts } from '../../contract/wire/messages.ts'
import type { AgentKey } from '../model/hosts.ts'
import { admitKey } from './admit-key.ts'
import type { EnrolRequest, EnrolResult } from './enrol-request.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { KeyWatch } from './key-watch.ts'
import { keepFacts } from './machine-facts-table.ts'

/** A key as the handshake needs it. */
export interface KnownAgent {
  readonly agentId: string
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly state: AgentKey['state']
  readonly hostId: string
  readonly hostName: string
  readonly siteId: string | null
  readonly inventoryHash: string | null
}
export interface AgentContact {
  readonly agentId: string
  readonly hostId: string
  readonly atMs: number
  readonly hostname: string
  readonly agentVersion: string
  /** Seconds by which the agent's clock is ahead. */
  readonly clockOffsetSeconds: number
  /** What the machine is made of now: boards and network cards are exchanged. */
  readonly facts: MachineFacts
}

export interface AgentKeysRepository {
  find(agentId: string): Promise<KnownAgent | undefined>
  /** Enrols the key once; the same key with the same token gets the same answer again. */
  enrol(request: EnrolRequest): Promise<EnrolResult>
  /** Sessions that began; all in one transaction. */
  contacts(contacts: readonly AgentContact[]): Promise<void>
  /** Two machines use the key at once: nobody does until the officer decides. */
  holdAsClone(agentId: string): Promise<void>
}

export function createAgentKeys(
  db: Kysely<IdentityTables>,
  now: () => number,
  keyWatch: KeyWatch,
): AgentKeysRepository {
  return {
    find: (agentId) => find(db, agentId),
    enrol: (request) =>
      db.transaction().execute((transaction) => admitKey(transaction, request, now())),
    contacts: (contacts) =>
      db.transaction().execute(async (transaction) => {
        for (const contact of contacts) await keepContact(transaction, contact)
      }),
    holdAsClone: async (agentId) => {
      const { numUpdatedRows } = await db
        .updateTable('agent_key')
        .set({ state: 'clone' })
        .where('agent_id', '=', agentId)
        .where('state', '=', 'approved')
        .executeTakeFirst()
      if (numUpdatedRows > 0n) keyWatch.changed(agentId, 'clone')
    },
  }
}

async function find(db: Kysely<IdentityTables>, agentId: string): Promise<KnownAgent | undefined> {
  const row = await db
    .selectFrom('agent_key')
    .innerJoin('host', 'host.id', 'agent_key.host_id')
    .leftJoin('host_inventory', 'host_inventory.host_id', 'host.id')
    .select(['agent_key.public_key', 'agent_key.state', 'agent_key.host_id'])
    .select(['host.name', 'host.site_id', 'host_inventory.hash'])
    .where('agent_key.agent_id', '=', agentId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    agentId,
    publicKey: Buffer.from(row.public_key, 'base64'),
    state: row.state,
    hostId: row.host_id,
    hostName: row.name,
    siteId: row.site_id,
    inventoryHash: row.hash,
  }
}

async function keepContact(db: Kysely<IdentityTables>, contact: AgentContact): Promise<void> {
  const key = db.selectFrom('agent_key').select('hostname').where('agent_id', '=', contact.agentId)
  const before = await key.executeTakeFirst()
  await db
    .updateTable('agent_key')
    .set({ last_seen_ms: contact.atMs, hostname: contact.hostname })
    .where('agent_id', '=', contact.agentId)
    .execute()
  await db
    .updateTable('host')
    .set({
      last_seen_ms: contact.atMs,
      agent_version: contact.agentVersion,
      clock_offset_seconds: contact.clockOffsetSeconds,
    })
    .where('id', '=', contact.hostId)
    .execute()
  await keepFacts(db, contact.hostId, contact.facts)
  if (before === undefined || before.hostname === contact.hostname) return
  // A host that still bears its computer's name follows a renaming; an officer's name stays.
  await db
    .updateTable('host')
    .set({ name: contact.hostname })
    .where('id', '=', contact.hostId)
    .where('name', '=', before.hostname)
    .execute()
}
