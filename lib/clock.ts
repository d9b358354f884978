/**
 * All time that the program reads or waits for comes through a Clock, so that tests can run a
 * working day in a second. No other file calls Date.now, setTimeout or setInterval.
 */
export interface Clock {
  /** Wall time, milliseconds since 1970 UTC. May jump; may be wrong by years. */
  now(): number
  /** Milliseconds that never jump; stops while the machine is suspended. */
  monotonic(): number
  /** Milliseconds since the machine's boot, time asleep included. */
  uptime(): number
  /** Resolves after the given time; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Calls once after the given time; the returned function cancels. Never keeps a process alive. */
  after(milliseconds: number, callback: () => void): () => void
}
