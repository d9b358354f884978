import type { Generated } from 'kysely'

/** Tables of migrations 0007 and 0019. */
export interface OutletTables {
  /** Series 0 stands for every series of the hour. `mark` rises with each marking. */
  outlet_dirty: { hour: number; series: number; what: number; mark: number }
  /** One row. */
  outlet_cursor: {
    id: number
    /** Last commit whose rows were sent or marked. */
    commit_number: number
    /** Last alert transition that was sent. */
    transition_id: number
    /** Hours up to this one are marked for their roll-ups. */
    sealed_hour: number
    /** Time of the newest mark that the database was given; 0: none. */
    marked_at_ms: number
    /** Which database all this is about. */
    target: string
  }
  /** Open alerts: measurement and tags under which the newest point of each was written. */
  outlet_alert: { alert_id: string; point: string }
  /** Points that the database will not take, newest kept up to a bound. */
  outlet_refused: {
    id: Generated<number>
    at_ms: number
    measurement: string
    reason: string
    line: string
  }
  /** How many were refused, ever, by kind of reason. */
  outlet_refusal: { kind: string; points: number }
}
