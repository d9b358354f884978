/** The engine's durable memory: judgement, transitions, notices and cursor in one transaction. */
import type { Kysely, Transaction } from 'kysely'
import type { AlertRecord, AlertTransition } from '../model/alerts.ts'
import type { Recipient } from '../model/office.ts'
import { alertOf, covers } from './alert-rows.ts'
import type { AlertTables } from './alert-tables.ts'
import { addTransition } from './alert-transitions.ts'
import { forgetOld } from './alert-forget.ts'
import { addIncidentHosts, type IncidentHost } from './incident-hosts.ts'
import type { IncidentTables } from './incident-tables.ts'
import { maintenanceOf, windowsOf } from './maintenance-windows.ts'
import { tellProblem, tellRecovery } from './notices.ts'

type Tables = AlertTables & IncidentTables

export interface AlertChange {
  /** As it is after the change. */
  readonly alert: AlertRecord
  readonly kind: Extract<AlertTransition['kind'], 'opened' | 'worsened' | 'eased' | 'cleared'>
  readonly atMs: number
  /** Set for events: a key that was judged before makes the change void. */
  readonly eventKey?: string
  readonly expiresAtMs?: number
  /** Its rule or host was taken away: nothing recovered, so nobody is told so. */
  readonly untold?: true
}
export interface EngineBatch {
  /** Number of the last commit that is judged. */
  readonly cursor: number
  readonly nowMs: number
  /** Memory by subject (host id or `site:<id>`), as of the cursor. */
  readonly states: readonly (readonly [subject: string, state: string])[]
  readonly changes: readonly AlertChange[]
  /** Open alerts that became part of an incident. */
  readonly folds: readonly (readonly [alertId: string, parentId: string])[]
  readonly members?: readonly IncidentHost[]
}
export interface EngineMemory {
  readonly cursor: number
  /** Null: the engine never ran. */
  readonly aliveMs: number | null
  readonly states: ReadonlyMap<string, string>
  readonly open: readonly AlertRecord[]
}
/** Readers of a change: all who must hear of it, by severity, site and department. */
export interface ReadersOf {
  (alert: AlertRecord): readonly Recipient[]
  /** Of the alert's computer, for maintenance windows of a department. Left out: none is known. */
  readonly departmentOf?: (alert: AlertRecord) => string | null
  /** What is told already and explains it; the alert is told when that is over and it is not. */
  readonly explainedBy?: (alert: AlertRecord) => string | undefined
}

export interface EngineState {
  load(): Promise<EngineMemory>
  commit(batch: EngineBatch, readers: ReadersOf): Promise<void>
  /** Tells what a silence or maintenance held back and is still open; puts away events whose time is over. */
  tick(nowMs: number, readers: ReadersOf): Promise<readonly string[]>
  /** Deletes the memory of hosts that are no more. */
  forgetSubjects(subjects: readonly string[]): Promise<void>
  /** Deletes what is older than anyone asks for. Called once a day. */
  forget(nowMs: number): Promise<void>
}

export function createEngineState(db: Kysely<Tables>): EngineState {
  return {
    load: () => load(db),
    commit: (batch, readers) => db.transaction().execute((tx) => commit(tx, batch, readers)),
    tick: (nowMs, readers) =>
      db.transaction().execute(async (tx) => {
        await tellUnmuted(tx, nowMs, readers)
        return expire(tx, nowMs)
      }),
    forgetSubjects: async (subjects) => {
      for (const subject of subjects)
        await db.deleteFrom('rule_state').where('subject', '=', subject).execute()
    },
    forget: (nowMs) => db.transaction().execute((tx) => forgetOld(tx, nowMs)),
  }
}

async function load(db: Kysely<Tables>): Promise<EngineMemory> {
  const cursor = await db.selectFrom('engine_cursor').selectAll().executeTakeFirst()
  const states = await db.selectFrom('rule_state').selectAll().execute()
  const open = await db.selectFrom('alert').selectAll().where('cleared_at_ms', 'is', null).execute()
  return {
    cursor: cursor?.commit_number ?? 0,
    aliveMs: cursor?.alive_ms ?? null,
    states: new Map(states.map((row) => [row.subject, row.state])),
    open: open.map((row) => alertOf(row, [])),
  }
}

type Tx = Transaction<Tables>
const statesPerStatement = 200

async function commit(tx: Tx, batch: EngineBatch, readers: ReadersOf): Promise<void> {
  for (const change of batch.changes) await apply(tx, change, batch.nowMs, readers)
  for (const [id, parent] of batch.folds) {
    await tx.updateTable('alert').set({ parent_id: parent }).where('id', '=', id).execute()
  }
  await addIncidentHosts(tx, batch.members ?? [])
  // Many rows in one statement: at 10,000 hosts each flush writes hundreds of them.
  for (let at = 0; at < batch.states.length; at += statesPerStatement) {
    const rows = batch.states.slice(at, at + statesPerStatement)
    await tx
      .insertInto('rule_state')
      .values(rows.map(([subject, state]) => ({ subject, state })))
      .onConflict((conflict) =>
        conflict.column('subject').doUpdateSet((set) => ({ state: set.ref('excluded.state') })),
      )
      .execute()
  }
  const cursor = { commit_number: batch.cursor, alive_ms: batch.nowMs }
  await tx
    .insertInto('engine_cursor')
    .values({ id: 1, ...cursor })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(cursor))
    .execute()
}

