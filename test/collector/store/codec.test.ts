import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Block, statsOf, writeBlock } from '../../../collector/store/block.ts'
import { ByteReader, ByteWriter } from '../../../collector/store/bytes.ts'
import { readLogEntry } from '../../../collector/store/log-entry.ts'
import { readColumn, writeColumn } from '../../../collector/store/number-column.ts'
import { ReceivedSet } from '../../../collector/store/received-set.ts'
import { sortRows } from '../../../collector/store/row-set.ts'
import type { ColumnKind } from '../../../collector/store/shape.ts'
import { readWindows, writeWindows } from '../../../collector/store/window-block.ts'
import { windowsOf, type Window } from '../../../collector/store/windows.ts'

const number = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }).map((value) => value + 0),
)
const column = fc.oneof(
  fc.array(number, { minLength: 1, maxLength: 200, size: 'max' }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200, size: 'max' }),
  // A counter with restarts.
  fc
    .array(fc.oneof({ weight: 20, arbitrary: fc.nat(5000) }, fc.constant(-1)), {
      minLength: 1,
      maxLength: 200,
      size: 'max',
    })
    .map((steps) => {
      let sum = 2 ** 40
      return steps.map((step) => (sum = step < 0 ? 0 : sum + step))
    }),
)
const kinds: readonly ColumnKind[] = ['number', 'counter', 'code', 'text']

describe('a number column', () => {
  it('comes back exactly', () => {
    fc.assert(
      fc.property(column, (values) => {
        const out = new ByteWriter(16)
        writeColumn(out, Float64Array.from(values))
        const bytes = new ByteReader(out.finish())
        expect([...readColumn(bytes, values.length)]).toEqual(values.map((value) => value + 0))
        expect(bytes.at).toBe(out.at)
      }),
      { numRuns: 500 },
    )
  })
  it.each([
    ['regular times with a gap', (i: number) => i * 60_000 + (i > 30 ? 300_000 : 0), 20],
    ['a steady counter', (i: number) => 5e9 + i * 1234 + ((i * 7) % 5), 70],
    ['a constant', () => 42, 3],
    ['noise of 10 bits', (i: number) => (i * 7919) % 1000, 85],
  ])('takes few bytes for %s', (_, value, bytesMax) => {
    const out = new ByteWriter()
    writeColumn(
      out,
      Float64Array.from({ length: 60 }, (_unused, i) => value(i)),
    )
    expect(out.at).toBeLessThanOrEqual(bytesMax)
  })
})

const rowSets = fc
  .array(
    fc.tuple(fc.nat(3_599_999), fc.option(number), fc.option(fc.nat()), fc.option(fc.string())),
    {
      minLength: 1,
      maxLength: 100,
      size: 'max',
    },
  )
  .map((rows) =>
    sortRows({
      count: rows.length,
      times: Float64Array.from(rows, ([time]) => time + 7_200_000),
      flags: new Float64Array(rows.length),
      columns: [
        Float64Array.from(rows, ([, value]) => value ?? NaN),
        Float64Array.from(rows, ([, , value]) => value ?? NaN),
        Float64Array.from(rows, ([, , value]) => value ?? NaN),
        rows.map(([, , , text]) => text),
      ],
    }),
  )

describe('a block', () => {
  it('gives back its rows, and the statistics that the rows have', () => {
    fc.assert(
      fc.property(rowSets, (rows) => {
        const block = Block.open(writeBlock(rows, kinds, 7_200_000), 7_200_000)
        if (!block) throw new Error('The block is refused')
        expect(block.rows()).toEqual(rows)
        for (const i of [0, 1]) {
          const values = block.column(i)
          if (Array.isArray(values)) throw new Error('not a number column')
          const present = values.filter((value) => !Number.isNaN(value))
          const { first, ...stats } = statsOf(present, kinds[i] ?? 'number')
          expect(block.stats(i)).toMatchObject(kinds[i] === 'counter' ? { ...stats, first } : stats)
        }
      }),
      { numRuns: 300 },
    )
  })
  it('with any byte changed is refused, never believed', () => {
    const [rows] = fc.sample(rowSets, 1)
    if (!rows) throw new Error('No sample')
    const bytes = writeBlock(rows, kinds, 7_200_000)
    for (let i = 0; i < bytes.length; i++) {
      const damaged = bytes.slice()
      damaged[i] = (damaged[i] ?? 0) ^ (1 << (i % 8))
      expect(Block.open(damaged, 7_200_000)).toBeUndefined()
    }
    expect(Block.open(bytes.subarray(0, bytes.length - 1), 0)).toBeUndefined()
    expect(Block.open(new Uint8Array(0), 0)).toBeUndefined()
  })
})

