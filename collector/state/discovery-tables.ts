/** Tables of migrations 0017, 0023 and 0024. */
export interface DiscoveryTables {
  discovery_subnet: {
    cidr: string
    site_id: string
    per_second: number
    every_days: number
    /** 1: also in working hours. */
    any_time: number
    /** JSON list of SNMP accesses without their secrets. */
    snmp: string
    /** Sealed JSON list of the secrets. */
    secret: string | null
    /** 1: the officer wants it now. */
    wanted: number
    /** Run that is under way or was the last, and when it was asked for. */
    run: string | null
    run_ms: number | null
    /** Of the last answer. */
    state: string | null
    done_ms: number | null
    asked: number
    answered: number
    personal: number
  }
  discovery_found: {
    id: string
    site_id: string
    /** Hardware address, else the address. */
    key: string
    cidr: string
    address: string
    mac: string | null
    /** JSON of the rest of the sighting. */
    facts: string
    /** What it said of itself, in short: when that changes, a device that was declined is new. */
    print: string
    /** The print with which it was declined. */
    declined: string | null
    decided_by: string | null
    decided_ms: number | null
    /** Of its declining, in the person's words. */
    reason: string | null
    first_ms: number
    last_ms: number
  }
  /** JSON of what a switch or router had in its tables: ports, own addresses. */
  discovery_device: { device_id: string; value: string; at_ms: number }
  /** The same of its hourly readings, without addresses of its own. */
  device_links: { device_id: string; value: string; at_ms: number }
  parent_declined: { child_id: string; parent_id: string }
}
