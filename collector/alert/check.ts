/** What every kind of rule is to the engine: a check on one series or host, with a memory. */
import type { Calendar } from '../../config/calendar.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord, Presence } from '../model/hosts.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { Sink, Subject } from './alert-line.ts'
import type { RowView } from './condition.ts'
import type { Deadlines } from './deadlines.ts'
import type { Fit } from './forecast-fit.ts'
import type { FitAsk } from './forecast-desk.ts'
import type { LevelPlans } from './level-plans.ts'

/** What is remembered over a restart: plain JSON. */
export type Memory =
  | string
  | number
  | boolean
  | null
  | readonly Memory[]
  | { readonly [key: string]: Memory | undefined }

/** A host as the engine sees it. */
export interface HostView {
  record: HostRecord
  presence: Presence
  presenceSinceMs: number
  /** Arrival of its last frame, and of the first frame since it was last silent or we were down. */
  heardMs: number
  heardSinceMs: number
  /** Time of its latest judged row, and all time that it was seen to be on until then (A2). */
  rowMs: number
  onMs: number
  /** By how much its clock was ahead of ours when last measured. */
  clockAheadMs: number
}

export interface CheckContext {
  /** Until then what is found is the baseline and not told. */
  readonly learningUntilMs: number
  readonly subject: Subject
  readonly descriptor: SeriesDescriptor
  readonly host: HostView
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly calendar: Calendar
  readonly levelPlans: LevelPlans
  readonly seriesId: number
  /** Asks for the series' past; the answer comes by `fitted`. */
  readonly askFit: (ask: FitAsk) => void
  /** The open alert of that id, to be taken up again. */
  readonly openAlert: (id: string) => AlertRecord | undefined
}

export interface Check {
  judge(row: RowView): void
  /** Undefined: nothing worth remembering. */
  save(): Memory | undefined
  restore(memory: Memory): void
  /** What stands there now is accepted as the baseline, for checks that have one. */
  accept?(nowMs: number): void
  /** How the past of its series runs, for checks that asked for it. */
  fitted?(fit: Fit): void
  /** The thing is no longer there: its alert ends, its memory stays. */
  gone?(timeMs: number): void
  /** Lets go of deadlines; the check is replaced. */
  end(): void
  /** Its alert, so that an alert that lost its rule can be found. */
  readonly openId: string | undefined
}

export const isGroup = (memory: Memory | undefined): memory is Readonly<Record<string, Memory>> =>
  typeof memory === 'object' && memory !== null && !Array.isArray(memory)
export const numberIn = (memory: Memory | undefined, otherwise: number): number =>
  typeof memory === 'number' ? memory : otherwise
