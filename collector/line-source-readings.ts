/** What came of other programs' points as readings of the collector: changes at once, all each hour. */
import { lineSource } from '../contract/catalogue/families/line-source.ts'
import { reading, type Reading } from '../contract/catalogue/grammar.ts'
import type { LineSource } from './state/line-sources.ts'

const hourMs = 3_600_000

export class LineSourceReadings {
  /** By name: what was told, and when. */
  readonly #told = new Map<string, { readonly counts: string; readonly atMs: number }>()

  due(sources: readonly LineSource[], nowMs: number): readonly Reading[] {
    const used = sources.filter(({ revoked }) => !revoked)
    for (const name of this.#told.keys()) {
      if (!used.some((one) => one.name === name)) this.#told.delete(name)
    }
    return used
      .filter((one) => this.#isDue(one, nowMs))
      .map(({ name, points, refused, lastWriteMs }) => {
        const idle = lastWriteMs === null ? null : Math.max(0, nowMs - lastWriteMs) / 1000
        const counts = { points, refused, idle: idle && Math.round(idle) }
        return reading(lineSource, { source: name }, counts)
      })
  }
  #isDue({ name, points, refused }: LineSource, nowMs: number): boolean {
    const counts = `${points} ${refused}`
    const before = this.#told.get(name)
    if (before?.counts === counts && Math.abs(nowMs - before.atMs) < hourMs) return false
    this.#told.set(name, { counts, atMs: nowMs })
    return true
  }
}
