/**
 * The series of other programs: found by measurement, tags and the fields of a point. A point with
 * fewer fields goes to a series that has them all; a program whose points differ each time gets, in
 * the end, one series with every field.
 */
import { foreignPrefix, plainMeasurement } from '../../../contract/catalogue/foreign.ts'
import type { SeriesDescriptor, SeriesField } from '../../../contract/wire/series.ts'
import type { StoredSeries } from '../../model/store.ts'
import type { ParsedLine } from '../parse/line.ts'
import type { FieldKinds } from './field-kinds.ts'

export interface ForeignSeries {
  /** 0 until it is registered. */
  id: number
  readonly hostId: string
  readonly descriptor: SeriesDescriptor
  /** Place of each field in a row. */
  readonly places: ReadonlyMap<string, number>
}

/** Sets of fields of one measurement and set of tags; past it they are joined into one. */
const shapesMax = 4
export const sourceTag = 'source'

export class SeriesBook {
  readonly #kinds: FieldKinds
  readonly #fieldsMax: number
  readonly #byKey = new Map<string, ForeignSeries[]>()
  readonly #counts = new Map<string, number>()

  constructor(kinds: FieldKinds, fieldsMax: number) {
    this.#kinds = kinds
    this.#fieldsMax = fieldsMax
  }
  /** Series that the source has. */
  count(source: string): number {
    return this.#counts.get(source) ?? 0
  }
  /** A series that the store knows from before. */
  know({ id, hostId, descriptor }: StoredSeries): void {
    const { measurement, tags, fields } = descriptor
    if (!measurement.startsWith(foreignPrefix)) return
    const name = plainMeasurement(measurement)
    for (const field of fields) {
      const { kind } = field
      if (kind !== 'state' && kind !== 'event') this.#kinds.learn(name, field.name, kind)
    }
    this.#add(hostId, tags, { id, hostId, descriptor, places: placesOf(fields) })
  }
  /** The series of the point, or why it cannot have one. `tags` are as they are stored. */
  find(
    point: ParsedLine,
    place: { readonly hostId: string; readonly tags: SeriesDescriptor['tags'] },
    source: { readonly name: string; readonly seriesMax: number },
  ): ForeignSeries | string {
    const shapes = this.#byKey.get(keyOf(place.hostId, point.measurement, place.tags))
    const known = shapes?.find(({ places }) => hasAll(places, point.fields))
    if (known !== undefined) return this.#conflict(point) ?? known
    // Before anything is learnt of it: what is refused must not fill the memory.
    if (this.count(source.name) >= source.seriesMax) {
      return `too many series: source "${source.name}" may have ${source.seriesMax}`
    }
    const conflict = this.#conflict(point)
    if (conflict !== undefined) return conflict
    const measurement = foreignPrefix + point.measurement
    const fields = this.#fieldsOf(point, shapes ?? [])
    const series = {
      id: 0,
      hostId: place.hostId,
      descriptor: { measurement, tags: place.tags, fields },
      places: placesOf(fields),
    }
    this.#add(place.hostId, place.tags, series)
    return series
  }
  /** It could not be registered: the next point tries again. */
  forget(series: ForeignSeries): void {
    const { measurement, tags } = series.descriptor
    const shapes = this.#byKey.get(keyOf(series.hostId, plainMeasurement(measurement), tags))
    const at = shapes?.indexOf(series) ?? -1
    if (shapes === undefined || at < 0) return
    shapes.splice(at, 1)
    this.#counted(tags, -1)
  }

  #conflict({ measurement, fields }: ParsedLine): string | undefined {
    for (const [name, { kind }] of fields) {
      const fault = this.#kinds.learn(measurement, name, kind)
      if (fault !== undefined) return fault
    }
    return undefined
  }
  #fieldsOf(point: ParsedLine, shapes: readonly ForeignSeries[]): readonly SeriesField[] {
    const fields = new Map<string, SeriesField>()
    const before = shapes.length >= shapesMax ? shapes : []
    for (const one of before.flatMap(({ descriptor }) => descriptor.fields)) {
      fields.set(one.name, one)
    }
    const own = new Map<string, SeriesField>()
    for (const [name, { kind }] of point.fields) own.set(name, { name, kind, decimals: 0 })
    const all = new Map([...fields, ...own])
    return [...(all.size <= this.#fieldsMax ? all : own).values()]
  }
  #add(hostId: string, tags: SeriesDescriptor['tags'], series: ForeignSeries): void {
    const key = keyOf(hostId, plainMeasurement(series.descriptor.measurement), tags)
    const shapes = this.#byKey.get(key)
    if (shapes === undefined) this.#byKey.set(key, [series])
    else shapes.push(series)
    this.#counted(tags, 1)
  }
  #counted(tags: SeriesDescriptor['tags'], change: number): void {
    const source = tags.find(([name]) => name === sourceTag)?.[1] ?? ''
    this.#counts.set(source, this.count(source) + change)
  }
}

function placesOf(fields: readonly SeriesField[]): ReadonlyMap<string, number> {
  return new Map(fields.map(({ name }, at) => [name, at]))
}

function hasAll(places: ReadonlyMap<string, number>, fields: ParsedLine['fields']): boolean {
  if (fields.size > places.size) return false
  for (const name of fields.keys()) if (!places.has(name)) return false
  return true
}

function keyOf(hostId: string, measurement: string, tags: SeriesDescriptor['tags']): string {
  return `${hostId}\n${measurement}\n${tagsKey(tags)}`
}
/** Of the same tags once: lines of one series share them. */
const tagKeys = new WeakMap<SeriesDescriptor['tags'], string>()
function tagsKey(tags: SeriesDescriptor['tags']): string {
  let key = tagKeys.get(tags)
  if (key === undefined) {
    key = tags.map(([name, value]) => `${name}\t${value}`).join('\n')
    tagKeys.set(tags, key)
  }
  return key
}
