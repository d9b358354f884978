import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { SpoolFiles } from './files.ts'

export interface SpoolOptions {
  readonly path: string
  readonly clock: Clock
  /** What tells this boot of the machine from another: any text that is new at each boot. */
  readonly bootId: string
  readonly files: SpoolFiles
  readonly log: Log
  readonly bytesMax?: number
  readonly ageMaxDays?: number
  /** Space left to others on the disk; below it the spool shrinks. */
  readonly freeBytesMin?: number
  /** Rows that wait in memory while the disk takes none. */
  readonly waitingRowsMax?: number
  /** FULL: what `append` returned is durable. OFF is for the test that must lose data. */
  readonly synchronous?: 'FULL' | 'OFF'
}

/** 20 MB hold 30 days at 60 s × 60 values. */
export const spoolDefaults = {
  bytesMax: 20_000_000,
  ageMaxDays: 30,
  freeBytesMin: 64_000_000,
  waitingRowsMax: 20_000,
  synchronous: 'FULL',
} as const

/** However little room the disk has, the spool may use so much. */
export const bytesFloor = 1_000_000
