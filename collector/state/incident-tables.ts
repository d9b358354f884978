/** Where a link to a parent comes from; what the officer declares counts before all else. */
export type ParentSource = 'declared' | 'lldp' | 'arp' | 'gateway'

/** Tables of migration 0011. */
export interface IncidentTables {
  host_parent: { child_id: string; parent_id: string; how: ParentSource; since_ms: number }
  /** Hosts that an incident took away; its id is that of its alert. */
  incident_host: { incident_id: string; host_id: string; lost_ms: number }
  /** What each computer told of losing its power; kept when the readings behind it are gone. */
  power_loss: { host_id: string; from_ms: number; site_id: string; to_ms: number }
  /** JSON values, checked where they are read. */
  maintenance_window: { id: string; value: string }
  expected_schedule: { scope: string; value: string }
}
