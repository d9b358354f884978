/** Hosts that no agent of ours stands on: another program's points name them. */
import type { Kysely } from 'kysely'
import type { Role } from '../model/hosts.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { LineTables } from './line-tables.ts'
import { newId } from './secret-text.ts'

export interface LineHost {
  readonly hostId: string
  /** In lower case, as points are compared. */
  readonly name: string
  readonly sourceId: string
}
interface SourcePlace {
  readonly id: string
  readonly role: Role
  readonly siteId: string | null
  readonly departmentId: string | null
}
export interface LineHosts {
  hosts(): Promise<readonly LineHost[]>
  /** Makes a host of the fleet with the source's role and place. Answers its id. */
  addHost(source: SourcePlace, name: string, nowMs: number): Promise<string>
}

export function createLineHosts(db: Kysely<LineTables & IdentityTables>): LineHosts {
  return {
    hosts: async () =>
      (await db.selectFrom('line_host').selectAll().execute()).map((row) => ({
        hostId: row.host_id,
        name: row.name,
        sourceId: row.source_id,
      })),
    addHost: (source, name, nowMs) =>
      db.transaction().execute(async (transaction) => {
        const id = newId()
        await transaction
          .insertInto('host')
          .values({
            id,
            name,
            site_id: source.siteId,
            department_id: source.departmentId,
            role: source.role,
            critical: 0,
            simulated: 0,
            labels: '{}',
            confirmed: 1,
            created_at_ms: nowMs,
            last_seen_ms: null,
            presence: 'never_seen',
            presence_since_ms: null,
            clock_offset_seconds: null,
            agent_version: null,
          })
          .execute()
        await transaction
          .insertInto('line_host')
          .values({ host_id: id, name: name.toLowerCase(), source_id: source.id })
          .execute()
        return id
      }),
  }
}
