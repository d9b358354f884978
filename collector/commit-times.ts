/** How long rows wait until they are on the disk: the longest commit since it was last asked. */
import type { Clock } from '../lib/clock.ts'
import type { TimeSeriesStore } from './model/store.ts'

export class CommitTimes {
  readonly #clock: Pick<Clock, 'monotonic'>
  #longestMs: number | undefined

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }
  /** The same store, whose appends are timed: from the call to the durable commit or its failure. */
  timed(store: TimeSeriesStore): TimeSeriesStore {
    const append: TimeSeriesStore['append'] = async (frames, arrivalMs) => {
      const begunMs = this.#clock.monotonic()
      try {
        return await store.append(frames, arrivalMs)
      } finally {
        this.#longestMs = Math.max(this.#longestMs ?? 0, this.#clock.monotonic() - begunMs)
      }
    }
    // A class's methods are no own properties: what is not ours is asked of the store itself.
    return new Proxy(store, {
      get: (target, key) => {
        if (key === 'append') return append
        const value: unknown = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  /** Milliseconds, and forgets them; undefined: nothing was committed since. */
  take(): number | undefined {
    const longest = this.#longestMs
    this.#longestMs = undefined
    return longest
  }
}
