/** What the console reads of alerts and does to them. The engine's own door is alert-engine.ts. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AlertRecord, AlertsRepository, OutboxMail, Silence } from '../model/alerts.ts'
import { alertOf, covers, silenceOf, transitionOf, type SilenceRow } from './alert-rows.ts'
import type { AlertTables } from './alert-tables.ts'
import { addTransition } from './alert-transitions.ts'

const rowsMax = 5000

export function createAlerts(db: Kysely<AlertTables>): AlertsRepository {
  return { ...reading(db), ...deciding(db), outbox: (limit) => outbox(db, limit) }
}

function reading(
  db: Kysely<AlertTables>,
): Pick<AlertsRepository, 'open' | 'history' | 'get' | 'transitions'> {
  /** Silences that ended before an alert began cannot have touched it. */
  const silencesSince = (sinceMs: number): Promise<SilenceRow[]> =>
    db.selectFrom('alert_silence').selectAll().where('until_ms', '>', sinceMs).execute()
  const alertsOf = async (
    rows: readonly Parameters<typeof alertOf>[0][],
  ): Promise<readonly AlertRecord[]> => {
    const since = Math.min(...rows.map((row) => row.opened_at_ms))
    const silences = rows.length > 0 ? await silencesSince(since) : []
    return rows.map((row) =>
      alertOf(
        row,
        silences.filter((one) => one.until_ms > row.opened_at_ms),
      ),
    )
  }
  return {
    open: async () =>
      alertsOf(
        await db
          .selectFrom('alert')
          .selectAll()
          .where('cleared_at_ms', 'is', null)
          .orderBy('opened_at_ms', 'desc')
          .limit(rowsMax)
          .execute(),
      ),
    history: async ({ fromMs, toMs, hostId, limit }) =>
      alertsOf(
        await db
          .selectFrom('alert')
          .selectAll()
          .where('opened_at_ms', '<', toMs)
          .where((or) =>
            or.or([or('cleared_at_ms', 'is', null), or('cleared_at_ms', '>=', fromMs)]),
          )
          .$if(hostId !== undefined, (query) => query.where('host_id', '=', hostId ?? ''))
          .orderBy('opened_at_ms', 'desc')
          .limit(Math.min(limit, rowsMax))
          .execute(),
      ),
    get: async (id) =>
      (await alertsOf(await db.selectFrom('alert').selectAll().where('id', '=', id).execute()))[0],
    transitions: async (alertId) =>
      (
        await db
          .selectFrom('alert_transition')
          .selectAll()
          .where('alert_id', '=', alertId)
          .orderBy('id')
          .limit(rowsMax)
          .execute()
      ).map(transitionOf),
  }
}

function deciding(
  db: Kysely<AlertTables>,
): Pick<AlertsRepository, 'acknowledge' | 'silences' | 'silence' | 'endSilence'> {
  return {
    acknowledge: (alertId, by, atMs) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('alert')
          .set({ acknowledged_at_ms: atMs, acknowledged_by: by })
          .where('id', '=', alertId)
          .where('acknowledged_at_ms', 'is', null)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return
        await addTransition(tx, { alertId, atMs, kind: 'acknowledged', by })
      }),
    silences: async (nowMs) =>
      (
        await db
          .selectFrom('alert_silence')
          .selectAll()
          .where('until_ms', '>', nowMs)
          .orderBy('from_ms')
          .limit(rowsMax)
          .execute()
      ).map(silenceOf),
    silence: (silence) => addSilence(db, silence),
    endSilence: async (id, atMs) => {
      await db
        .updateTable('alert_silence')
        .set({ until_ms: atMs })
        .where('id', '=', id)
        .where('until_ms', '>', atMs)
        .execute()
    },
  }
}

/** The silence and, on each open alert that it covers, a transition. */
function addSilence(db: Kysely<AlertTables>, silence: Omit<Silence, 'id'>): Promise<string> {
  const row: SilenceRow = {
    id: randomUUID(),
    rule_id: silence.ruleId,
    host_id: silence.hostId,
    site_id: silence.siteId,
    from_ms: silence.fromMs,
    until_ms: silence.untilMs,
    reason: silence.reason,
    by_whom: silence.by,
  }
  return db.transaction().execute(async (tx) => {
    await tx.insertInto('alert_silence').values(row).execute()
    const open = await tx
      .selectFrom('alert')
      .select(['id', 'rule_id', 'host_id', 'site_id'])
      .where('cleared_at_ms', 'is', null)
      .execute()
    for (const alert of open.filter((one) => covers(row, one))) {
      const { fromMs: atMs, by } = silence
      await addTransition(tx, { alertId: alert.id, atMs, kind: 'silenced', by })
    }
    return row.id
  })
}

async function outbox(db: Kysely<AlertTables>, limit: number): Promise<readonly OutboxMail[]> {
  const rows = await db
    .selectFrom('outbox_mail')
    .select(['id', 'channel', 'address', 'subject', 'state'])
    .select(['created_at_ms', 'due_ms', 'tries', 'last_error'])
    .where('state', '!=', 'merged')
    .orderBy('id', 'desc')
    .limit(Math.min(limit, rowsMax))
    .execute()
  return rows.map((row) => {
    const { state: now } = row
    const state = now === 'sent' || now === 'failed' || now === 'held' ? now : 'waiting'
    return {
      id: row.id,
      to: row.address,
      channel: row.channel,
      subject: row.subject ?? '',
      state,
      createdAtMs: row.created_at_ms,
      nextTryMs: state === 'waiting' ? row.due_ms : null,
      tries: row.tries,
      lastError: row.last_error,
    }
  })
}
