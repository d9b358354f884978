/**
 * The agent does little and lives long on other people's computers: V8 may be slower and must be
 * smaller.
 */
import v8 from 'node:v8'
import type { Clock } from '../lib/clock.ts'

/**
 * The compilers to machine code (turbofan, maglev, sparkplug) never earn back what they cost a
 * program that works two milliseconds a beat. Code that ran at the start only is thrown away at the
 * next collection and not after the sixth.
 */
const anyTime = [
  '--no-opt',
  '--no-maglev',
  '--no-sparkplug',
  '--optimize-for-size',
  '--bytecode-old-age=1',
] as const

/** Full collections leave no holes, and `collectGarbage` may ask for them. */
const collector = ['--max-semi-space-size=1', '--compact-on-every-full-gc', '--expose-gc'] as const

/** Not tried with the Node before, and Node ends at a flag that it does not know. */
const singleThreadedSince = 24

/**
 * With what Node starts the agent: config/systemd/mlinzi-agent.service, `mlinzi up` and the Windows
 * service host. Measured: 2.6 MB less private memory than with `preferSmallMemory` alone. V8 lays
 * out its heap at the start; changing that or its collector's threads later does nothing or ends
 * the process. `nodeVersion` is that of the Node to start, such as 24.21.0.
 */
export function nodeFlagsFor(nodeVersion: string): readonly string[] {
  const major = Number.parseInt(nodeVersion, 10)
  return [
    ...anyTime,
    ...collector,
    ...(major >= singleThreadedSince ? ['--single-threaded-gc'] : []),
  ]
}

/**
 * Of the agent's process where the C library is glibc; others do not know them. One heap instead of
 * one a thread, and freed memory goes back to the system soon.
 */
export const mallocEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '0',
}

/** For an agent that was started without them. */
export function preferSmallMemory(): void {
  for (const flag of anyTime) v8.setFlagsFromString(flag)
}

/** After the first readings, after the heavy ones that wait for a booting computer, then hourly. */
const collectionWaitsMs = [120_000, 900_000] as const
const collectionEveryMs = 3_600_000

/**
 * Collects all garbage after the start and once an hour, until the signal is aborted: V8 by itself
 * waits until its heap is full, and keeps freed pages for itself. Costs 60 ms. Does nothing for an
 * agent that was started without `nodeFlagsFor`.
 */
export async function collectGarbage(clock: Clock, signal: AbortSignal): Promise<void> {
  const { gc } = globalThis
  if (typeof gc !== 'function') return
  for (let count = 0; ; count++) {
    await clock.sleep(collectionWaitsMs[count] ?? collectionEveryMs, signal).catch(() => undefined)
    if (signal.aborted) return
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
}
