import type { Generated } from 'kysely'

/** Staff notice, usage, installed programs, removable devices. */
export interface RegistersTables {
  /** Each confirmation and withdrawal; the newest counts. */
  staff_notice: {
    id: Generated<number>
    at_ms: number
    actor: string
    state: 'confirmed' | 'withdrawn'
    days: number
  }
  /** What a day's facts of usage come to; they are kept nowhere else. */
  usage_day: {
    host_id: string
    /** Of the office: yyyy-mm-dd. */
    day: string
    last_ms: number
    on_seconds: number
    used_seconds: number
    logons: number | null
    failed_logons: number | null
    users: string
  }
  /** Hosts whose list of programs has been seen. */
  software_list: { host_id: string; at_ms: number; left_out: number }
  software: { host_id: string; name: string; version: string; publisher: string }
  software_change: {
    id: Generated<number>
    host_id: string
    at_ms: number
    kind: 'installed' | 'removed' | 'updated'
    name: string
    version_before: string
    version_after: string
  }
  /** The office's own sticks. */
  removable_device: {
    device: string
    label: string
    holder: string
    note: string
    registered_at_ms: number
    registered_by: string
  }
  /** Where each device was plugged in. */
  removable_seen: { device: string; host_id: string; first_ms: number; last_ms: number }
}
