/** The fiscal year of Tanzania's public offices: July to June, in four quarters, in the office's zone. */
import { instantAt, type LocalTime } from './office-time.ts'

export interface FiscalQuarter {
  /** The year in which it began: 2026 for 2026/2027. */
  readonly startYear: number
  /** 1: July to September; 4: April to June. */
  readonly quarter: 1 | 2 | 3 | 4
  readonly fromMs: number
  /** The first instant of the next quarter. */
  readonly toMs: number
}

const quarters = [3, 3, 3, 4, 4, 4, 1, 1, 1, 2, 2, 2] as const

export function fiscalQuarter(local: (ms: number) => LocalTime, ms: number): FiscalQuarter {
  const { year, month } = local(ms)
  const first = month - ((month - 1) % 3)
  return {
    startYear: month >= 7 ? year : year - 1,
    quarter: quarters[month - 1] ?? 1,
    fromMs: instantAt(local, year, first, 1, 0),
    toMs: instantAt(local, year, first + 3, 1, 0),
  }
}
