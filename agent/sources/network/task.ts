/** What the poller runs: one check of one target, or one poll of one device. */
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { CheckKind, CheckOf } from '../../../contract/wire/network.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { Host } from '../../host/host.ts'
import type { Guard } from './guard.ts'
import type { KeptNote } from './kept.ts'
import type { CheckMemory } from './memory.ts'

export interface TaskParts {
  readonly host: Host
  readonly clock: Clock
  /** Resolves names and refuses addresses outside what this machine's settings allow. */
  readonly guard: Guard
  readonly signal: AbortSignal
}

export interface NetworkTask {
  /** Id of the check, or `snmp-<device id>`. */
  readonly id: string
  /** Host that the readings belong to; undefined: this agent's own. */
  readonly device: string | undefined
  readonly everySeconds: number
  /** After so long a run is given up as failed; at most a minute. */
  readonly timeoutMs: number
  /** How many probes a run counts as, for the local rate. */
  readonly probes: number
  /**
   * One run. Never throws for what the other side does: that is a reading. The poller adds the tag
   * that says whose readings they are. `egress` false: this machine itself is cut off, so that a
   * failure says nothing about the target.
   */
  run(parts: TaskParts, egress: boolean): Promise<readonly Reading[]>
}

/** Tasks with the same key that are due together are run as one (one fping for many targets). */
export interface TaskGroup {
  readonly key: string
  run(
    tasks: readonly NetworkTask[],
    parts: TaskParts,
    egress: boolean,
  ): Promise<ReadonlyMap<string, readonly Reading[]>>
}

/** One run of a check. */
export type RunCheck<Kind extends CheckKind> = (
  check: CheckOf<Kind>,
  parts: TaskParts,
  about: {
    readonly egress: boolean
    readonly memory: CheckMemory
    /** Outlives a restart. */
    readonly note: KeptNote
  },
) => Promise<readonly Reading[]>
