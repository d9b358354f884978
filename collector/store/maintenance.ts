/** The owner's regular round: one at a time, each step even when the one before found no room. */
import { toMessage } from './errors.ts'
import { deletePast, dropOldestDay, shrink, shrinkWholly, trimLog } from './retention.ts'
import { Roller } from './rolling.ts'
import { Sealer } from './sealing.ts'
import type { WriterState } from './writer-state.ts'

export class Maintenance {
  readonly #state: WriterState
  readonly #sealer: Sealer
  readonly #roller: Roller
  #running: Promise<void> = Promise.resolve()
  #relieving = false

  constructor(state: WriterState) {
    this.#state = state
    this.#sealer = new Sealer(state)
    this.#roller = new Roller(state)
  }
  /** Resolves when everything that was due at that time is done. */
  run(nowMs: number): Promise<void> {
    return this.#after(() => this.#round(nowMs))
  }
  async #round(nowMs: number): Promise<void> {
    const state = this.#state
    const steps = [
      () => this.#sealer.sealOver(nowMs),
      () => this.#roller.rollOver(nowMs),
      () => trimLog(state),
      () => deletePast(state, nowMs),
      () => shrink(state),
    ]
    const failures: unknown[] = []
    for (const step of steps) {
      try {
        await step()
      } catch (error) {
        // Deleting what is old is just what helps a full disk.
        if (toMessage(error, state.settings.path).code !== 'store_full') throw error
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
  /** The day that was given up, if there was one; what it took is free on the disk then. */
  dropOldest(nowMs: number): Promise<number | undefined> {
    return this.#after(async () => {
      const dayMs = await dropOldestDay(this.#state, nowMs)
      await shrinkWholly(this.#state)
      return dayMs
    })
  }
  /** Seals early when the open rows need too much memory (a flood of history). */
  relieve(bytesMax: number): void {
    if (this.#relieving || this.#state.open.bytes <= bytesMax) return
    this.#relieving = true
    this.#after(() => this.#sealer.sealDownTo(bytesMax / 2))
      .catch((error: unknown) => {
        const { text } = toMessage(error, this.#state.settings.path)
        const sentence = 'Open rows could not be sealed early'
        this.#state.say({ level: 'warn', fields: { reason: text }, sentence })
      })
      .finally(() => (this.#relieving = false))
  }
  #after<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#running.then(work)
    this.#running = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }
  /** When the running round is over. */
  idle(): Promise<void> {
    return this.#running
  }
}
