/** Tables of migration 0013. */
export interface NetworkTables {
  network_device: {
    host_id: string
    address: string
    poller_host_id: string | null
    /** JSON of the SNMP access without its secrets. */
    snmp: string | null
    /** Sealed JSON of the secrets. */
    secret: string | null
  }
  network_site: { site_id: string; poller_host_id: string }
  network_check: {
    id: string
    name: string
    device_id: string | null
    /** JSON of the check without its secrets. */
    settings: string
    /** Sealed JSON of the secrets. */
    secret: string | null
    /** JSON list of host ids. */
    pollers: string
    enabled: number
    created_at_ms: number
  }
  network_speaker: { poller_host_id: string; device_id: string; last_ms: number }
  network_revision: { id: number; revision: number }
}
