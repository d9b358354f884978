/** The people who are told, and by which way. */
import type { Kysely, Selectable } from 'kysely'
import type { OfficeRepository, Recipient, RecipientRoute } from '../model/office.ts'
import { feedsIn } from './channels.ts'
import type { NotifyTables } from './notify-tables.ts'
import type { OfficeTables } from './office-tables.ts'

type Tables = OfficeTables & NotifyTables

export function recipientsIn(
  db: Kysely<Tables>,
): Pick<OfficeRepository, 'recipients' | 'saveRecipient' | 'removeRecipient'> {
  return {
    recipients: async () => {
      const rows = await db.selectFrom('recipient').selectAll().orderBy('name').execute()
      const routes = await db.selectFrom('recipient_route').selectAll().execute()
      const byId = new Map(routes.map((route) => [route.recipient_id, routeOf(route)]))
      const people = rows.map((row) => recipientOf(row, byId.get(row.id)))
      return [...people, ...(await feedsIn(db))]
    },
    saveRecipient: (recipient) =>
      db.transaction().execute(async (tx) => {
        const { id, ...rest } = recipientRow(recipient)
        await tx
          .insertInto('recipient')
          .values({ id, ...rest })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
          .execute()
        if (recipient.route === undefined) return
        const { recipient_id, ...route } = routeRow(id, recipient.route)
        await tx
          .insertInto('recipient_route')
          .values({ recipient_id, ...route })
          .onConflict((conflict) => conflict.column('recipient_id').doUpdateSet(route))
          .execute()
      }),
    removeRecipient: async (id) => {
      await db.deleteFrom('recipient').where('id', '=', id).execute()
    },
  }
}

function recipientRow(recipient: Recipient) {
  const { id, name, address, language, severityMin, siteId, departmentId } = recipient
  const scope = { severity_min: severityMin, site_id: siteId, department_id: departmentId }
  return { id, name, address, language, ...scope }
}

function routeRow(recipientId: string, route: RecipientRoute): Tables['recipient_route'] {
  return {
    recipient_id: recipientId,
    part: route.part,
    phone: route.phone,
    channels: JSON.stringify(route.channels),
    hours: route.hours,
    mails_per_day: route.mailsPerDay,
    mails_per_month: route.mailsPerMonth,
    sms_per_day: route.smsPerDay,
  }
}

function routeOf(row: Tables['recipient_route']): RecipientRoute {
  return {
    part: row.part,
    phone: row.phone,
    channels: JSON.parse(row.channels) as readonly string[],
    hours: row.hours,
    mailsPerDay: row.mails_per_day,
    mailsPerMonth: row.mails_per_month,
    smsPerDay: row.sms_per_day,
  }
}

function recipientOf(
  row: Selectable<OfficeTables['recipient']>,
  route: RecipientRoute | undefined,
): Recipient {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    language: row.language,
    severityMin: row.severity_min,
    siteId: row.site_id,
    departmentId: row.department_id,
    ...(route && { route }),
  }
}
