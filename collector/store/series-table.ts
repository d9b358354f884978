/** Series and their shapes on the writer's side. Ids rise and are never used again. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SeriesField } from '../../contract/wire/series.ts'
import { numberOf, textOf } from './file.ts'
import type { Registered, RegisterRequest, SeriesLine } from './messages.ts'
import { columnKind, type ColumnKind } from './shape.ts'

export function kindsOfFields(fields: string): readonly ColumnKind[] {
  const parsed: readonly SeriesField[] = JSON.parse(fields)
  return parsed.map(columnKind)
}

export class SeriesTable {
  readonly #database: DatabaseSync
  readonly #shapes = new Map<number, string>()
  readonly #kindsOfShape = new Map<number, readonly ColumnKind[]>()
  readonly #kinds: (readonly ColumnKind[] | undefined)[] = []
  readonly #find: StatementSync
  readonly #insert: StatementSync
  count = 0

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#find = database.prepare('SELECT id, shape FROM series WHERE host_id=? AND hash=?')
    this.#insert = database.prepare(
      'INSERT INTO series(host_id, hash, measurement, tags, shape) VALUES(?,?,?,?,?)',
    )
  }
  load(): { shapes: ReadonlyMap<number, string>; series: SeriesLine[] } {
    for (const row of this.#database.prepare('SELECT id, fields FROM shape').iterate()) {
      this.#addShape(numberOf(row, 'id'), textOf(row, 'fields'))
    }
    const series: SeriesLine[] = []
    const all = this.#database.prepare(
      'SELECT id, host_id, hash, measurement, tags, shape FROM series',
    )
    for (const row of all.iterate()) {
      const line = {
        id: numberOf(row, 'id'),
        hostId: textOf(row, 'host_id'),
        hash: textOf(row, 'hash'),
        measurement: textOf(row, 'measurement'),
        tags: textOf(row, 'tags'),
        shape: numberOf(row, 'shape'),
      }
      series.push(line)
      this.#adopt(line.id, line.shape)
    }
    return { shapes: this.#shapes, series }
  }
  readonly kindsOf = (series: number): readonly ColumnKind[] | undefined => this.#kinds[series]

  /** Inside a transaction; `adopt` the result after COMMIT. */
  register({ lines, fields }: RegisterRequest): Registered[] {
    const shapes = fields.map((one) => this.#shapeOf(one))
    return lines.map((line) => {
      const known = this.#find.get(line.hostId, line.hash)
      if (known) return { id: numberOf(known, 'id'), shape: numberOf(known, 'shape') }
      const shape = shapes[line.fields] ?? 0
      const { lastInsertRowid } = this.#insert.run(
        line.hostId,
        line.hash,
        line.measurement,
        line.tags,
        shape,
      )
      return { id: Number(lastInsertRowid), shape }
    })
  }
  /** In a transaction: they and their newest rows are no more; their ids are never used again. */
  forget(ids: readonly number[]): void {
    const series = this.#database.prepare('DELETE FROM series WHERE id=?')
    const latest = this.#database.prepare('DELETE FROM latest WHERE series=?')
    for (const id of ids) {
      series.run(id)
      latest.run(id)
      this.#kinds[id] = undefined
      this.count--
    }
  }
  adopt({ lines, fields }: RegisterRequest, registered: readonly Registered[]): void {
    for (const [index, { id, shape }] of registered.entries()) {
      this.#addShape(shape, fields[lines[index]?.fields ?? 0] ?? '[]')
      this.#adopt(id, shape)
    }
  }
  #shapeOf(fields: string): number {
    this.#database.prepare('INSERT OR IGNORE INTO shape(fields) VALUES(?)').run(fields)
    return numberOf(this.#database.prepare('SELECT id FROM shape WHERE fields=?').get(fields), 'id')
  }
  #addShape(id: number, fields: string): void {
    if (this.#shapes.has(id)) return
    this.#shapes.set(id, fields)
    this.#kindsOfShape.set(id, kindsOfFields(fields))
  }
  #adopt(series: number, shape: number): void {
    if (this.#kinds[series] === undefined) this.count++
    while (this.#kinds.length < series) this.#kinds.push(undefined)
    this.#kinds[series] = this.#kindsOfShape.get(shape) ?? []
  }
}
