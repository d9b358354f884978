import type { Beat } from './beat.ts'
import type { Ledger } from './ledger.ts'

/** More than a collector leaves unacknowledged in daily life. */
const beatsMax = 80

interface RecentBeat {
  readonly epoch: string
  readonly first: number
  readonly last: number
  readonly timeMs: number
}

/**
 * The times of the newest beats, so that in daily life nobody has to decode a block to learn how
 * old the oldest waiting row is.
 */
export class RecentBeats {
  #beats: RecentBeat[] = []

  add({ epoch, rows }: Beat): void {
    const first = rows[0]
    const last = rows.at(-1)
    if (!first || !last) return
    this.#beats.push({ epoch, first: first.seq, last: last.seq, timeMs: first.timeMs })
    if (this.#beats.length > beatsMax) this.#beats.shift()
  }
  /** Wall time of the oldest open row; undefined when rows older than these beats are open. */
  oldestOpenMs(ledger: Ledger): number | undefined {
    let rows = 0
    this.#beats = this.#beats.filter(({ epoch, first, last }) => {
      const gaps = ledger.get(epoch)?.closed.gaps([first, last]) ?? []
      for (const [from, to] of gaps) rows += to - from + 1
      return gaps.length > 0
    })
    return rows === ledger.backlogRows ? this.#beats[0]?.timeMs : undefined
  }
}
