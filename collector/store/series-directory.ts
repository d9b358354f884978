/**
 * All series on the main thread. Equal tags and field lists are one object each: a fleet of 10,000
 * computers has 100,000 series of a few dozen shapes.
 */
import { createHash } from 'node:crypto'
import type { SeriesDescriptor, SeriesField } from '../../contract/wire/series.ts'
import type { SeriesDirectory, StoredSeries } from '../model/store.ts'
import type {
  OpenedMessage,
  Registered,
  RegisterLine,
  RegisterRequest,
  SeriesLine,
} from './messages.ts'
import { columnKind, type ColumnKind } from './shape.ts'

interface Shape {
  readonly fields: readonly SeriesField[]
  readonly kinds: readonly ColumnKind[]
}
export type Register = (request: RegisterRequest) => Promise<readonly Registered[]>

interface NewLine extends Omit<RegisterLine, 'fields'> {
  readonly fields: string
}
interface Waiting {
  readonly lines: readonly NewLine[]
  readonly resolve: (ids: readonly number[]) => void
  readonly reject: (error: unknown) => void
}
/** Registrations of one transaction: 10,000 agents that come at once do not wait for as many fsyncs. */
const linesMax = 5000

export class StoreDirectory implements SeriesDirectory {
  readonly #register: Register
  readonly #byId: (StoredSeries | undefined)[] = []
  readonly #shapes = new Map<string, Shape>()
  readonly #shapeOf: (Shape | undefined)[] = []
  readonly #tags = new Map<string, SeriesDescriptor['tags']>()
  readonly #byHost = new Map<string, StoredSeries[]>()
  readonly #ids = new Map<string, number>()
  #waiting: Waiting[] = []
  #sending = false

  constructor(opened: Pick<OpenedMessage, 'shapes' | 'series'>, register: Register) {
    this.#register = register
    for (const line of opened.series) this.#add(line, opened.shapes.get(line.shape) ?? '[]')
  }
  get(id: number): StoredSeries | undefined {
    return this.#byId[id]
  }
  ofHost(hostId: string): readonly StoredSeries[] {
    return this.#byHost.get(hostId) ?? []
  }
  *all(): Iterable<StoredSeries> {
    for (const series of this.#byId) if (series) yield series
  }
  readonly kindsOf = (id: number): readonly ColumnKind[] | undefined => this.#shapeOf[id]?.kinds

  async register(
    hostId: string,
    descriptors: readonly SeriesDescriptor[],
  ): Promise<readonly number[]> {
    const lines = descriptors.map((descriptor) => lineOf(hostId, descriptor))
    const known = lines.map((line) => this.#ids.get(keyOf(line)))
    const fresh = lines.filter((_, i) => known[i] === undefined)
    if (fresh.length > 0) {
      await new Promise<readonly number[]>((resolve, reject) => {
        this.#waiting.push({ lines: fresh, resolve, reject })
        if (!this.#sending) void this.#sendAll()
      })
    }
    return lines.map((line) => this.#ids.get(keyOf(line)) ?? 0)
  }
  async #sendAll(): Promise<void> {
    this.#sending = true
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      let count = 0
      let lines = 0
      for (const one of this.#waiting) {
        if (count > 0 && lines + one.lines.length > linesMax) break
        lines += one.lines.length
        count++
      }
      const group = this.#waiting.splice(0, count)
      try {
        const fresh = group.flatMap((one) => one.lines)
        const done = await this.#register(requestOf(fresh))
        for (const [index, line] of fresh.entries()) {
          const registered = done[index]
          if (registered) this.#add({ ...line, ...registered }, line.fields)
        }
        for (const { resolve } of group) resolve([])
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#sending = false
  }

  #add(line: SeriesLine, fields: string): void {
    if (this.#byId[line.id] !== undefined) return
    const shape = this.#shape(fields)
    const { measurement, hostId } = line
    const descriptor = { measurement, tags: this.#tagsOf(line.tags), fields: shape.fields }
    const series = { id: line.id, hostId, descriptor }
    while (this.#byId.length < line.id) this.#byId.push(undefined)
    while (this.#shapeOf.length < line.id) this.#shapeOf.push(undefined)
    this.#byId[line.id] = series
    this.#shapeOf[line.id] = shape
    this.#ids.set(keyOf(line), line.id)
    const ofHost = this.#byHost.get(hostId)
    if (ofHost) ofHost.push(series)
    else this.#byHost.set(hostId, [series])
  }
  #shape(json: string): Shape {
    let shape = this.#shapes.get(json)
    if (shape === undefined) {
      const fields: readonly SeriesField[] = JSON.parse(json)
      shape = { fields, kinds: fields.map(columnKind) }
      this.#shapes.set(json, shape)
    }
    return shape
  }
  #tagsOf(json: string): SeriesDescriptor['tags'] {
    let tags = this.#tags.get(json)
    if (tags === undefined) {
      const parsed: SeriesDescriptor['tags'] = JSON.parse(json)
      this.#tags.set(json, (tags = parsed))
    }
    return tags
  }
}

function keyOf({ hostId, hash }: { readonly hostId: string; readonly hash: string }): string {
  return `${hash}${hostId}`
}

function requestOf(lines: readonly NewLine[]): RegisterRequest {
  const places = new Map<string, number>()
  for (const { fields } of lines) if (!places.has(fields)) places.set(fields, places.size)
  return {
    lines: lines.map((line) => ({ ...line, fields: places.get(line.fields) ?? 0 })),
    fields: [...places.keys()],
  }
}

/** The hash is over the whole descriptor: a changed field list is another series. */
function lineOf(hostId: string, { measurement, tags, fields }: SeriesDescriptor): NewLine {
  const fieldsJson = JSON.stringify(fields.map(fieldInOrder))
  const tagsJson = JSON.stringify(tags)
  const text = JSON.stringify([measurement, tagsJson, fieldsJson])
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  return { hostId, hash, measurement, tags: tagsJson, fields: fieldsJson }
}
/** Equal fields give equal text, whatever the order in which their properties were written. */
function fieldInOrder({ name, kind, decimals, counter, states }: SeriesField): object {
  const sorted = Object.entries(states ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    name,
    kind,
    decimals,
    ...(counter ? { counter } : {}),
    ...(states ? { states: Object.fromEntries(sorted) } : {}),
  }
}
