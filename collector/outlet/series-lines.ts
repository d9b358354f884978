/** Lines of stored series: their names, tags and types come from the announced descriptor. */
import { plainMeasurement } from '../../contract/catalogue/foreign.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { SeriesDirectory } from '../model/store.ts'
import type { LineBatch } from './line-batch.ts'
import { fieldWriter, nanoseconds, seriesKey, type FieldWriter } from './line-protocol.ts'
import { packedWriter, type PackedWriter } from './packed-fields.ts'

/** What the office says of a host, as words. */
export interface HostTags {
  readonly name: string
  readonly site: string
  readonly department: string
  readonly role: string
}
/** InfluxDB 3 fixes a table's tags with its first point: there is always a word. */
export const noPlace = 'none'

export interface SeriesLinesParts {
  readonly series: Pick<SeriesDirectory, 'get'>
  /** The same object until something of it changes. Undefined: no such host. */
  readonly tagsOf: (hostId: string) => HostTags | undefined
  readonly keepsTexts: boolean
  /** Tags that a measurement may leave out, for databases that want the same ones always. */
  readonly optionalTags?: (measurement: string) => readonly string[]
}
export interface SeriesText {
  readonly descriptor: SeriesDescriptor
  /** Measurement and tags, ready. */
  readonly key: string
  readonly writers: readonly (FieldWriter | undefined)[]
  readonly keyBytes: Uint8Array
  readonly packedWriters: readonly (PackedWriter | undefined)[]
  readonly host: HostTags | undefined
  readonly hostId: string
}

/** Built lines' beginnings that are kept; a fleet's series, and few bytes each. */
const keptMax = 200_000

export class SeriesLines {
  readonly #parts: SeriesLinesParts
  readonly #texts = new Map<number, SeriesText>()

  constructor(parts: SeriesLinesParts) {
    this.#parts = parts
  }
  text(id: number): SeriesText | undefined {
    const known = this.#texts.get(id)
    if (known && this.#parts.tagsOf(known.hostId) === known.host) return known
    const stored = this.#parts.series.get(id)
    if (stored === undefined) return undefined
    if (this.#texts.size >= keptMax) this.#texts.clear()
    const { descriptor, hostId } = stored
    const name = plainMeasurement(descriptor.measurement)
    const key = seriesKey(name, this.#tags(descriptor, hostId))
    const { keepsTexts } = this.#parts
    const made: SeriesText = {
      descriptor,
      hostId,
      host: this.#parts.tagsOf(hostId),
      key,
      keyBytes: Buffer.from(key),
      writers: descriptor.fields.map((field) => fieldWriter(field, keepsTexts)),
      packedWriters: descriptor.fields.map((field) => packedWriter(field, keepsTexts)),
    }
    this.#texts.set(id, made)
    return made
  }
  /** Tags of a point that belongs to a host, or to none. */
  hostTags(hostId: string): readonly (readonly [string, string])[] {
    const host = this.#parts.tagsOf(hostId)
    return [
      ['host', host?.name ?? hostId],
      ['host_id', hostId],
      ['site', host?.site || noPlace],
      ['department', host?.department || noPlace],
      ['role', host?.role || noPlace],
    ]
  }
  #tags(
    { measurement, tags }: SeriesDescriptor,
    hostId: string,
  ): readonly (readonly [string, string])[] {
    const office = this.hostTags(hostId)
    const taken = new Set(office.map(([name]) => name))
    const own = tags.map(
      ([name, value]) => [taken.has(name) ? `own_${name}` : name, value] as const,
    )
    const there = new Set(tags.map(([name]) => name))
    const absent = (this.#parts.optionalTags?.(measurement) ?? []).filter(
      (name) => !there.has(name),
    )
    return [...office, ...own, ...absent.map((name) => [name, noPlace] as const)]
  }
}

/** Writes the line of a packed row. False: it has no value that can be kept. */
export function writePacked(
  batch: LineBatch,
  text: SeriesText,
  data: Float64Array,
  first: number,
  strings: readonly string[],
  timeMs: number,
): boolean {
  batch.begin(text.keyBytes)
  const writers = text.packedWriters
  for (let at = 0; at < writers.length; at++) {
    const value = data[first + at] ?? Number.NaN
    if (!Number.isNaN(value)) writers[at]?.(batch, value, strings)
  }
  return batch.end(timeMs)
}

/** The line of a row as the store answers it: values in the fields' units. */
export function plainLine(
  text: SeriesText,
  values: readonly (number | string | null | undefined)[],
  timeMs: number,
): string | undefined {
  const fields: string[] = []
  for (const [at, write] of text.writers.entries()) {
    const value = values[at]
    if (write !== undefined && value !== null && value !== undefined) fields.push(write(value))
  }
  return fields.length === 0 ? undefined : `${text.key} ${fields.join(',')} ${nanoseconds(timeMs)}`
}
