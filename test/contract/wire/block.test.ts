import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockEncoder, decodeBlock } from '../../../contract/wire/block-codec.ts'
import { RowError } from '../../../contract/wire/row-error.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import { journeys } from './arbitraries.ts'
import { machineSeries, SampleMachine } from './sample-machine.ts'

const seriesOf = (index: number): SeriesDescriptor | undefined => machineSeries[index]

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))
}

/** A block of some minutes, with the rows of each chunk. */
function minutes(count: number, chunksPerKey = 64) {
  const encoder = new BlockEncoder(seriesOf, { chunksPerKey })
  const machine = new SampleMachine()
  const samples = Array.from({ length: count }, () => machine.sample())
  return { encoder, samples, chunks: samples.map((rows) => encoder.append(rows)) }
}

describe('a block', () => {
  it('gives back the rows of its chunks', () => {
    fc.assert(
      fc.property(
        journeys,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        (journey, size, chunksPerKey) => {
          const { dictionary, rows } = journey
          const encoder = new BlockEncoder((index) => dictionary[index], { chunksPerKey })
          const chunks: Uint8Array[] = []
          for (let at = 0; at < rows.length; at += size)
            chunks.push(encoder.append(rows.slice(at, at + size)))
          const bytes = concatenated(chunks)
          expect(decodeBlock(bytes, (index) => dictionary[index])).toEqual({
            rows,
            bytesRead: bytes.length,
            complete: true,
            fault: undefined,
          })
          expect(encoder).toMatchObject({
            rowCount: rows.length,
            byteLength: bytes.length,
            firstSeq: rows[0]?.seq,
            lastSeq: rows.at(-1)?.seq,
          })
        },
      ),
    )
  })

  it('torn anywhere gives the rows of the chunks before the tear, and says so', () => {
    const { samples, chunks } = minutes(4)
    const bytes = concatenated(chunks)
    for (let end = 0; end <= bytes.length; end++) {
      let whole = 0
      let wholeBytes = 0
      while (whole < chunks.length && wholeBytes + (chunks[whole]?.length ?? 0) <= end)
        wholeBytes += chunks[whole++]?.length ?? 0
      const block = decodeBlock(bytes.subarray(0, end), seriesOf)
      expect(block.rows).toEqual(samples.slice(0, whole).flat())
      expect(block.bytesRead).toBe(wholeBytes)
      expect(block.complete).toBe(end === wholeBytes)
    }
  })

  it('with a changed bit gives the rows of the chunks before it, and says so', () => {
    const { samples, chunks } = minutes(3)
    const bytes = concatenated(chunks)
    const starts = [0, chunks[0]?.length ?? 0, bytes.length - (chunks[2]?.length ?? 0)]
    for (let bit = 0; bit < bytes.length * 8; bit += 3) {
      const flipped = Uint8Array.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const sound = starts.filter((start) => start <= bit >> 3).length - 1
      const block = decodeBlock(flipped, seriesOf)
      expect(block.complete).toBe(false)
      expect(block.rows).toEqual(samples.slice(0, sound).flat())
    }
  })

  it('notices a chunk that is missing in its middle', () => {
    const { samples, chunks } = minutes(4)
    const block = decodeBlock(concatenated(chunks.toSpliced(1, 1)), seriesOf)
    expect(block.rows).toEqual(samples[0])
    expect(block.complete).toBe(false)
  })

  it('can be read from each chunk that starts with key rows', () => {
    const { samples, chunks } = minutes(7, 3)
    expect(decodeBlock(concatenated(chunks.slice(3)), seriesOf)).toMatchObject({
      rows: samples.slice(3).flat(),
      complete: true,
    })
    expect(decodeBlock(concatenated(chunks.slice(4)), seriesOf)).toMatchObject({
      rows: [],
      complete: false,
      fault: { code: 'unknown_base' },
    })
  })

  it('takes more rows at once than a chunk holds', () => {
    const encoder = new BlockEncoder(seriesOf)
    const rows: Row[] = Array.from({ length: 10_000 }, (_, seq) => ({
      series: seq % 10,
      seq,
      timeMs: seq * 1000,
      values: [seq, 1, 2, 3, 4, null],
    }))
    expect(decodeBlock(encoder.append(rows), seriesOf).rows).toEqual(rows)
    expect(encoder.append([])).toHaveLength(0)
  })

  it('refuses a row that it cannot carry, with all that came with it, and is as it was', () => {
    const { encoder, samples, chunks } = minutes(2)
    const machine = new SampleMachine()
    machine.sample()
    machine.sample()
    const next = machine.sample()
    const bad = next.map((row, index) => (index === 5 ? { ...row, values: [0.5] } : row))
    expect(() => encoder.append(bad)).toThrow(RowError)
    expect(() => encoder.append(samples[0] ?? [])).toThrow(RowError)
    expect(encoder.rowCount).toBe(20)
    chunks.push(encoder.append(next))
    expect(decodeBlock(concatenated(chunks), seriesOf)).toMatchObject({
      rows: [...samples.flat(), ...next],
      complete: true,
    })
  })
})
