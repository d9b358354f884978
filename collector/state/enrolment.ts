import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { AgentKey, EnrolmentRepository, EnrolmentToken } from '../model/hosts.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { KeyWatch } from './key-watch.ts'
import { newId, secretHash } from './secret-text.ts'

/** What the officer decides about tokens and keys; the gateway hears of it through `keyWatch`. */
export function createEnrolment(
  db: Kysely<IdentityTables>,
  clock: Clock,
  keyWatch: KeyWatch,
): EnrolmentRepository {
  return { ...tokenDesk(db, clock), ...keyDesk(db, keyWatch) }
}

function tokenDesk(
  db: Kysely<IdentityTables>,
  clock: Clock,
): Pick<EnrolmentRepository, 'tokens' | 'createToken' | 'revokeToken'> {
  return {
    tokens: async () => {
      const query = db.selectFrom('enrolment_token').selectAll()
      return (await query.orderBy('created_at_ms', 'desc').execute()).map(tokenOf)
    },
    createToken: async (request) => {
      const id = newId()
      // 256 random bits cannot be guessed, so a slow password hash would add nothing here but a
      // way to make the collector work: a token is checked before its bearer is known.
      const secret = randomBytes(32).toString('base64url')
      await db
        .insertInto('enrolment_token')
        .values({
          id,
          secret_hash: secretHash(secret),
          created_at_ms: clock.now(),
          expires_at_ms: request.expiresAtMs,
          uses_left: request.usesLeft,
          site_id: request.siteId,
          department_id: request.departmentId,
          role: request.role,
          auto_approve: Number(request.autoApprove),
          revoked: 0,
          note: request.note,
        })
        .execute()
      return { id, secret }
    },
    revokeToken: async (id) => {
      await db.updateTable('enrolment_token').set({ revoked: 1 }).where('id', '=', id).execute()
    },
  }
}

function keyDesk(
  db: Kysely<IdentityTables>,
  keyWatch: KeyWatch,
): Pick<EnrolmentRepository, 'keys' | 'approve' | 'revoke' | 'assignToHost'> {
  return {
    keys: async () => {
      const query = db.selectFrom('agent_key').selectAll()
      return (await query.orderBy('created_at_ms', 'desc').execute()).map(keyOf)
    },
    approve: async (agentId) => {
      const found = await db.transaction().execute(async (transaction) => {
        const hostId = await setState(transaction, agentId, 'approved')
        if (hostId === undefined) return false
        await transaction
          .updateTable('host')
          .set({ confirmed: 1 })
          .where('id', '=', hostId)
          .execute()
        return true
      })
      if (found) keyWatch.changed(agentId, 'approved')
    },
    revoke: async (agentId) => {
      const hostId = await setState(db, agentId, 'revoked')
      if (hostId !== undefined) keyWatch.changed(agentId, 'revoked')
    },
    assignToHost: async (agentId, hostId) => {
      const revoked = await db
        .transaction()
        .execute((transaction) => assign(transaction, agentId, hostId))
      for (const id of revoked) keyWatch.changed(id, 'revoked')
      // A session that is already open still writes to the host it had before.
      keyWatch.changed(agentId, 'pending')
      keyWatch.changed(agentId, 'approved')
    },
  }
}

/** The host of the key, or undefined when there is no such key. */
async function setState(
  db: Kysely<IdentityTables>,
  agentId: string,
  state: AgentKey['state'],
): Promise<string | undefined> {
  const row = await db
    .updateTable('agent_key')
    .set(state === 'approved' ? { state, same_host_as: null } : { state })
    .where('agent_id', '=', agentId)
    .returning('host_id')
    .executeTakeFirst()
  return row?.host_id
}

/**
 * Gives the key to the host. The host's earlier keys end with it: the machine has been set up anew
 * and what still holds an old key is a copy. Throws when the key or the host does not exist.
 */
async function assign(
  db: Kysely<IdentityTables>,
  agentId: string,
  hostId: string,
): Promise<readonly string[]> {
  const key = await db
    .selectFrom('agent_key')
    .select('host_id')
    .where('agent_id', '=', agentId)
    .executeTakeFirstOrThrow()
  const target = db.updateTable('host').set({ confirmed: 1 }).where('id', '=', hostId)
  await target.returning('id').executeTakeFirstOrThrow()
  const others = await db
    .updateTable('agent_key')
    .set({ state: 'revoked' })
    .where('host_id', '=', hostId)
    .where('agent_id', '!=', agentId)
    .where('state', '!=', 'revoked')
    .returning('agent_id')
    .execute()
  await db
    .updateTable('agent_key')
    .set({ host_id: hostId, state: 'approved', same_host_as: null })
    .where('agent_id', '=', agentId)
    .execute()
  await removeIfUnconfirmed(db, key.host_id)
  return others.map((other) => other.agent_id)
}

/** The provisional host of a key that now belongs elsewhere; its facts go with it. */
async function removeIfUnconfirmed(db: Kysely<IdentityTables>, hostId: string): Promise<void> {
  await db
    .deleteFrom('host')
    .where('id', '=', hostId)
    .where('confirmed', '=', 0)
    .where('id', 'not in', (query) => query.selectFrom('agent_key').select('host_id'))
    .execute()
}

function tokenOf(row: IdentityTables['enrolment_token']): EnrolmentToken {
  return {
    id: row.id,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    usesLeft: row.uses_left,
    siteId: row.site_id,
    departmentId: row.department_id,
    role: row.role,
    autoApprove: row.auto_approve === 1,
    revoked: row.revoked === 1,
    note: row.note,
  }
}

function keyOf(row: IdentityTables['agent_key']): AgentKey {
  return {
    agentId: row.agent_id,
    hostId: row.host_id,
    hostname: row.hostname,
    state: row.state,
    createdAtMs: row.created_at_ms,
    lastSeenMs: row.last_seen_ms,
    sameHostAs: row.same_host_as,
  }
}
