/**
 * The words in which a measurement is declared. A family file writes `as const satisfies
 * Measurement`, so a source that writes an undeclared field, tag or unit does not compile.
 */

/** Units as Grafana knows them are derived from these; a field's name carries no unit of its own. */
export type Unit =
  | 'none'
  | 'percent'
  | 'bytes'
  | 'bytes_per_second'
  | 'bits_per_second'
  | 'seconds'
  | 'milliseconds'
  | 'days'
  | 'celsius'
  | 'rpm'
  | 'hertz'
  | 'volts'
  | 'watts'
  | 'amperes'
  | 'count'
  | 'per_second'
  | 'epoch_seconds'

interface FieldBase {
  readonly help: string
  /** Release that brought the field; the catalogue only grows. */
  readonly since: string
  /** False: kept for reports and rules, on no dashboard. */
  readonly display?: false
  /** Names people: only officers see it. */
  readonly private?: true
}
export interface FloatField extends FieldBase {
  readonly kind: 'float'
  readonly unit: Unit
  /** Digits kept after the point: the value travels as the whole number value × 10^decimals. */
  readonly decimals: number
  readonly min?: number
  readonly max?: number
  readonly counter?: true
}
export interface IntegerField extends FieldBase {
  readonly kind: 'integer'
  readonly unit: Unit
  /** Kept as a multiple of this, rounded down: finer changes mean nothing and would cost the line. */
  readonly step?: number
  readonly min?: number
  readonly max?: number
  readonly counter?: true
}
export interface BooleanField extends FieldBase {
  readonly kind: 'boolean'
}
export interface TextField extends FieldBase {
  readonly kind: 'text'
}
/** A word of a closed set with a written, append-only number. */
export interface StateField extends FieldBase {
  readonly kind: 'state'
  readonly states: Readonly<Record<string, number>>
}
/** Something that happened; judged whatever its age, once, by its text as key. */
export interface EventField extends FieldBase {
  readonly kind: 'event'
}
export type Field = FloatField | IntegerField | BooleanField | TextField | StateField | EventField
export type FieldKind = Field['kind']

export interface Tag {
  readonly help: string
  /** The closed set of values, where there is one. */
  readonly values?: readonly string[]
  /** Optional tags may be left out of a reading. */
  readonly optional?: true
}

export interface Measurement {
  readonly name: string
  readonly help: string
  readonly since: string
  readonly tags: Readonly<Record<string, Tag>>
  readonly fields: Readonly<Record<string, Field>>
}

type FieldValue<F extends Field> = F extends FloatField | IntegerField
  ? number
  : F extends BooleanField
    ? boolean
    : F extends StateField
      ? keyof F['states'] & string
      : string
type OptionalTags<M extends Measurement> = {
  [T in keyof M['tags']]: M['tags'][T] extends { readonly optional: true } ? T : never
}[keyof M['tags']]
type TagValue<T extends Tag> = T extends { readonly values: readonly (infer V)[] } ? V : string

/** The tags that a reading of M must and may carry. */
export type TagsOf<M extends Measurement> = {
  readonly [T in Exclude<keyof M['tags'], OptionalTags<M>>]: TagValue<M['tags'][T]>
} & { readonly [T in OptionalTags<M>]?: TagValue<M['tags'][T]> | undefined }

/** The fields that a reading of M may carry; `null` or left out: no value this time. */
export type FieldsOf<M extends Measurement> = {
  readonly [F in keyof M['fields']]?: FieldValue<M['fields'][F]> | null | undefined
}

export type ReadingValue = number | boolean | string | null
/** One observation of one thing, before it gets a time and a sequence number. */
export interface Reading {
  readonly measurement: Measurement
  readonly tags: Readonly<Record<string, string | undefined>>
  readonly fields: Readonly<Record<string, ReadingValue | undefined>>
  /** Id of the device's host record, where a poller speaks of another than itself. */
  readonly forHost?: string
}

/** Makes a reading whose words the compiler has checked against the catalogue. */
export function reading<const M extends Measurement>(
  measurement: M,
  tags: TagsOf<M>,
  fields: FieldsOf<M>,
): Reading {
  return { measurement, tags, fields }
}
