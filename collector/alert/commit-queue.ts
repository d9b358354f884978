/** Commits on their way to judgement: a short queue, and the store for what did not fit. */
import type { Commit, TimeSeriesStore } from '../model/store.ts'

const queueMax = 64
const batchMax = 64

export class CommitQueue {
  readonly #store: Pick<TimeSeriesStore, 'commitsAfter'>
  #queue: Commit[] = []
  /** The store may have commits that are not here. True at first: what came while we were down. */
  #behind = true
  constructor(store: Pick<TimeSeriesStore, 'commitsAfter'>) {
    this.#store = store
  }
  get length(): number {
    return this.#queue.length
  }
  /** A full queue drops the commit; it is read from the store in its turn. */
  offer(commit: Commit): void {
    if (this.#queue.length >= queueMax) this.#behind = true
    else this.#queue.push(commit)
  }
  /** The next commits above the cursor, and whether there are more. */
  async take(cursor: number): Promise<{ commits: readonly Commit[]; more: boolean }> {
    this.#dropUntil(cursor)
    const first = this.#queue[0]
    if (this.#behind || (first && first.number > cursor + 1)) {
      this.#behind = false
      const stored = await this.#store.commitsAfter(cursor, batchMax).catch((error: unknown) => {
        this.#behind = true
        throw error
      })
      if (stored.length > 0) {
        this.#behind = true
        return { commits: stored, more: true }
      }
      this.#dropUntil(cursor)
    }
    const commits = this.#queue.splice(0, batchMax)
    return { commits, more: this.#behind || this.#queue.length > 0 }
  }
  #dropUntil(cursor: number): void {
    this.#queue = this.#queue.filter((commit) => commit.number > cursor)
  }
}
