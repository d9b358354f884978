import type { FieldKind } from '../catalogue/grammar.ts'

/** One column of a series as announced: decoding never consults a catalogue. */
export interface SeriesField {
  readonly name: string
  readonly kind: FieldKind
  /** Digits after the point (0 unless float). */
  readonly decimals: number
  readonly counter?: true
  /** Words and their numbers (state only). */
  readonly states?: Readonly<Record<string, number>>
}

/** A series = measurement + tags + fields, as it is announced once in an agent's dictionary. */
export interface SeriesDescriptor {
  readonly measurement: string
  /** Sorted by key. */
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly fields: readonly SeriesField[]
}

/**
 * A value inside a row. Numeric kinds are whole numbers: float × 10^decimals rounded, boolean 0/1,
 * state its code. Text and event are strings. `null`: no value.
 */
export type RowValue = number | string | null

/** One reading on its way: its identity for life is (epoch, seq). */
export interface Row {
  /** Index in the agent's dictionary. */
  readonly series: number
  readonly seq: number
  /** Wall time of the agent, milliseconds since 1970 UTC. */
  readonly timeMs: number
  /** One per field of the series, in the order of the descriptor. */
  readonly values: readonly RowValue[]
}

/** Texts and events travel as strings, all other kinds as whole numbers. */
export function isTextField(field: SeriesField): boolean {
  return field.kind === 'text' || field.kind === 'event'
}
