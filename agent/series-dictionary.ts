/**
 * Which number each series has in this agent's dictionary. Numbers rise by one and are kept in
 * the spool, so that a reconnect repeats nothing; the chain hash proves that the collector holds
 * the same entries.
 */
import { chainHash, emptyDictionaryHash } from '../contract/wire/dictionary.ts'
import { limits } from '../contract/wire/limits.ts'
import type { SeriesDescriptor, SeriesField } from '../contract/wire/series.ts'

export interface DictionaryEntry {
  readonly descriptor: SeriesDescriptor
  /** Chain hash over this entry and all before it, hex. */
  readonly hash: string
}

/** No tag's name holds it, and a value stands behind its length. */
const keyMark = '\u0000'

export class SeriesDictionary {
  #entries: DictionaryEntry[] = []
  readonly #numbers = new Map<string, number>()
  readonly #shapeNumbers = new Map<string, number>()
  readonly #shapesSeen = new WeakMap<readonly SeriesField[], number>()

  get count(): number {
    return this.#entries.length
  }
  /** Of all entries; what `hello` names. */
  get hash(): string {
    return this.#entries.at(-1)?.hash ?? emptyDictionaryHash
  }
  /** Chain hash over the first `count` entries; undefined when there are fewer. */
  hashAt(count: number): string | undefined {
    return count === 0 ? emptyDictionaryHash : this.#entries[count - 1]?.hash
  }
  at(number: number): SeriesDescriptor | undefined {
    return this.#entries[number]?.descriptor
  }
  from(first: number): readonly DictionaryEntry[] {
    return this.#entries.slice(first)
  }
  /**
   * The series' number, a new one if need be; undefined when the dictionary is full. Throws
   * FrameError (bad_series) for a descriptor that cannot be announced.
   */
  numberOf(descriptor: SeriesDescriptor): number | undefined {
    const key = this.#keyOf(descriptor)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    if (this.count >= limits.seriesPerAgentMax) return undefined
    return this.#add(descriptor, key)
  }
  clear(): void {
    this.#entries = []
    this.#numbers.clear()
  }
  #add(descriptor: SeriesDescriptor, key: string): number {
    const number = this.count
    this.#entries.push({ descriptor, hash: chainHash(this.hash, descriptor) })
    this.#numbers.set(key, number)
    return number
  }
  #keyOf({ measurement, tags, fields }: SeriesDescriptor): string {
    let shape = this.#shapesSeen.get(fields)
    if (shape === undefined) {
      const shapeKey = JSON.stringify([measurement, fields])
      shape = this.#shapeNumbers.get(shapeKey) ?? this.#shapeNumbers.size
      this.#shapeNumbers.set(shapeKey, shape)
      this.#shapesSeen.set(fields, shape)
    }
    let key = String(shape)
    for (const [name, value] of tags)
      key += keyMark + name + keyMark + value.length + keyMark + value
    return key
  }
}
