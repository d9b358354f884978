/**
 * Bytes from outside: random ones, damaged ones, and damaged ones whose checksum was made to fit
 * (for the parser behind it). `MLINZI_FUZZ_INPUTS` sets how many; the long form runs a million.
 */
import { describe, expect, it } from 'vitest'
import { BlockEncoder, decodeBlock } from '../../../contract/wire/block-codec.ts'
import { crc32 } from '../../../contract/wire/crc32.ts'
import { decodeDictionary, encodeDictionary } from '../../../contract/wire/dictionary.ts'
import { FrameError } from '../../../contract/wire/frame-error.ts'
import { checksumBytes, frameSeed } from '../../../contract/wire/frame.ts'
import { limits } from '../../../contract/wire/limits.ts'
import { unpackRows } from '../../../contract/wire/row-packing.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import { clock, LinkModel, sessionEpoch } from './link-model.ts'
import { machineSeries, SampleMachine } from './sample-machine.ts'

const inputs = Number(process.env['MLINZI_FUZZ_INPUTS'] ?? 20_000)
const timeoutMs = 60_000 + inputs
/** A damaged frame that is accepted, or so many that are not, and the reader is made anew. */
const inputsPerReader = 50

const dictionary: readonly SeriesDescriptor[] = [
  ...machineSeries,
  {
    measurement: 'antivirus',
    tags: [['product', 'clamav']],
    fields: [
      { name: 'age', kind: 'float', decimals: 1 },
      { name: 'engine', kind: 'text', decimals: 0 },
      { name: 'found', kind: 'event', decimals: 0 },
      { name: 'health', kind: 'state', decimals: 0, states: { ok: 0, old: 1 } },
    ],
  },
]
const seriesOf = (index: number): SeriesDescriptor | undefined => dictionary[index]

/** A repeatable source of chance: a failure's input can be made again from the seed. */
class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * limit)
  }
  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256))
  }
  /** Some of: bits flipped, bytes set to extremes, a piece cut out, doubled or put in. */
  damage(bytes: Uint8Array): Uint8Array {
    let damaged = Uint8Array.from(bytes)
    for (let left = 1 + this.below(4); left > 0; left--) damaged = this.#damageOnce(damaged)
    return damaged
  }
  #damageOnce(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const at = this.below(bytes.length)
    const some = this.below(8)
    const kind = this.below(5)
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << some)
    if (kind === 1) bytes[at] = [0, 1, 0x7f, 0x80, 0xff][this.below(5)] ?? 0
    if (kind < 2) return bytes
    const piece = kind === 2 ? [] : kind === 3 ? bytes.slice(at, at + some) : this.bytes(some)
    const skipped = kind === 2 ? some : 0
    return Uint8Array.from([...bytes.slice(0, at), ...piece, ...bytes.slice(at + skipped)])
  }
}

/** True: accepted. Anything but a FrameError is a failure of the test. */
function accepts(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof FrameError) return false
    throw error
  }
}

function sampleWithTexts(machine: SampleMachine, minute: number): Row[] {
  const rows = machine.sample()
  const { seq = 0, timeMs = 0 } = rows.at(-1) ?? {}
  const values = [minute, `engine ${minute % 3}`, minute % 2 === 0 ? 'Trojan' : null, minute % 2]
  const shifted = rows.map((row) => ({ ...row, seq: row.seq + minute }))
  return [...shifted, { series: machineSeries.length, seq: seq + minute + 1, timeMs, values }]
}

/** A session of some minutes, with the bytes and rows of the next frame. */
function sessionBeforeFrame(seed: number, framesPerAck: number) {
  const link = new LinkModel(dictionary, undefined, seed % 2 === 0 ? 2 : 1)
  const machine = new SampleMachine(seed)
  for (let minute = 0; minute < 4; minute++) {
    link.send({ rows: sampleWithTexts(machine, minute), kind: minute === 1 ? 'history' : 'live' })
    if (minute % framesPerAck === 0) link.acknowledge()
    if (minute % framesPerAck === 0) link.deliver()
  }
  const rows = sampleWithTexts(machine, 4)
  const input = { kind: 'live', epoch: sessionEpoch, clock, urgent: false, rows } as const
  return { link, rows, bytes: link.writer.write(input).bytes }
}

function sealDictionary(bytes: Uint8Array): Uint8Array {
  const end = Math.max(0, bytes.length - checksumBytes)
  new DataView(bytes.buffer).setUint32(end, crc32(bytes.subarray(0, end)), true)
  return bytes
}

/**
 * Gives damaged bytes the CRC that fits, without knowing what the original's CRC started from: for
 * equal lengths the difference of two CRCs does not depend on it.
 */
