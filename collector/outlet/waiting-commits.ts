/** Commits on their way to the database: a short queue, and the store for what did not fit. */
import type { Commit, TimeSeriesStore } from '../model/store.ts'
import type { LiveFeed } from './live-feed.ts'

const queueMax = 64
const takenMax = 64
/** How far it came is written down after so many at the latest. */
const atOnceMax = 256

export class WaitingCommits {
  readonly #store: Pick<TimeSeriesStore, 'commitsAfter'>
  #queue: Commit[] = []

  constructor(store: Pick<TimeSeriesStore, 'commitsAfter'>) {
    this.#store = store
  }
  offer(commit: Commit): void {
    if (this.#queue.length < queueMax) this.#queue.push(commit)
  }
  /** Those in the queue that follow the cursor without a gap, in order; none: the store may have some. */
  queued(cursor: number): readonly Commit[] {
    this.#queue = this.#queue.filter(({ number }) => number > cursor)
    if (this.#queue[0]?.number !== cursor + 1) return []
    const run = this.#queue.findIndex(({ number }, at) => number !== cursor + 1 + at)
    return this.#queue.splice(0, run < 0 ? this.#queue.length : run)
  }
  /** The next ones above the cursor, in order; none: there are no more. */
  stored(cursor: number): Promise<readonly Commit[]> {
    return this.#store.commitsAfter(cursor, takenMax)
  }
}

/**
 * Feeds the commits after the cursor: while rows are on their way the next are made. On return all
 * up to `commit` are settled; `more`: there may be others. `onGap`: commits are missing in the store.
 */
export async function feedCommits(
  waiting: WaitingCommits,
  live: Pick<LiveFeed, 'feed' | 'flush' | 'settled'>,
  cursor: { readonly commit: number; readonly sealedHour: number },
  onGap: () => void,
): Promise<{ readonly commit: number; readonly more: boolean }> {
  let { commit } = cursor
  const most = commit + atOnceMax
  try {
    while (commit < most) {
      let commits = waiting.queued(commit)
      if (commits.length === 0) {
        await live.flush()
        commits = await waiting.stored(commit)
      }
      const [first] = commits
      if (first === undefined) break
      if (first.number > commit + 1) onGap()
      await live.feed(commits, cursor.sealedHour)
      commit = commits.at(-1)?.number ?? commit
    }
  } finally {
    await live.settled()
  }
  return { commit, more: commit >= most }
}
