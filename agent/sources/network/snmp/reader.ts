/** A reader knows one MIB: which objects it needs and how often, and what they mean. */
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import type { Column } from './walk.ts'
import type { Value } from './values.ts'

/** fast: with every beat of the device; slow: every 5 minutes; rare: every hour. */
export type Tier = 'fast' | 'slow' | 'rare'

/** What has been read of a device so far, by object id. */
export interface View {
  scalar(oid: string): Value | undefined
  column(base: string): Column
}
export interface DecodeContext {
  /** Milliseconds that never jump, at the reading of the fast tier. */
  readonly monotonicMs: number
  readonly nowMs: number
  /** Tiers that were read this time. */
  readonly tiers: ReadonlySet<Tier>
  /** Names of ports behind which another device or many addresses were seen. */
  readonly busyPorts: ReadonlySet<string>
  /** The device has restarted since the last reading: its counters began anew. */
  readonly restarted: boolean
}
export type Needs = Readonly<Partial<Record<Tier, readonly string[]>>>

export interface Reader {
  readonly name: string
  /** The reader is used where one of these subtrees has anything in it. */
  readonly probes: readonly string[]
  readonly scalars?: Needs
  readonly columns?: Needs
  /** Columns that need not be read again, because others tell the same better. */
  spare?(view: View): readonly string[]
  /** One for each device; it may remember what it needs for a rate. */
  start(): (view: View, context: DecodeContext) => readonly Reading[]
}
