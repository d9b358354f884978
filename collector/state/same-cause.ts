/** One message for one cause: what only shows it by another sign waits for the summary. */
import type { Transaction } from 'kysely'
import { sameCause } from '../../config/routing.ts'
import { severityOrder } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { AlertTables } from './alert-tables.ts'
import type { Reader } from './reader-plan.ts'

const dayMs = 86_400_000
/** A server that is back tells its restart some minutes later. */
const justOverMs = 3_600_000

/** Whether this reader was told of the cause on this channel, as gravely, within a day. */
export async function causeWasTold(
  tx: Transaction<AlertTables>,
  alert: AlertRecord,
  reader: Reader,
  nowMs: number,
): Promise<boolean> {
  const { hostId, siteId } = alert
  if (hostId === null) return false
  const told = await tx
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .innerJoin('alert', 'alert.id', 'outbox_matter.alert_id')
    .select(['alert.rule_id', 'alert.severity'])
    .where((where) =>
      where.or([
        where('alert.host_id', '=', hostId),
        where.and([where('alert.host_id', 'is', null), where('alert.site_id', '=', siteId)]),
      ]),
    )
    .where((where) =>
      where.or([
        where('alert.cleared_at_ms', 'is', null),
        where('alert.cleared_at_ms', '>=', nowMs - justOverMs),
      ]),
    )
    .where('outbox_mail.recipient_id', '=', reader.recipient_id)
    .where('outbox_mail.channel', '=', reader.channel)
    .where('outbox_mail.kind', 'in', ['problem', 'digest', 'escalation'])
    .where('outbox_mail.state', '!=', 'held')
    .where('outbox_mail.created_at_ms', '>=', nowMs - dayMs)
    .execute()
  return told.some(
    ({ rule_id, severity }) =>
      sameCause(alert.ruleId, rule_id) && severityOrder[severity] >= severityOrder[alert.severity],
  )
}
