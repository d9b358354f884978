/** A rule's conditions against one row, in place: whole numbers against whole numbers. */
import type { Comparison, Condition } from '../../config/rule.ts'
import type { SeriesDescriptor, SeriesField } from '../../contract/wire/series.ts'

/** The row under judgement; one object is reused for all rows. */
export interface RowView {
  data: Float64Array
  /** Index of the row's first value. */
  base: number
  strings: readonly string[]
  timeMs: number
  arrivalMs: number
  /** Live and later than all that was judged of its series. */
  fresh: boolean
  /** Time since the series' row before, while the host was on (A2). */
  observedMs: number
}

/** Unknown is neither (A3). */
export type Truth = 'yes' | 'no' | 'unknown'

export interface CompiledCondition {
  readonly column: number
  readonly comparison: Comparison
  readonly limit: number
  readonly codes: readonly number[]
  readonly unknownCodes: readonly number[]
  /** Set for text columns: the words themselves. */
  readonly words: readonly string[] | null
}

/** Undefined: the series has no such column, so nothing can be known. */
export function compileCondition(
  condition: Condition,
  descriptor: SeriesDescriptor,
  unknownWords: readonly string[] = [],
): CompiledCondition | undefined {
  const column = descriptor.fields.findIndex((field) => field.name === condition.field)
  const field = descriptor.fields[column]
  if (!field) return undefined
  const { comparison, value } = condition
  const base = { column, comparison, limit: 0, codes: [], unknownCodes: [], words: null }
  if (typeof value === 'number') return { ...base, limit: scaled(value, field) }
  if (field.kind === 'text' || field.kind === 'event') return { ...base, words: value }
  return {
    ...base,
    codes: value.map((word) => codeOf(word, field)),
    // A word that the condition itself names does say something.
    unknownCodes: unknownWords
      .filter((word) => !value.includes(word))
      .map((word) => codeOf(word, field)),
  }
}

/** Undefined when any of the columns is missing. */
export function compileAll(
  conditions: readonly Condition[],
  descriptor: SeriesDescriptor,
  unknownWords: readonly string[] = [],
): readonly CompiledCondition[] | undefined {
  const compiled = conditions.map((one) => compileCondition(one, descriptor, unknownWords))
  return compiled.every((one) => one !== undefined) ? compiled : undefined
}

/** 1.1 × 10 is 11.000000000000002, which no row would ever reach. */
function scaled(value: number, field: SeriesField): number {
  return Math.round(value * 10 ** field.decimals * 1e6) / 1e6
}

function codeOf(word: string, field: SeriesField): number {
  if (field.kind === 'boolean') return word === 'true' ? 1 : word === 'false' ? 0 : Number.NaN
  if (field.states) return field.states[word] ?? Number.NaN
  return scaled(Number(word), field)
}

export function truthOf(condition: CompiledCondition, row: RowView): Truth {
  const value = row.data[row.base + condition.column] ?? Number.NaN
  if (Number.isNaN(value) || condition.unknownCodes.includes(value)) return 'unknown'
  return holds(condition, value, row) ? 'yes' : 'no'
}

function holds(condition: CompiledCondition, value: number, row: RowView): boolean {
  switch (condition.comparison) {
    case 'above':
      return value > condition.limit
    case 'below':
      return value < condition.limit
    case 'atLeast':
      return value >= condition.limit
    case 'atMost':
      return value <= condition.limit
    default:
      return isOneOf(condition, value, row) === (condition.comparison === 'is')
  }
}

function isOneOf({ words, codes }: CompiledCondition, value: number, row: RowView): boolean {
  return words === null ? codes.includes(value) : words.includes(row.strings[value] ?? '')
}

/** All hold; one that does not hold decides, whatever is unknown beside it. */
export function allOf(conditions: readonly CompiledCondition[], row: RowView): Truth {
  let all: Truth = 'yes'
  for (const condition of conditions) {
    const truth = truthOf(condition, row)
    if (truth === 'no') return 'no'
    if (truth === 'unknown') all = 'unknown'
  }
  return all
}

/** Any holds. */
export function anyOf(conditions: readonly CompiledCondition[], row: RowView): Truth {
  let any: Truth = 'no'
  for (const condition of conditions) {
    const truth = truthOf(condition, row)
    if (truth === 'yes') return 'yes'
    if (truth === 'unknown') any = 'unknown'
  }
  return any
}

/** The row's values in their units, by field name, for the texts. */
export function rowValuesByName(
  descriptor: SeriesDescriptor,
  row: RowView,
): Record<string, string | number> {
  const values: Record<string, string | number> = Object.fromEntries(descriptor.tags)
  for (const [column, field] of descriptor.fields.entries()) {
    const value = row.data[row.base + column]
    if (value === undefined || Number.isNaN(value)) continue
    values[field.name] = shown(value, field, row)
  }
  return values
}

export function shown(value: number, field: SeriesField, row: RowView): string | number {
  switch (field.kind) {
    case 'text':
    case 'event':
      return (row.strings[value] ?? '').slice(0, 255)
    case 'boolean':
      return value === 1 ? 'true' : 'false'
    case 'state':
      return wordOf(value, field)
    default:
      return value / 10 ** field.decimals
  }
}

function wordOf(code: number, { states = {} }: SeriesField): string {
  const entry = Object.entries(states).find(([, number]) => number === code)
  return entry?.[0] ?? String(code)
}
