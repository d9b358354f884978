/** What a person had before him when he said what a host hangs on; `declared`: his own knowledge. */
export const parentSources = ['declared', 'lldp', 'bridge', 'gateway'] as const
export type ParentSource = (typeof parentSources)[number]

/** Tables of migrations 0011 and 0023. */
export interface IncidentTables {
  host_parent: {
    child_id: string
    parent_id: string
    how: ParentSource
    since_ms: number
    /** Of the parent. */
    port: string | null
    said_by: string | null
  }
  /** Hosts that an incident took away; its id is that of its alert. */
  incident_host: { incident_id: string; host_id: string; lost_ms: number }
  /** What each computer told of losing its power; kept when the readings behind it are gone. */
  power_loss: { host_id: string; from_ms: number; site_id: string; to_ms: number }
  /** JSON values, checked where they are read. */
  maintenance_window: { id: string; value: string }
  expected_schedule: { scope: string; value: string }
}
