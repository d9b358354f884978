import type { Transaction } from 'kysely'
import type { IncidentTables } from './incident-tables.ts'

/** An incident took this host away. */
export interface IncidentHost {
  readonly incidentId: string
  readonly hostId: string
  readonly lostMs: number
}

/** Inside the engine's own transaction; one that is known stays as it is. */
export async function addIncidentHosts<Tables extends IncidentTables>(
  tx: Transaction<Tables>,
  hosts: readonly IncidentHost[],
): Promise<void> {
  const own = tx as unknown as Transaction<IncidentTables>
  for (const { incidentId, hostId, lostMs } of hosts) {
    await own
      .insertInto('incident_host')
      .values({ incident_id: incidentId, host_id: hostId, lost_ms: lostMs })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
