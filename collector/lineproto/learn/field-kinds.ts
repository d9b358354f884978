/**
 * What type each field of each measurement has: of ours the catalogue's, of others' the first that
 * came. The database behind us refuses a second type, so it is refused here, where it is told.
 */
import type { Measurement } from '../../../contract/catalogue/grammar.ts'
import type { LineValue } from '../parse/field-value.ts'

type LineKind = LineValue['kind']
const influxNames: Readonly<Record<LineKind, string>> = {
  float: 'float',
  integer: 'integer',
  boolean: 'boolean',
  text: 'string',
}

export class FieldKinds {
  readonly #fieldsMax: number
  readonly #known = new Map<string, Map<string, LineKind>>()

  constructor(catalogue: Iterable<Measurement>, fieldsMax: number) {
    this.#fieldsMax = fieldsMax
    for (const { name, fields } of catalogue) {
      for (const [field, { kind }] of Object.entries(fields)) {
        this.#set(name, field, kind === 'state' || kind === 'event' ? 'text' : kind)
        // As the outlet writes a state: its word, and its number beside it.
        if (kind === 'state') this.#set(name, `${field}_code`, 'integer')
      }
    }
  }
  /** Undefined: the field may have this type, and has it from now on. Else why not. */
  learn(measurement: string, field: string, kind: LineKind): string | undefined {
    const fields = this.#known.get(measurement)
    const known = fields?.get(field)
    if (known === kind) return undefined
    if (known !== undefined) {
      return (
        `field type conflict: input field "${field}" on measurement "${measurement}" is type ` +
        `${influxNames[kind]}, already exists as type ${influxNames[known]}`
      )
    }
    if ((fields?.size ?? 0) >= this.#fieldsMax) {
      return `too many fields: measurement "${measurement}" may have ${this.#fieldsMax}`
    }
    this.#set(measurement, field, kind)
    return undefined
  }
  #set(measurement: string, field: string, kind: LineKind): void {
    let fields = this.#known.get(measurement)
    if (fields === undefined) this.#known.set(measurement, (fields = new Map()))
    fields.set(field, kind)
  }
}
