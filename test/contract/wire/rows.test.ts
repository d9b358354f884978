import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '../../../contract/wire/bytes.ts'
import { DeltaContext } from '../../../contract/wire/delta-context.ts'
import { limits } from '../../../contract/wire/limits.ts'
import { emptyPackedRows } from '../../../contract/wire/packed-rows.ts'
import { decodeRows } from '../../../contract/wire/row-decoder.ts'
import { RowEncoder } from '../../../contract/wire/row-encoder.ts'
import { packRows, unpackRows } from '../../../contract/wire/row-packing.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import { journeys } from './arbitraries.ts'
import { machineSeries } from './sample-machine.ts'

const mixed: SeriesDescriptor = {
  measurement: 'antivirus',
  tags: [],
  fields: [
    { name: 'age', kind: 'float', decimals: 1 },
    { name: 'engine', kind: 'text', decimals: 0 },
    { name: 'found', kind: 'event', decimals: 0 },
  ],
}
const row = (values: Row['values'], more: Partial<Row> = {}): Row => ({
  series: 0,
  seq: 0,
  timeMs: 0,
  values,
  ...more,
})

/** Codes the rows in runs of the given length and reads them back. */
function roundTrip(
  dictionary: readonly SeriesDescriptor[],
  rows: readonly Row[],
  run = 1000,
): Row[] {
  const seriesOf = (index: number): SeriesDescriptor | undefined => dictionary[index]
  const sent = new DeltaContext()
  const received = new DeltaContext()
  const back: Row[] = []
  for (let start = 0; start < rows.length; start += run) {
    const into = new ByteWriter()
    for (const context of [sent, received]) context.timeMs = rows[start]?.timeMs ?? 0
    const encoder = new RowEncoder(sent, seriesOf)
    for (const next of rows.slice(start, start + run)) encoder.encode(next, into)
    const packed = emptyPackedRows(1)
    decodeRows(new ByteReader(into.copy()), received, seriesOf, packed)
    back.push(...unpackRows(packed, seriesOf))
  }
  return back
}

describe('rows', () => {
  it('come back as they were, in whatever order of series, with gaps, nulls and texts', () => {
    fc.assert(
      fc.property(journeys, fc.integer({ min: 1, max: 70 }), ({ dictionary, rows }, run) => {
        expect(roundTrip(dictionary, rows, run)).toEqual(rows)
      }),
      { numRuns: 300 },
    )
  })

  it('carry differences that do not fit into 53 bits', () => {
    const huge = [
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
      0,
      null,
      0,
      -(2 ** 52),
      2 ** 52,
    ]
    const series: SeriesDescriptor = { ...mixed, fields: mixed.fields.slice(0, 1) }
    const rows = huge.map((value, seq) => row([value], { seq }))
    expect(roundTrip([series], rows)).toEqual(rows)
  })

  it('take a byte for two or three rows in which nothing has changed', () => {
    const into = new ByteWriter()
    const encoder = new RowEncoder(new DeltaContext(), () => mixed)
    for (let series = 0; series < 3; series++)
      encoder.encode(row([null, null, null], { series, seq: series }), into)
    expect(into.length).toBe(1)
  })

  it('do not repeat a short text that has not changed, and do repeat a long one', () => {
    const bytesOf = (text: string): number => {
      const context = new DeltaContext()
      const into = new ByteWriter()
      for (const seq of [0, 1]) {
        into.truncate(0)
        new RowEncoder(context, () => mixed).encode(row([1, text, null], { seq }), into)
      }
      return into.length
    }
    expect(bytesOf('x'.repeat(64))).toBe(1)
    expect(bytesOf('x'.repeat(65))).toBeGreaterThan(65)
  })

  it.each([
    ['bits behind the last field', [0, 0b0100_0000, 8]],
    ['a repeated difference where none came before', [0, 0b01, 3]],
    ['a code that says nothing', [0, 0b11, 8, 5]],
  ])('with %s are refused', (_what, bytes) => {
    const swap = machineSeries[2]
    const read = (input: readonly number[]): void =>
      decodeRows(
        new ByteReader(Uint8Array.from(input)),
        new DeltaContext(),
        () => swap,
        emptyPackedRows(),
      )
    expect(() => read([0, 0b11, 8, 3])).not.toThrow()
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'bad_row' }))
  })

  it('keep a long text out of the context but not out of the row', () => {
    const long = 'x'.repeat(1000)
    const rows = [long, long, null, 'ok', long].map((text, seq) => row([1, text, null], { seq }))
    expect(roundTrip([mixed], rows, 1)).toEqual(rows)
  })

  it('replace a lone surrogate instead of failing', () => {
    const [back] = roundTrip([mixed], [row([1, 'a\ud800', null])])
    expect(back?.values).toEqual([1, 'a\ufffd', null])
  })

  it.each<[string, Row, string]>([
    ['a fraction', row([0.5, null, null]), 'not_whole'],
    ['a number over 2^53 − 1', row([2 ** 53, null, null]), 'not_whole'],
    ['not a number', row([Number.NaN, null, null]), 'not_whole'],
    ['text in a number field', row(['1', null, null]), 'wrong_kind'],
    ['a number in a text field', row([1, 1, null]), 'wrong_kind'],
    ['too few values', row([1]), 'field_count'],
    ['an unknown series', row([1], { series: 5 }), 'unknown_series'],
    ['a time that is none', row([1, null, null], { timeMs: Number.NaN }), 'bad_time'],
    ['a sequence number that does not rise', row([1, null, null], { seq: 3 }), 'bad_seq'],
    ['a text over the limit', row([1, 'x'.repeat(limits.textBytesMax + 1), null]), 'text_too_long'],
  ])('with %s are refused, and those that follow are not harmed', (_what, bad, code) => {
    const context = new DeltaContext()
    const seriesOf = (index: number): SeriesDescriptor | undefined => [mixed][index]
    const encoder = new RowEncoder(context, seriesOf)
    const into = new ByteWriter()
    const good = [row([7, 'a', null], { seq: 10 }), row([8, 'a', 'b'], { seq: 20 })]
    encoder.encode(good[0] ?? bad, into)
    const seq = code === 'bad_seq' ? bad.seq : 15
    expect(() => encoder.encode({ ...bad, seq }, into)).toThrow(expect.objectContaining({ code }))
    encoder.encode(good[1] ?? bad, into)
    const packed = emptyPackedRows()
    decodeRows(new ByteReader(into.copy()), new DeltaContext(), seriesOf, packed)
    expect(unpackRows(packed, seriesOf)).toEqual(good)
  })

  it('are packed as the decoder packs them', () => {
    fc.assert(
      fc.property(journeys, ({ dictionary, rows }) => {
        const packed = packRows(rows)
        expect(packed.rowCount).toBe(rows.length)
        expect(unpackRows(packed, (index) => dictionary[index])).toEqual(rows)
      }),
    )
  })
})
