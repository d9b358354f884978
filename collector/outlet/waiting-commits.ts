/** Commits on their way to the database: a short queue, and the store for what did not fit. */
import type { Commit, TimeSeriesStore } from '../model.ts'

const queueMax = 64
const takenMax = 64

export class WaitingCommits {
  readonly #store: Pick<TimeSeriesStore, 'commitsAfter'>
  #queue: Commit[] = []
  #newest = 0

  constructor(store: Pick<TimeSeriesStore, 'commitsAfter'>) {
    this.#store = store
  }
  /** Number of the newest commit that was offered. */
  get newest(): number {
    return this.#newest
  }
  offer(commit: Commit): void {
    this.#newest = Math.max(this.#newest, commit.number)
    if (this.#queue.length < queueMax) this.#queue.push(commit)
  }
  /** The next commits above the cursor, in order; none: there are no more. */
  async take(cursor: number): Promise<readonly Commit[]> {
    this.#queue = this.#queue.filter(({ number }) => number > cursor)
    if (this.#queue[0]?.number === cursor + 1) {
      const run = this.#queue.findIndex(({ number }, at) => number !== cursor + 1 + at)
      return this.#queue.splice(0, run < 0 ? this.#queue.length : run)
    }
    return this.#store.commitsAfter(cursor, takenMax)
  }
}