describe('a block of windows', () => {
  it('gives back the windows', () => {
    fc.assert(
      fc.property(rowSets, (rows) => {
        const windows = windowsOf(rows, kinds, 300_000)
        const read = readWindows(writeWindows(windows, kinds, 300_000, 0), 300_000, 0) ?? []
        expect(read.map(({ startMs, rows: count, gapMs }) => [startMs, count, gapMs])).toEqual(
          windows.map(({ startMs, rows: count, gapMs }) => [startMs, count, gapMs]),
        )
        const columns = (from: readonly Window[], i: number): unknown[] =>
          from.map((window) => window.columns[i])
        // Only counters keep their first value, and states nothing but their last.
        for (const i of [1, 3]) expect(columns(read, i)).toEqual(columns(windows, i))
        const statsAt = (from: readonly Window[], i: number): unknown[] =>
          from.map((window) => ({ ...window.columns[i]?.stats, first: 0 }))
        expect(statsAt(read, 0)).toEqual(statsAt(windows, 0))
        const lasts = (from: readonly Window[]): unknown[] =>
          from.map((window) => window.columns[2]?.stats.last)
        expect(lasts(read)).toEqual(lasts(windows))
      }),
      { numRuns: 300 },
    )
  })
  it('gives of a span, and of one column, just those that begin in it', () => {
    const moment = fc.nat({ max: 7_200_000 })
    fc.assert(
      fc.property(rowSets, moment, moment, (rows, a, b) => {
        const bytes = writeWindows(windowsOf(rows, kinds, 300_000), kinds, 300_000, 0)
        const span = { fromMs: Math.min(a, b), toMs: Math.max(a, b) }
        for (const wanted of [0, 1, 2, 3, undefined]) {
          const all = readWindows(bytes, 300_000, 0, wanted) ?? []
          expect(readWindows(bytes, 300_000, 0, wanted, span)).toEqual(
            all.filter(({ startMs }) => startMs >= span.fromMs && startMs < span.toMs),
          )
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('the set of received numbers', () => {
  it('is what a plain set would be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(4)), { maxLength: 60, size: 'max' }),
        (given) => {
          const set = new ReceivedSet()
          const plain = new Set<number>()
          for (const [first, more] of given) {
            if (more === 0) expect(set.add(first)).toBe(!plain.has(first))
            else set.addInterval(first, first + more)
            for (let seq = first; seq <= first + more; seq++) plain.add(seq)
          }
          for (let seq = 0; seq < 70; seq++) expect(set.has(seq)).toBe(plain.has(seq))
          const intervals = set.intervals()
          intervals
            .slice(1)
            .forEach(([first], i) => expect(first).toBeGreaterThan((intervals[i]?.[1] ?? 0) + 1))
          expect(ReceivedSet.fromBytes(set.toBytes()).intervals()).toEqual(intervals)
        },
      ),
    )
  })
  it('closes and counts its oldest gap when there are too many', () => {
    const set = new ReceivedSet()
    for (let i = 0; i < 4100; i++) set.add(i * 2)
    expect(set.intervals()).toHaveLength(4096)
    expect(set.gapsClosed).toBe(4)
    expect(set.has(1)).toBe(true)
    expect(set.has(8199)).toBe(false)
  })
})

it('a log entry that is cut off ends without an error', () => {
  expect([...readLogEntry(new Uint8Array(0))]).toEqual([])
})