async function apply(
  tx: Tx,
  change: AlertChange,
  nowMs: number,
  readers: ReadersOf,
): Promise<void> {
  const { alert, kind, atMs, eventKey } = change
  if (eventKey !== undefined && !(await firstJudged(tx, eventKey, nowMs))) return
  if (kind === 'opened') await insert(tx, change)
  else await update(tx, alert)
  await addTransition(tx, { alertId: alert.id, atMs, kind, by: null })
  const matter = { alert, kind, atMs, nowMs }
  if (kind === 'cleared') return change.untold ? undefined : tellRecovery(tx, matter)
  if (kind === 'eased' || alert.parentId !== null) return
  const by = await silencedBy(tx, alert, nowMs, readers)
  if (by !== undefined) {
    await tx.updateTable('alert').set({ muted: 1 }).where('id', '=', alert.id).execute()
    return addTransition(tx, { alertId: alert.id, atMs: nowMs, kind: 'silenced', by })
  }
  for (const recipient of readers(alert)) await tellProblem(tx, recipient, matter)
}

async function firstJudged(tx: Tx, key: string, nowMs: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('judged_event')
    .values({ key, at_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

async function insert(tx: Tx, { alert, expiresAtMs }: AlertChange): Promise<void> {
  await tx
    .insertInto('alert')
    .values({
      id: alert.id,
      rule_id: alert.ruleId,
      severity: alert.severity,
      host_id: alert.hostId,
      site_id: alert.siteId,
      object: alert.object,
      opened_at_ms: alert.openedAtMs,
      cleared_at_ms: null,
      acknowledged_at_ms: null,
      acknowledged_by: null,
      parent_id: alert.parentId,
      message_values: JSON.stringify(alert.values),
      expires_at_ms: expiresAtMs ?? null,
      muted: 0,
    })
    .execute()
}

async function update(tx: Tx, alert: AlertRecord): Promise<void> {
  await tx
    .updateTable('alert')
    .set({
      severity: alert.severity,
      cleared_at_ms: alert.clearedAtMs,
      message_values: JSON.stringify(alert.values),
    })
    .where('id', '=', alert.id)
    .execute()
}

/** Who silenced the alert's rule, host or site at this time, or which maintenance; undefined: none. */
async function silencedBy(
  tx: Tx,
  alert: AlertRecord,
  nowMs: number,
  { departmentOf, explainedBy }: ReadersOf,
): Promise<string | undefined> {
  const cause = explainedBy?.(alert)
  if (cause !== undefined) return cause
  const silences = await tx
    .selectFrom('alert_silence')
    .selectAll()
    .where('from_ms', '<=', nowMs)
    .where('until_ms', '>', nowMs)
    .execute()
  const scope = { rule_id: alert.ruleId, host_id: alert.hostId, site_id: alert.siteId }
  const silence = silences.find((one) => covers(one, scope))
  if (silence) return silence.by_whom
  const { hostId, siteId } = alert
  const place = { hostId, siteId, departmentId: departmentOf?.(alert) ?? null }
  const rows = await tx.selectFrom('maintenance_window').selectAll().execute()
  return maintenanceOf(windowsOf(rows), place, nowMs)?.name
}

async function tellUnmuted(tx: Tx, nowMs: number, readers: ReadersOf): Promise<void> {
  const muted = await tx
    .selectFrom('alert')
    .selectAll()
    .where('muted', '=', 1)
    .where('cleared_at_ms', 'is', null)
    .execute()
  for (const row of muted) {
    const alert = alertOf(row, [])
    if ((await silencedBy(tx, alert, nowMs, readers)) !== undefined) continue
    await tx.updateTable('alert').set({ muted: 0 }).where('id', '=', row.id).execute()
    if (alert.acknowledgedAtMs !== null || alert.parentId !== null) continue
    const matter = { alert, kind: 'opened' as const, atMs: alert.openedAtMs, nowMs }
    for (const recipient of readers(alert)) await tellProblem(tx, recipient, matter)
  }
}

/** Ids of the alerts that were put away: nobody is told that an event is over. */
async function expire(tx: Tx, nowMs: number): Promise<readonly string[]> {
  const over = await tx
    .updateTable('alert')
    .set({ cleared_at_ms: nowMs })
    .where('expires_at_ms', '<=', nowMs)
    .where('cleared_at_ms', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of over) {
    await addTransition(tx, { alertId: id, atMs: nowMs, kind: 'cleared', by: null })
  }
  return over.map((row) => row.id)
}
