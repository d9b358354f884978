import fc from 'fast-check'
import type { FieldKind } from '../../../contract/catalogue/grammar.ts'
import type { Row, RowValue, SeriesDescriptor } from '../../../contract/wire/series.ts'

const name = fc.stringMatching(/^[a-zåßあ_][a-z0-9_ ü]{0,12}$/u)
const wellFormed = fc.string({ unit: 'grapheme', maxLength: 12 })
const kinds: readonly FieldKind[] = ['float', 'integer', 'boolean', 'text', 'state', 'event']

const states = fc
  .uniqueArray(name, { minLength: 1, maxLength: 6 })
  .map((words) => Object.fromEntries(words.map((word, code) => [word, code * 7 - 3])))
const field = fc
  .record({
    name,
    kind: fc.constantFrom(...kinds),
    decimals: fc.integer({ min: 0, max: 15 }),
    counter: fc.boolean(),
    states,
  })
  .map(({ name: fieldName, kind, decimals, counter, states: words }) => ({
    name: fieldName,
    kind,
    decimals: kind === 'float' ? decimals : 0,
    ...(counter && (kind === 'float' || kind === 'integer') ? { counter: true as const } : {}),
    ...(kind === 'state' ? { states: words } : {}),
  }))

export const descriptors: fc.Arbitrary<SeriesDescriptor> = fc.record({
  measurement: name,
  tags: fc
    .uniqueArray(fc.tuple(name, wellFormed), { selector: ([key]) => key, maxLength: 4 })
    .map((tags) => tags.toSorted(([left], [right]) => (left < right ? -1 : 1))),
  fields: fc.uniqueArray(field, {
    selector: ({ name: fieldName }) => fieldName,
    minLength: 1,
    maxLength: 40,
  }),
})
export const dictionaries = fc.array(descriptors, { minLength: 1, maxLength: 8 })

const numbers = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: -40_000, max: 40_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((n) => n * 512) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
      2 ** 52,
      -(2 ** 52),
      2 ** 52 - 1,
      2 ** 52 - 2,
      2 ** 52 - 3,
      2 ** 31,
      -(2 ** 31) - 1,
    ),
  },
)
const texts = fc.oneof(
  fc.constantFrom('', 'ok', 'Trojan.Generic'),
  wellFormed,
  fc.string({ minLength: 60, maxLength: 80 }),
)

interface RowSeed {
  readonly series: number
  readonly seqGap: number
  readonly timeStep: number
  readonly numbers: readonly (number | null)[]
  readonly texts: readonly (string | null)[]
  /** Fields whose value is that of the series' row before. */
  readonly kept: readonly boolean[]
}
const rowSeed: fc.Arbitrary<RowSeed> = fc.record({
  series: fc.nat(1000),
  seqGap: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(1_000_000)),
  timeStep: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    fc.integer({ min: -100_000_000, max: 100_000_000 }),
    fc.integer({ min: -(2 ** 45), max: 2 ** 45 }),
  ),
  numbers: fc.array(fc.option(numbers, { freq: 5 }), { minLength: 3, maxLength: 12 }),
  texts: fc.array(fc.option(texts, { freq: 3 }), { minLength: 1, maxLength: 4 }),
  kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
})

/** Rows of a dictionary: any order of series, gaps in seq, times back and forth, nulls, texts. */
export const journeys: fc.Arbitrary<{
  readonly dictionary: readonly SeriesDescriptor[]
  readonly rows: readonly Row[]
}> = fc
  .tuple(dictionaries, fc.array(rowSeed, { minLength: 1, maxLength: 60 }), fc.nat(2 ** 40))
  .map(([dictionary, seeds, seq]) => ({ dictionary, rows: grow(dictionary, seeds, seq) }))

function grow(
  dictionary: readonly SeriesDescriptor[],
  seeds: readonly RowSeed[],
  from: number,
): Row[] {
  const previous = new Map<number, readonly RowValue[]>()
  let seq = from
  let timeMs = 1_760_000_000_000
  return seeds.map((seed, index) => {
    // Often the next series in order, as a beat gives them.
    const series = (seed.series % 3 === 0 ? seed.series : index) % dictionary.length
    seq += seed.seqGap
    timeMs += seed.timeStep
    if (Math.abs(timeMs) > 2 ** 51) timeMs = 0
    const values = valuesOf(dictionary[series], seed, previous.get(series))
    previous.set(series, values)
    return { series, seq: seq++, timeMs, values }
  })
}

function valuesOf(
  descriptor: SeriesDescriptor | undefined,
  seed: RowSeed,
  previous: readonly RowValue[] | undefined,
): RowValue[] {
  return (descriptor?.fields ?? []).map(({ kind }, index) => {
    if (previous !== undefined && seed.kept[index % seed.kept.length] === true)
      return previous[index] ?? null
    return kind === 'text' || kind === 'event'
      ? (seed.texts[index % seed.texts.length] ?? null)
      : (seed.numbers[index % seed.numbers.length] ?? null)
  })
}
