import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'
import type { WindowsFacts } from '../../host/windows/facts.ts'

/**
 * What the fast tier of the Windows query last told, for sources that are read with every sample: a
 * sample never waits for PowerShell, so an answer is there at the reading after it came.
 */
export class LatestWindows {
  #asking = false
  #facts: WindowsFacts | undefined
  #queryError: { readonly error: unknown } | undefined
  #readError: { readonly error: unknown } | undefined
  #takenMs: number | undefined

  /** What `read` makes of each new answer; in between nothing, or again what it threw. */
  readings(host: Host, read: (facts: WindowsFacts) => readonly Reading[]): readonly Reading[] {
    const facts = this.known(host)
    if (this.#queryError) throw this.#queryError.error
    if (!facts) return []
    if (facts.observedAtMs === this.#takenMs) {
      if (this.#readError) throw this.#readError.error
      return []
    }
    this.#takenMs = facts.observedAtMs
    this.#readError = undefined
    try {
      return read(facts)
    } catch (error) {
      this.#readError = { error }
      throw error
    }
  }

  /** The newest answer, whether or not it was there before; undefined when there is none yet. */
  known(host: Host): WindowsFacts | undefined {
    if (!this.#asking) void this.#ask(host)
    return this.#facts
  }

  async #ask(host: Host): Promise<void> {
    this.#asking = true
    try {
      this.#facts = await host.windows('fast')
      this.#queryError = undefined
    } catch (error) {
      // The next reading throws it, so that it becomes the source's state.
      this.#queryError = { error }
    } finally {
      this.#asking = false
    }
  }
}
