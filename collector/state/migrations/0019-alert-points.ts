import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * How severe an alert became with each transition, and under which name its newest point stands in
 * the database that it is told to.
 */
export const alertPointsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('alert_transition').addColumn('severity', 'text').execute()
    // Of an alert whose severity never changed it is known; of the others from the last change on.
    await sql`
      update alert_transition set severity =
        (select severity from alert where alert.id = alert_transition.alert_id)
      where id >= coalesce(
        (select max(id) from alert_transition as changed
         where changed.alert_id = alert_transition.alert_id
           and changed.kind in ('worsened', 'eased')), 0)`.execute(db)
    await db.schema
      .createTable('outlet_alert')
      .addColumn('alert_id', 'text', (column) => column.primaryKey())
      .addColumn('point', 'text', (column) => column.notNull())
      .execute()
  },
}
