/** What the alert engine has done in its memory once a minute and once a day. */
import type { EngineState, ReadersOf } from '../state/alert-engine.ts'
import { aliveMs, dayMs } from './engine-times.ts'

export class Housekeeping {
  readonly #state: Pick<EngineState, 'tick' | 'forget'>
  #tickedMs = 0
  #forgotMs = 0
  constructor(state: Pick<EngineState, 'tick' | 'forget'>) {
    this.#state = state
  }
  /** The clock may have jumped back as well. */
  due(nowMs: number): boolean {
    return Math.abs(nowMs - this.#tickedMs) >= aliveMs
  }
  /** Ids of the alerts that were put away. */
  async turn(nowMs: number, readers: ReadersOf): Promise<readonly string[]> {
    const away = await this.#state.tick(nowMs, readers)
    this.#tickedMs = nowMs
    if (Math.abs(nowMs - this.#forgotMs) < dayMs) return away
    this.#forgotMs = nowMs
    await this.#state.forget(nowMs)
    return away
  }
}
