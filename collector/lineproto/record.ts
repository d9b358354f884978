/** What came of each source's writes, kept in memory and written down by the owner's timer. */
import type { Log } from '../../lib/log.ts'
import type { LineRefusal } from '../state/line-refusals.ts'
import type { LineSourcesRepository, LineTally } from '../state/line-sources.ts'
import type { LineFinding } from '../state/line-door.ts'

const lineShown = 200
const reasonShown = 300
/** Reasons that wait; a flood of different ones is counted and not told one by one. */
const waitingMax = 1000

export class WriteRecord {
  readonly #state: Pick<LineSourcesRepository, 'note' | 'refuse'>
  readonly #log: Log
  #tallies = new Map<string, LineTally>()
  #refusals = new Map<string, LineRefusal>()
  /** Since the start. */
  points = 0
  refused = 0

  constructor(state: Pick<LineSourcesRepository, 'note' | 'refuse'>, log: Log) {
    this.#state = state
    this.#log = log
  }
  add(sourceId: string, atMs: number, points: number, refused: readonly LineFinding[]): void {
    this.points += points
    this.refused += refused.length
    this.#tally({ sourceId, lastWriteMs: atMs, points, refused: refused.length })
    for (const { line, reason } of refused) {
      this.#refuse({
        sourceId,
        reason: reason.slice(0, reasonShown),
        line: line.slice(0, lineShown),
        points: 1,
        atMs,
      })
    }
  }
  /** What cannot be written now waits for the next time. */
  async save(): Promise<void> {
    const tallies = [...this.#tallies.values()]
    const refusals = [...this.#refusals.values()]
    if (tallies.length === 0 && refusals.length === 0) return
    this.#tallies = new Map()
    this.#refusals = new Map()
    try {
      await this.#state.note(tallies)
    } catch (error) {
      for (const tally of tallies) this.#tally(tally)
      this.#log.warn({ error }, 'What programs wrote could not be counted')
    }
    try {
      await this.#state.refuse(refusals)
    } catch (error) {
      for (const refusal of refusals) this.#refuse(refusal)
      this.#log.warn({ error }, 'What programs wrote in vain could not be written down')
    }
  }
  #tally(more: LineTally): void {
    const before = this.#tallies.get(more.sourceId)
    this.#tallies.set(more.sourceId, {
      sourceId: more.sourceId,
      lastWriteMs: Math.max(before?.lastWriteMs ?? 0, more.lastWriteMs),
      points: (before?.points ?? 0) + more.points,
      refused: (before?.refused ?? 0) + more.refused,
    })
  }
  #refuse(more: LineRefusal): void {
    const key = `${more.sourceId} ${more.reason}`
    const before = this.#refusals.get(key)
    if (before === undefined && this.#refusals.size >= waitingMax) return
    const newer = before !== undefined && before.atMs > more.atMs ? before : more
    this.#refusals.set(key, { ...newer, points: (before?.points ?? 0) + more.points })
  }
}
