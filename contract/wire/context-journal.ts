import { endOfPlace, wordsAt } from './context-place.ts'

/** Where a run of rows ended. */
export interface ContextPoint {
  /** Time of the newest frame's first row. */
  readonly timeMs: number
  readonly nextSeq: number
  readonly boot: number
  readonly offsetMs: number
}

/** What a frame changes in a context. */
export interface ContextChange {
  readonly point: ContextPoint
  /** For each series that the frame touched: its place, then its bitmap and values. */
  readonly cells: readonly number[]
  readonly texts: ReadonlyMap<number, string> | undefined
}

/**
 * What places held before they were touched, so that a frame's changes can be undone. A context
 * uses one over and over: most frames change the same series as the frame before.
 */
export class ContextJournal {
  #point: ContextPoint = { timeMs: 0, nextSeq: 0, boot: 0, offsetMs: 0 }
  #stepMs = 0
  /** As in ContextChange, up to `#length`; the NaN makes V8 choose unboxed doubles. */
  #cells: number[] = [Number.NaN]
  #length = 0
  #grown = false
  #texts: Map<number, string> | undefined

  /** Where the context stood. */
  get point(): ContextPoint {
    return this.#point
  }
  get stepMs(): number {
    return this.#stepMs
  }

  /** Forgets what it holds; the context stands here now. */
  begin({ timeMs, nextSeq, boot, offsetMs }: ContextPoint, stepMs: number): void {
    this.#point = { timeMs, nextSeq, boot, offsetMs }
    this.#stepMs = stepMs
    this.#length = 0
    this.#texts = undefined
  }

  add(
    place: number,
    cells: readonly number[],
    texts: ReadonlyMap<number, string> | undefined,
  ): void {
    const end = endOfPlace(place, cells)
    const mine = this.#cells
    let at = this.#length
    this.#grown ||= at + 1 + end - place - wordsAt > mine.length
    mine[at++] = place
    for (let cell = place + wordsAt; cell < end; cell++) mine[at++] = cells[cell] ?? Number.NaN
    this.#length = at
    if (texts === undefined) return
    for (let cell = place + wordsAt; cell < end; cell++) {
      const text = texts.get(cell)
      if (text !== undefined) (this.#texts ??= new Map()).set(cell, text)
    }
  }

  /** Gives back the room that growing arrays take beforehand: a journal may be kept for long. */
  trim(): void {
    if (!this.#grown) return
    this.#cells = this.#cells.slice()
    this.#grown = false
  }

  /** Puts the old content back; gives the content that was there instead. */
  restore(
    cells: number[],
    texts: Map<number, string> | undefined,
  ): Pick<ContextChange, 'cells' | 'texts'> {
    const changed = this.#cells.slice(0, this.#length)
    const changedTexts = new Map<number, string>()
    for (let at = 0; at < changed.length;) {
      const place = changed[at++] ?? 0
      const end = endOfPlace(place, cells)
      for (let cell = place + wordsAt; cell < end; cell++, at++) {
        changed[at] = cells[cell] ?? Number.NaN
        cells[cell] = this.#cells[at] ?? Number.NaN
        if (texts !== undefined) this.#restoreText(cell, texts, changedTexts)
      }
    }
    return { cells: changed, texts: changedTexts.size === 0 ? undefined : changedTexts }
  }

  #restoreText(cell: number, texts: Map<number, string>, changed: Map<number, string>): void {
    const text = texts.get(cell)
    if (text !== undefined) changed.set(cell, text)
    const old = this.#texts?.get(cell)
    if (old === undefined) texts.delete(cell)
    else texts.set(cell, old)
  }
}
