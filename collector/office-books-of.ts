/** The office's books for its InfluxDB: alerts, incidents and power cuts, out of the state. */
import { zoneReader } from '../config/office-time.ts'
import type { Rule } from '../config/rule.ts'
import type { Clock } from '../lib/clock.ts'
import { IncidentBook } from './fleet/incident-book.ts'
import type { PowerRegister } from './fleet/power-register.ts'
import type { TimeSeriesStore } from './model/store.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { OfficeBooks } from './outlet/office-books.ts'
import type { Repositories } from './repositories.ts'

export function officeBooks(parts: {
  readonly repositories: Pick<Repositories, 'alertCases' | 'incidents'>
  readonly power: PowerRegister
  readonly store: TimeSeriesStore
  readonly watch: OfficeWatch
  readonly clock: Clock
  readonly rules: () => readonly Rule[]
}): OfficeBooks {
  const { repositories, power, store, watch, clock, rules } = parts
  const { alertCases: cases, incidents } = repositories
  const cuts = power.cuts.bind(power)
  return {
    cases,
    incidents: new IncidentBook({ incidents, store, cuts, rules, clock }),
    power,
    local: (ms) => zoneReader(watch.calendar.zone)(ms),
  }
}