function sealLike(original: Uint8Array, damaged: Uint8Array): Uint8Array {
  const end = original.length - checksumBytes
  const sealed = new Uint8Array(original.length)
  sealed.set(damaged.subarray(0, end))
  // Number and base are what the CRC starts from.
  sealed.set(original.subarray(1, 3), 1)
  const view = new DataView(original.buffer, original.byteOffset)
  const seeded = view.getUint32(end, true) ^ crc32(original.subarray(0, end))
  const checksum = (seeded ^ crc32(sealed.subarray(0, end))) >>> 0
  new DataView(sealed.buffer).setUint32(end, checksum, true)
  return sealed
}

describe('bytes from outside', () => {
  it(
    'never bring more than a FrameError out of the frame reader, and leave it as it was',
    () => {
      const dice = new Dice(1)
      let accepted = 0
      for (let done = 0; done < inputs;) {
        const { link, rows, bytes } = sessionBeforeFrame(1 + dice.below(50), 1 + dice.below(5))
        let intact = true
        for (let left = inputsPerReader; left > 0 && intact; left--, done++) {
          const kind = dice.below(4)
          let input = kind === 0 ? dice.bytes(dice.below(200)) : dice.damage(bytes)
          if (kind > 1) input = sealLike(bytes, input)
          intact = !accepts(() => link.reader.read(input))
        }
        if (intact) expect(unpackRows(link.reader.read(bytes).rows, seriesOf)).toEqual(rows)
        else accepted++
      }
      // Sealed damage reaches the rows: some of it is a valid frame with other values.
      expect(accepted).toBeGreaterThan(0)
    },
    timeoutMs,
  )

  it(
    'never bring more than a FrameError out of the dictionary decoder',
    () => {
      const dice = new Dice(2)
      const [original = new Uint8Array()] = encodeDictionary(0, dictionary)
      let accepted = 0
      for (let done = 0; done < inputs; done++) {
        const kind = dice.below(4)
        const input = kind === 0 ? dice.bytes(4 + dice.below(200)) : dice.damage(original)
        if (kind === 0) input[0] = original[0] ?? 0
        if (kind !== 1) sealDictionary(input)
        if (!accepts(() => decodeDictionary(input))) continue
        // What was accepted can be announced again as it is.
        const part = decodeDictionary(input)
        expect(encodeDictionary(part.firstIndex, part.descriptors).map(decodeDictionary)).toEqual([
          part,
        ])
        accepted++
      }
      expect(accepted).toBeGreaterThan(0)
    },
    timeoutMs,
  )

  it(
    'never bring anything out of the block decoder but rows and the word that it is torn',
    () => {
      const dice = new Dice(3)
      const encoder = new BlockEncoder(seriesOf, { chunksPerKey: 2 })
      const machine = new SampleMachine()
      const samples = [0, 1, 2].map((minute) => sampleWithTexts(machine, minute))
      const chunks = samples.map((rows) => encoder.append(rows))
      const block = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))
      const [first = block] = chunks
      for (let done = 0; done < inputs; done++) {
        const kind = dice.below(3)
        let input = kind === 0 ? dice.bytes(dice.below(200)) : dice.damage(block)
        if (kind === 2) input = sealLike(first, dice.damage(first).slice(0, first.length))
        const decoded = decodeBlock(input, seriesOf)
        expect(decoded.rows.length).toBeLessThanOrEqual(input.length * 3)
        expect(decoded.complete).toBe(decoded.bytesRead === input.length)
      }
    },
    timeoutMs,
  )

  it('cannot make a frame grow beyond the rows that it may have', () => {
    const wide = {
      measurement: 'wide',
      tags: [],
      fields: Array.from({ length: limits.fieldsPerSeriesMax }, (_, index) => ({
        name: `f${index}`,
        kind: 'integer' as const,
        decimals: 0,
      })),
    }
    const link = new LinkModel([wide, wide, wide])
    const { bytes } = link.send({
      rows: [{ series: 0, seq: 0, timeMs: 0, values: wide.fields.map(() => null) }],
    })
    // Headers of three rows each in which nothing changed: the cheapest rows there are.
    const head = bytes.subarray(0, bytes.length - checksumBytes - 1)
    const rows = new Uint8Array(100_000).fill(0b1101_0101)
    const bomb = new Uint8Array([...head, ...rows, 0, 0, 0, 0])
    const end = bomb.length - checksumBytes
    const checksum = crc32(bomb.subarray(0, end), frameSeed(0, 1))
    new DataView(bomb.buffer).setUint32(end, checksum, true)
    const reader = new LinkModel([wide]).reader
    expect(() => reader.read(bomb)).toThrow(expect.objectContaining({ code: 'unknown_series' }))
    const everywhere = new LinkModel(Array.from({ length: limits.seriesPerAgentMax }, () => wide))
    expect(() => everywhere.reader.read(bomb)).toThrow(
      expect.objectContaining({ code: 'too_long' }),
    )
  })
})
