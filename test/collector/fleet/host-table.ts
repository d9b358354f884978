import type { HostRecord, Presence, Role } from '../../../collector/model/hosts.ts'

export function host(id: string, role: Role, change: Partial<HostRecord> = {}): HostRecord {
  return {
    id,
    name: id,
    siteId: 'hq',
    departmentId: null,
    role,
    critical: false,
    simulated: false,
    labels: {},
    createdAtMs: 0,
    lastSeenMs: null,
    presence: 'never_seen',
    presenceSinceMs: null,
    clockOffsetSeconds: null,
    agentVersion: null,
    inventory: null,
    ...change,
  }
}

/** The hosts' table: what presence writes is what it reads after a restart. */
export class Hosts {
  records: HostRecord[] = []
  failing = false
  all = async (): Promise<readonly HostRecord[]> => this.records
  setPresence = async (id: string, presence: Presence, presenceSinceMs: number): Promise<void> => {
    if (this.failing) throw new Error('disk')
    this.#change(id, { presence, presenceSinceMs })
  }
  setContact = async (id: string, { atMs }: { readonly atMs: number }): Promise<void> => {
    this.#change(id, { lastSeenMs: atMs })
  }
  #change(id: string, change: Partial<HostRecord>): void {
    this.records = this.records.map((record) =>
      record.id === id ? { ...record, ...change } : record,
    )
  }
}
