/**
 * A writer whose answer was lost sends the same body again. Points with times of their own are the
 * same points then, and must not be stored, judged and counted twice.
 */
import { createHash } from 'node:crypto'
import type { LineAnswer } from '../state/line-door.ts'

const keptMax = 512

export class RecentWrites {
  readonly #answers = new Map<string, Promise<LineAnswer>>()

  /** The answer that the same body got or is about to get; else that of `write`. */
  async once(
    sourceId: string,
    body: Uint8Array,
    write: () => Promise<LineAnswer>,
  ): Promise<LineAnswer> {
    const key = sourceId + createHash('sha256').update(body).digest('base64')
    for (let before = this.#answers.get(key); before; before = this.#answers.get(key)) {
      const known = await before.catch(() => undefined)
      if (known !== undefined) return known
      if (this.#answers.get(key) === before) this.#answers.delete(key)
    }
    const answer = write()
    this.#answers.set(key, answer)
    // What could not be stored may come again.
    answer.catch(() => this.#answers.get(key) === answer && this.#answers.delete(key))
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= keptMax) break
      this.#answers.delete(oldest)
    }
    return answer
  }
}
