/** The series dictionary in the spool's file. The field lists, shared by many series, are stored once. */
import type { DatabaseSync } from 'node:sqlite'
import * as z from 'zod/mini'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { DictionaryEntry, SeriesDictionary } from '../series-dictionary.ts'
import { integerOf, jsonOf, textOf } from './columns.ts'
import { CorruptSpool } from './storage-fault.ts'

const storedFields = z.array(
  z.object({
    name: z.string(),
    kind: z.enum(['float', 'integer', 'boolean', 'text', 'state', 'event']),
    decimals: z.int(),
    counter: z.exactOptional(z.literal(true)),
    states: z.exactOptional(z.record(z.string(), z.int())),
  }),
)
const storedTags = z.array(z.readonly(z.tuple([z.string(), z.string()])))

/** Rebuilds the dictionary; entries whose hash does not follow are a damaged file. */
export function loadDictionary(database: DatabaseSync, dictionary: SeriesDictionary): void {
  const shapes = new Map<number, Pick<SeriesDescriptor, 'measurement' | 'fields'>>()
  for (const row of database.prepare('SELECT id, measurement, fields FROM shapes').all()) {
    const fields = checked(storedFields, jsonOf(row, 'fields'))
    shapes.set(integerOf(row, 'id'), { measurement: textOf(row, 'measurement'), fields })
  }
  const entries = database.prepare('SELECT number, shape, tags, hash FROM series ORDER BY number')
  for (const row of entries.all()) {
    const shape = shapes.get(integerOf(row, 'shape'))
    if (!shape) throw new CorruptSpool('A series without its fields')
    const number = dictionary.numberOf({ ...shape, tags: checked(storedTags, jsonOf(row, 'tags')) })
    if (number !== integerOf(row, 'number') || dictionary.hash !== textOf(row, 'hash'))
      throw new CorruptSpool('The dictionary does not follow from its entries')
  }
}

/** Inside a transaction: stores the entries from `first` on. */
export function saveDictionary(
  database: DatabaseSync,
  first: number,
  entries: readonly DictionaryEntry[],
): void {
  const find = database.prepare('SELECT id FROM shapes WHERE measurement = ? AND fields = ?')
  const insertShape = database.prepare('INSERT INTO shapes (measurement, fields) VALUES (?, ?)')
  const insert = database.prepare(
    'INSERT INTO series (number, shape, tags, hash) VALUES (?, ?, ?, ?)',
  )
  entries.forEach(({ descriptor, hash }, index) => {
    const { measurement, tags, fields } = descriptor
    const text = JSON.stringify(fields)
    const known = find.get(measurement, text)
    const shape = known
      ? integerOf(known, 'id')
      : insertShape.run(measurement, text).lastInsertRowid
    insert.run(first + index, shape, JSON.stringify(tags), hash)
  })
}

function checked<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = z.safeParse(schema, value)
  if (result.success) return result.data
  throw new CorruptSpool('A stored dictionary entry has the wrong shape', { cause: result.error })
}
