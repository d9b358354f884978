/** A new key enters: token, host, and the question whether the machine is an old acquaintance. */
import { timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { EnrolRequest, EnrolResult, TicketRefusal } from './enrol-request.ts'
import type { IdentityTables } from './identity-tables.ts'
import { factKinds, sameMachine, usableFacts, type Fact } from './machine-facts.ts'
import { newId, secretHash } from './secret-text.ts'

/** Hosts compared for one kind of fact; more share a value only when it says nothing. */
const candidatesMax = 16

type Token = IdentityTables['enrolment_token']

/** Must run inside a transaction. */
export async function admitKey(
  db: Kysely<IdentityTables>,
  request: EnrolRequest,
  nowMs: number,
): Promise<EnrolResult> {
  const query = db.selectFrom('enrolment_token').selectAll()
  const token = await query.where('id', '=', request.ticket.id).executeTakeFirst()
  if (token === undefined || !opens(token, request.ticket.secret)) return refused('wrong')
  const known = await db
    .selectFrom('agent_key')
    .select(['host_id', 'state', 'token_id'])
    .where('agent_id', '=', request.agentId)
    .executeTakeFirst()
  // The answer to an earlier attempt was lost on its way: the same again, and no second use.
  if (known?.token_id === token.id)
    return { type: 'enrolled', hostId: known.host_id, state: known.state }
  const reason = whyNot(token, nowMs)
  if (reason !== undefined) return refused(reason)
  await db
    .updateTable('enrolment_token')
    .set({ uses_left: token.uses_left - 1 })
    .where('id', '=', token.id)
    .execute()
  // A known key keeps what the officer decided about it, whatever token it brings.
  if (known !== undefined) return { type: 'enrolled', hostId: known.host_id, state: known.state }
  return newKey(db, request, token, nowMs)
}

function refused(reason: TicketRefusal): EnrolResult {
  return { type: 'refused', reason }
}

function opens(token: Token, secret: string): boolean {
  return timingSafeEqual(Buffer.from(token.secret_hash), Buffer.from(secretHash(secret)))
}

function whyNot(token: Token, nowMs: number): TicketRefusal | undefined {
  if (token.revoked === 1) return 'revoked'
  if (nowMs >= token.expires_at_ms) return 'expired'
  return token.uses_left < 1 ? 'used_up' : undefined
}

async function newKey(
  db: Kysely<IdentityTables>,
  request: EnrolRequest,
  token: Token,
  nowMs: number,
): Promise<EnrolResult> {
  const facts = usableFacts(request.facts)
  const sameHostAs = await acquaintance(db, facts)
  const approved = token.auto_approve === 1 && sameHostAs === null
  const hostId = await newHost(db, request, token, { approved, nowMs, facts })
  const state = approved ? 'approved' : 'pending'
  await db
    .insertInto('agent_key')
    .values({
      agent_id: request.agentId,
      public_key: Buffer.from(request.publicKey).toString('base64'),
      host_id: hostId,
      hostname: request.hostname,
      state,
      created_at_ms: nowMs,
      last_seen_ms: null,
      same_host_as: sameHostAs,
      token_id: token.id,
    })
    .execute()
  return { type: 'enrolled', hostId, state }
}

async function newHost(
  db: Kysely<IdentityTables>,
  request: EnrolRequest,
  token: Token,
  decided: {
    readonly approved: boolean
    readonly nowMs: number
    readonly facts: readonly Fact[]
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('host')
    .values({
      id,
      name: request.hostname,
      site_id: token.site_id ?? request.siteId,
      department_id: token.department_id,
      role: token.role,
      critical: 0,
      simulated: Number(request.platform === 'simulated'),
      labels: '{}',
      confirmed: Number(decided.approved),
      created_at_ms: decided.nowMs,
      last_seen_ms: null,
      presence: 'never_seen',
      presence_since_ms: null,
      clock_offset_seconds: null,
      agent_version: request.version,
    })
    .execute()
  const rows = decided.facts.map((fact) => ({ host_id: id, ...fact }))
  if (rows.length > 0)
    await db
      .insertInto('host_fact')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return id
}

/** A confirmed host with the same machine facts, the latest seen first; null when none has. */
async function acquaintance(
  db: Kysely<IdentityTables>,
  facts: readonly Fact[],
): Promise<string | null> {
  for (const kind of factKinds) {
    const values = facts.filter((fact) => fact.kind === kind).map((fact) => fact.value)
    if (values.length === 0) continue
    const rows = await db
      .selectFrom('host_fact')
      .innerJoin('host', 'host.id', 'host_fact.host_id')
      .select(['host.id', 'host.last_seen_ms'])
      .distinct()
      .where('host.confirmed', '=', 1)
      .where('host_fact.kind', '=', kind)
      .where('host_fact.value', 'in', values)
      .orderBy('host.last_seen_ms', 'desc')
      .limit(candidatesMax)
      .execute()
    for (const row of rows) if (sameMachine(facts, await factsOf(db, row.id))) return row.id
  }
  return null
}

async function factsOf(db: Kysely<IdentityTables>, hostId: string): Promise<readonly Fact[]> {
  const query = db.selectFrom('host_fact').select(['kind', 'value'])
  return query.where('host_id', '=', hostId).execute()
}
