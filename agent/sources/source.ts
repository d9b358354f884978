import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Host } from '../host/host.ts'

/** How often a source is due: `fast` follows the link profile's sample interval. */
export type Beat = 'fast' | 'disk' | 'protection' | 'daily'

/** How a fact is read, for docs/FACTS.md; one line a platform. */
export interface About {
  readonly platform: Host['platform']
  /** What it reads: files, programs, sections of the Windows query. */
  readonly read: string
  /** The least that it needs. */
  readonly privilege: 'user' | 'administrator'
  /** Measured or expected, and which. */
  readonly cost: string
  /** What was tried on a real system or recording, in a few words. */
  readonly tried: string
}

export interface SourceContext {
  readonly host: Host
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * One subject that the agent can read. `start` gives the function that reads once; it may keep
 * what it needs between readings (counters for a rate). Throws NotPresent when the machine has no
 * such thing. Success and duration are measured by the scheduler, never by the source.
 */
export interface Source {
  readonly name: string
  readonly beat: Beat
  readonly timeoutMs: number
  readonly platforms: readonly Host['platform'][]
  /** One entry a platform; sources of the spine that read /proc and /sys have none. */
  readonly about?: readonly About[]
  /** Names of the measurements that it writes. */
  readonly measurements: readonly string[]
  start(
    context: Pick<SourceContext, 'host' | 'clock'>,
  ): (context: SourceContext) => Promise<readonly Reading[]> | readonly Reading[]
}
