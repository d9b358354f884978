import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Why what was found is not to be a device. */
export const foundReasonMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('discovery_found').addColumn('reason', 'text').execute()
  },
}
