import type { Generated } from 'kysely'
import type { Role } from '../model/hosts.ts'

/** Tables of migration 0009. */
export interface LineTables {
  line_source: {
    id: string
    hash: string
    name: string
    role: Role
    site_id: string | null
    department_id: string | null
    series_max: number
    created_at_ms: number
    last_write_ms: number | null
    points: Generated<number>
    refused: Generated<number>
    revoked: Generated<number>
  }
  /** Hosts without an agent of ours, by the name in their points (in lower case). */
  line_host: { host_id: string; name: string; source_id: string }
  /** One row a reason, with the newest line. */
  line_refused: { source_id: string; reason: string; line: string; points: number; at_ms: number }
}
