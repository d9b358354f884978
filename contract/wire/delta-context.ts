import { ContextJournal, type ContextChange, type ContextPoint } from './context-journal.ts'
import { endOfPlace, wordsAt } from './context-place.ts'
import { wordCount, wordMask } from './row-layout.ts'
import { isTextField, type SeriesDescriptor } from './series.ts'

export type SeriesOf = (index: number) => SeriesDescriptor | undefined

/** A longer text is not remembered and is sent again with each row; it bounds a context's memory. */
export const rememberedTextUnitsMax = 64
/** A longer pause between frames is not taken for a beat. */
const stepMsMax = 86_400_000

/**
 * The previous row of every series, against which the next is coded. All values lie in one flat
 * array: a collector holds one or two contexts per agent and 10,000 agents.
 *
 * A series has a place in it (context-place.ts); NaN is "no value". Texts lie in a map by cell.
 */
export class DeltaContext {
  timeMs = 0
  /** Expected distance to the next frame's first row. */
  stepMs = 0
  nextSeq = 0
  boot = 0
  offsetMs = 0
  /** Place 0 is never given; the NaN makes V8 choose unboxed doubles. */
  cells: number[] = [Number.NaN]
  #texts: Map<number, string> | undefined
  /** By series index; 0: not met yet. */
  #places: number[] = []
  #grown = false
  /** Stamp of the places whose old content is in the journal. */
  #generation = 0
  /** Of the changes since `begin`; kept for the next when they end. */
  readonly #journal = new ContextJournal()
  #open = false

  /** Place of a series; undefined when nobody announced it. */
  placeOf(series: number, seriesOf: SeriesOf): number | undefined {
    const known = this.#places[series]
    if (known !== undefined && known !== 0) return known
    const descriptor = seriesOf(series)
    if (descriptor === undefined) return undefined
    while (this.#places.length <= series) this.#places.push(0)
    this.#grown = true
    return (this.#places[series] = this.#newPlace(descriptor))
  }

  #newPlace({ fields }: SeriesDescriptor): number {
    const place = this.cells.length
    this.cells.push(0, fields.some(isTextField) ? -fields.length : fields.length)
    for (let word = 0; word < wordCount(fields.length); word++)
      this.cells.push(wordMask(fields.length, word))
    for (let field = 0; field < fields.length; field++) this.cells.push(Number.NaN)
    return place
  }

  textAt(cell: number): string | null {
    return this.#texts?.get(cell) ?? null
  }

  rememberText(cell: number, text: string | null): void {
    if (text === null || text.length > rememberedTextUnitsMax) this.#texts?.delete(cell)
    else (this.#texts ??= new Map()).set(cell, text)
  }

  /** Must be called before a place's content is changed. */
  touch(place: number): void {
    if (this.cells[place] === this.#generation) return
    if (this.#open) this.#journal.add(place, this.cells, this.#texts)
    this.cells[place] = this.#generation
  }

  /** From here on, all changes can be undone. */
  begin(): void {
    if (this.#open) throw new RangeError('the changes before are still open')
    this.#generation++
    this.#open = true
    this.#journal.begin(this, this.stepMs)
  }

  /** Gives back room that is not needed, before the changes since `begin` are kept for a while. */
  trim(): void {
    if (this.#open) this.#journal.trim()
    if (!this.#grown) return
    this.cells = this.cells.slice()
    this.#places = this.#places.slice()
    this.#grown = false
  }

  /** Makes the changes since `begin` part of this context. */
  commit(): void {
    const { point } = this.#endJournal()
    this.stepMs = stepBetween(point.timeMs, this.timeMs)
  }

  /** Undoes the changes since `begin` and says what they were. */
  rollback(): ContextChange {
    const journal = this.#endJournal()
    const { timeMs, nextSeq, boot, offsetMs } = this
    const change = journal.restore(this.cells, this.#texts)
    this.#moveTo(journal.point, journal.stepMs)
    return { point: { timeMs, nextSeq, boot, offsetMs }, ...change }
  }

  #endJournal(): ContextJournal {
    if (!this.#open) throw new RangeError('no changes are open')
    this.#open = false
    return this.#journal
  }

  /** Makes the change of a frame that was rolled back part of this context. */
  apply({ point, cells, texts }: ContextChange): void {
    let at = 0
    while (at < cells.length) {
      const place = cells[at++] ?? 0
      const end = endOfPlace(place, this.cells)
      for (let cell = place + wordsAt; cell < end; cell++) {
        this.cells[cell] = cells[at++] ?? Number.NaN
        if (this.#texts !== undefined || texts !== undefined)
          this.rememberText(cell, texts?.get(cell) ?? null)
      }
    }
    this.#moveTo(point, stepBetween(this.timeMs, point.timeMs))
  }

  #moveTo(point: ContextPoint, stepMs: number): void {
    this.timeMs = point.timeMs
    this.stepMs = stepMs
    this.nextSeq = point.nextSeq
    this.boot = point.boot
    this.offsetMs = point.offsetMs
  }
}

function stepBetween(fromMs: number, toMs: number): number {
  const stepMs = toMs - fromMs
  return stepMs >= 0 && stepMs <= stepMsMax ? stepMs : 0
}
