/**
 * From a source's reading to a row's values: scaled by the declared decimals, states as their
 * codes, booleans as 0 and 1, what is no value as null. What the catalogue does not know is
 * refused here, so nothing undeclared enters the spool.
 */
import type { Field, IntegerField, Measurement, Reading, ReadingValue } from './grammar.ts'
import { limits } from '../wire/limits.ts'
import { forHostTag } from '../wire/for-host.ts'
import type { RowValue, SeriesDescriptor } from '../wire/series.ts'
import { describeFields } from './describe.ts'

/** A reading ready for a row; `problems` names fields that became null because they were wrong. */
export interface Sample {
  readonly descriptor: SeriesDescriptor
  readonly values: readonly RowValue[]
  readonly problems: readonly string[]
}
/** The whole reading is against the catalogue; nothing of it can be kept. */
export interface RefusedReading {
  readonly refused: string
}

export function sampleOf(reading: Reading): Sample | RefusedReading {
  const { measurement } = reading
  const tags = checkedTags(reading)
  if (typeof tags === 'string') return { refused: `${measurement.name}: ${tags}` }
  for (const name in reading.fields) {
    if (!Object.hasOwn(measurement.fields, name))
      return { refused: `${measurement.name}: no field ${name}` }
  }
  const { names, fields } = columnsOf(measurement)
  const values: RowValue[] = []
  let problems = noProblems
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? ''
    const field = fields[index]
    const value = field && rowValue(field, reading.fields[name] ?? null)
    if (value === undefined) problems = [...problems, `${measurement.name}.${name}`]
    values.push(value ?? null)
  }
  return {
    descriptor: { measurement: measurement.name, tags, fields: describeFields(measurement) },
    values,
    problems,
  }
}

const noProblems: readonly string[] = []
interface Columns {
  readonly names: readonly string[]
  readonly fields: readonly Field[]
}
/** The declared fields as lists: this is done for every reading of every beat. */
const columns = new WeakMap<Measurement, Columns>()

function columnsOf(measurement: Measurement): Columns {
  let known = columns.get(measurement)
  if (known === undefined) {
    known = { names: Object.keys(measurement.fields), fields: Object.values(measurement.fields) }
    columns.set(measurement, known)
  }
  return known
}

function checkedTags({ measurement, tags, forHost }: Reading): SeriesDescriptor['tags'] | string {
  for (const name in tags) {
    if (!Object.hasOwn(measurement.tags, name)) return `no tag ${name}`
  }
  const kept: [string, string][] = []
  for (const name in measurement.tags) {
    const tag = measurement.tags[name]
    const value = tags[name]
    if (tag === undefined || value === undefined || value === '') {
      if (tag?.optional) continue
      return `tag ${name} is missing`
    }
    if (tag.values && !tag.values.includes(value)) return `tag ${name} has an undeclared value`
    kept.push([name, cutText(value, limits.nameBytesMax)])
  }
  if (forHost !== undefined) kept.push([forHostTag, forHost])
  if (kept.length > limits.tagsPerSeriesMax) return 'too many tags'
  return kept.length < 2 ? kept : kept.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Undefined: the value is not of the declared kind or not in its range. */
function rowValue(field: Field, value: ReadingValue): RowValue | undefined {
  if (value === null) return null
  switch (field.kind) {
    case 'float':
    case 'integer':
      return typeof value === 'number' ? scaled(field, value) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : undefined
    case 'state':
      return typeof value === 'string' && Object.hasOwn(field.states, value)
        ? field.states[value]
        : undefined
    case 'text':
    case 'event':
      return typeof value === 'string' ? cutText(value, limits.textBytesMax) : undefined
  }
}

/** NaN and infinity are how a computation says "no value"; a range error is a wrong source. */
function scaled(
  field: Extract<Field, { kind: 'float' | 'integer' }>,
  value: number,
): number | null | undefined {
  if (!Number.isFinite(value)) return null
  if (value < (field.min ?? -Infinity) || value > (field.max ?? Infinity)) return undefined
  const whole =
    field.kind === 'float' ? Math.round(value * 10 ** field.decimals) : inSteps(field, value)
  // Adding 0 turns -0 into 0, which the wire cannot tell apart.
  return Number.isSafeInteger(whole) ? whole + 0 : undefined
}

function inSteps({ step }: IntegerField, value: number): number {
  return step === undefined ? Math.round(value) : Math.floor(value / step) * step
}

/** Of UTF-8, for one unit of UTF-16. */
const bytesPerUnitMax = 3

/** At most so many bytes of UTF-8, whole characters, no half surrogate. */
function cutText(text: string, bytesMax: number): string {
  const whole = text.toWellFormed()
  if (whole.length * bytesPerUnitMax <= bytesMax) return whole
  const bytes = Buffer.from(whole)
  if (bytes.length <= bytesMax) return whole
  let end = bytesMax
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end)
}
