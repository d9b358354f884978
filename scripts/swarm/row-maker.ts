import { sampleOf } from '../../contract/catalogue/sample.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { chainHash, emptyDictionaryHash } from '../../contract/wire/dictionary.ts'
import type { Row, SeriesDescriptor } from '../../contract/wire/series.ts'

/** A dictionary and sequence numbers without a spool: a swarm keeps nothing on disk. */
export class RowMaker {
  readonly descriptors: SeriesDescriptor[] = []
  readonly #hashes: string[] = [emptyDictionaryHash]
  readonly #indexes = new Map<string, number>()
  #seq = 0

  /** Chain hash over the first `count` entries; undefined when there are not so many. */
  hashAt(count: number): string | undefined {
    return this.#hashes[count]
  }
  /** Throws when a reading is against the catalogue: the simulation itself is wrong then. */
  rows(readings: readonly Reading[], timeMs: number): Row[] {
    return readings.map((reading) => {
      const sample = sampleOf(reading)
      if ('refused' in sample) throw new Error(sample.refused)
      const series = this.#indexOf(sample.descriptor)
      return { series, seq: ++this.#seq, timeMs, values: sample.values }
    })
  }
  /** The fields follow from the measurement: the catalogue is the only source here. */
  #indexOf(descriptor: SeriesDescriptor): number {
    const key = `${descriptor.measurement} ${JSON.stringify(descriptor.tags)}`
    let index = this.#indexes.get(key)
    if (index === undefined) {
      index = this.descriptors.push(descriptor) - 1
      this.#hashes.push(chainHash(this.#hashes[index] ?? emptyDictionaryHash, descriptor))
      this.#indexes.set(key, index)
    }
    return index
  }
}

/** Values that the row has; a field that the computer does not know travels as a missing one. */
export function presentValues({ values }: Row): number {
  let count = 0
  for (const value of values) if (value !== null) count++
  return count
}
