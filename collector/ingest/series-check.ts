import type { Field, Measurement } from '../../contract/catalogue/grammar.ts'
import type { SeriesDescriptor, SeriesField } from '../../contract/wire/series.ts'
import type { QuarantineReason } from '../state/quarantine.ts'

/** What the rows of a series may carry, made once per shape of series and shared by all agents. */
export interface SeriesCheck {
  /** All rows of such a series are set aside. */
  readonly problem: QuarantineReason | undefined
  readonly count: number
  readonly fields: readonly SeriesField[]
  /** Least and greatest whole number of each field; NaN values pass. */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /** Codes of a state field whose numbers have holes. */
  readonly codes: readonly (ReadonlySet<number> | undefined)[] | undefined
}

/** Checks by shape: 10,000 agents announce the same few dozen. */
export class SeriesChecks {
  readonly #catalogue: ReadonlyMap<string, Measurement>
  readonly #byShape = new Map<string, SeriesCheck>()

  constructor(catalogue: ReadonlyMap<string, Measurement>) {
    this.#catalogue = catalogue
  }

  of(descriptor: SeriesDescriptor): SeriesCheck {
    const shape = JSON.stringify([descriptor.measurement, descriptor.fields])
    const known = this.#byShape.get(shape)
    if (known) return known
    const check = makeCheck(descriptor.fields, this.#catalogue.get(descriptor.measurement))
    if (this.#byShape.size < shapesMax) this.#byShape.set(shape, check)
    return check
  }
}

/** Past this, shapes of foreign series are worked out each time. */
const shapesMax = 50_000

function makeCheck(
  fields: readonly SeriesField[],
  measurement: Measurement | undefined,
): SeriesCheck {
  const least = new Float64Array(fields.length)
  const greatest = new Float64Array(fields.length)
  const codes = fields.map((field) => sparseCodes(field))
  let problem: QuarantineReason | undefined
  for (const [index, field] of fields.entries()) {
    const declared = measurement?.fields[field.name]
    if (declared && declared.kind !== field.kind) problem = 'type_conflict'
    const [low, high] = bounds(field, declared)
    least[index] = low
    greatest[index] = high
  }
  const sparse = codes.some((set) => set !== undefined)
  const count = fields.length
  return { problem, count, fields, least, greatest, codes: sparse ? codes : undefined }
}

function bounds(field: SeriesField, declared: Field | undefined): readonly [number, number] {
  if (field.kind === 'boolean') return [0, 1]
  if (field.kind === 'text' || field.kind === 'event') return [0, Number.MAX_SAFE_INTEGER]
  if (field.kind === 'state') {
    const numbers = Object.values(field.states ?? {})
    return numbers.length === 0 ? [1, 0] : [Math.min(...numbers), Math.max(...numbers)]
  }
  const scale = 10 ** field.decimals
  const range = declared && 'unit' in declared ? declared : undefined
  return [
    range?.min === undefined ? Number.MIN_SAFE_INTEGER : Math.floor(range.min * scale),
    range?.max === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(range.max * scale),
  ]
}

function sparseCodes(field: SeriesField): ReadonlySet<number> | undefined {
  if (field.kind !== 'state') return undefined
  const numbers = new Set(Object.values(field.states ?? {}))
  const dense = Math.max(...numbers) - Math.min(...numbers) + 1 === numbers.size
  return dense ? undefined : numbers
}
