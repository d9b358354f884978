/**
 * The row codec beside JSON on the same samples in the same run: `node bench/wire-codec.ts`. Frames
 * are acknowledged one by one, as a live session does.
 */
import { FrameReader } from '../contract/wire/frame-reader.ts'
import { FrameWriter } from '../contract/wire/frame-writer.ts'
import { machineSeries, SampleMachine } from '../test/contract/wire/sample-machine.ts'
import type { BenchRow } from './rows.ts'
import type { Row } from '../contract/wire/series.ts'

const samples = 4000
const valuesPerSample = 60
const rounds = 12
const epoch = 'ab'.repeat(16)
const clock = { boot: 3, offsetMs: 1_759_990_000_123 }
const seriesOf = (index: number) => machineSeries[index]

/** Wire bytes per 60-value sample, and the nanoseconds that a value takes to code and to decode. */
export async function wireCodecBench(): Promise<BenchRow[]> {
  const machine = new SampleMachine()
  const input = Array.from({ length: samples }, () => machine.sample())
  const frames = encodeFrames(input)
  const objects = named(input)
  const stringify = () => objects.map((sample) => JSON.stringify(sample))
  const texts = stringify()
  decodeFrames(frames)
  const times: Record<'encode' | 'decode' | 'stringify' | 'parse', number[]> = {
    encode: [],
    decode: [],
    stringify: [],
    parse: [],
  }
  // The four alternate, so that a noisy moment of the machine does not fall on one alone.
  for (let round = 0; round < rounds; round++) {
    times.encode.push(nanosecondsPerValue(() => encodeFrames(input)))
    times.stringify.push(nanosecondsPerValue(stringify))
    times.decode.push(nanosecondsPerValue(() => decodeFrames(frames)))
    times.parse.push(nanosecondsPerValue(() => decodeJson(texts)))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const size = mean(frames.map((bytes) => bytes.length))
  const jsonSize = mean(texts.map((text) => text.length))
  return [
    compared('wire, payload per generated 60-value sample', size, jsonSize, 'B', 'JSON'),
    compared(
      'wire, encode',
      best(times.encode),
      best(times.stringify),
      'ns/value',
      'JSON.stringify',
    ),
    compared('wire, decode', best(times.decode), best(times.parse), 'ns/value', 'JSON.parse'),
    {
      name: 'wire, payload per generated sample, acknowledged every 15',
      value: mean(encodeFrames(input, 15).map((bytes) => bytes.length)),
      unit: 'B',
    },
  ]
}

function encodeFrames(input: readonly (readonly Row[])[], framesPerAck = 1): Uint8Array[] {
  const writer = new FrameWriter({ sessionEpoch: epoch, seriesOf })
  return input.map((rows) => {
    const frame = writer.write({ kind: 'live', epoch, clock, urgent: false, rows })
    if (frame.number % framesPerAck === 0) writer.acknowledged(frame.number)
    return frame.bytes
  })
}

/** Decodes to packed rows, as the collector does. */
function decodeFrames(frames: readonly Uint8Array[]): number {
  const reader = new FrameReader({ sessionEpoch: epoch, seriesOf })
  let rows = 0
  for (const bytes of frames) {
    const frame = reader.read(bytes)
    rows += frame.rows.rowCount
  }
  if (rows !== frames.length * machineSeries.length) throw new Error(`${rows} rows were decoded`)
  return rows
}

/** The same samples with names, as a plain JSON agent would hold them ready to send. */
function named(input: readonly (readonly Row[])[]): object[] {
  return input.map((rows) =>
    rows.map(({ series, timeMs, seq, values }) => {
      const { measurement = '', tags = [], fields = [] } = seriesOf(series) ?? {}
      const entries = fields.map(({ name }, index) => [name, values[index]])
      return {
        measurement,
        tags: Object.fromEntries(tags),
        timeMs,
        seq,
        ...Object.fromEntries(entries),
      }
    }),
  )
}

function decodeJson(texts: readonly string[]): number {
  let rows = 0
  for (const text of texts) rows += (JSON.parse(text) as unknown[]).length
  return rows
}

function nanosecondsPerValue(work: () => unknown): number {
  const start = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - start) / (samples * valuesPerSample)
}

function compared(
  name: string,
  value: number,
  other: number,
  unit: string,
  comparedWith: string,
): BenchRow {
  return { name, value, unit, comparedWith, ratio: value / other }
}

/** Other work on the machine only ever makes a round slower. */
function best(values: readonly number[]): number {
  return Math.min(...values)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

if (import.meta.main) {
  for (const row of await wireCodecBench()) console.log(row)
}
