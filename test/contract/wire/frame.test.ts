import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binaryKind } from '../../../contract/wire/binary-kind.ts'
import { crc32 } from '../../../contract/wire/crc32.ts'
import { FrameError } from '../../../contract/wire/frame-error.ts'
import { FrameReader } from '../../../contract/wire/frame-reader.ts'
import {
  checksumBytes,
  frameFlags,
  frameSeed,
  type FrameKind,
} from '../../../contract/wire/frame.ts'
import { limits } from '../../../contract/wire/limits.ts'
import type { FrameRevision } from '../../../contract/wire/revision.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import { journeys } from './arbitraries.ts'
import { clock, LinkModel, sessionEpoch } from './link-model.ts'
import { machineSeries, SampleMachine } from './sample-machine.ts'

const flip = (bytes: Uint8Array): void => {
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 0x10
}
const damaged = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
const codeOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof FrameError) return error.code
    throw error
  }
  return 'accepted'
}
const step = fc.record({
  rows: fc.integer({ min: 1, max: 8 }),
  kind: fc.constantFrom<FrameKind>('live', 'history'),
  damage: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  acknowledge: fc.boolean(),
  deliver: fc.nat(3),
  oldEpoch: fc.boolean(),
  boot: fc.integer({ min: 1, max: 3 }),
})

describe('a frame', () => {
  it('says what it was given', () => {
    const link = new LinkModel(machineSeries)
    const rows = new SampleMachine().sample()
    const other = { epoch: '0123456789abcdef'.repeat(2), clock: { boot: 0, offsetMs: -5 } }
    const { frame, bytes } = link.send({ rows, kind: 'history', urgent: true, ...other })
    expect(binaryKind(bytes)).toBe('frame')
    expect(frame).toMatchObject({
      number: 1,
      kind: 'history',
      urgent: true,
      ...other,
      firstSeq: 0,
      lastSeq: 9,
    })
    expect(link.send({ rows }).frame).toMatchObject({
      number: 2,
      kind: 'live',
      urgent: false,
      epoch: sessionEpoch,
      clock,
    })
  })

  it('is read rightly whatever is lost, damaged, late or acknowledged in lumps', () => {
    fc.assert(
      fc.property(journeys, fc.array(step, { minLength: 1, maxLength: 60 }), (journey, steps) => {
        const { dictionary } = journey
        const link = new LinkModel(dictionary, undefined, steps.length % 2 === 0 ? 2 : 1)
        let rest = journey.rows
        for (const { rows: count, kind, damage, acknowledge, deliver, oldEpoch, boot } of steps) {
          const rows = rest.slice(0, count)
          rest = rest.slice(count)
          if (rows.length === 0) break
          const epoch = oldEpoch ? 'cd'.repeat(16) : sessionEpoch
          const input = { rows, kind, epoch, clock: { boot, offsetMs: boot * 7 } }
          const sent = link.send(input, damage ? flip : undefined)
          if (damage) expect(sent.rows).toBeUndefined()
          if (sent.rows) expect(sent.rows).toEqual(rows)
          if (sent.frame) expect(sent.frame).toMatchObject({ kind, epoch, clock: input.clock })
          if (acknowledge) link.acknowledge()
          link.deliver(deliver)
        }
        // When the disturbance is over, the link recovers with the next frame.
        link.acknowledge()
        link.deliver()
        expect(link.send({ rows: journey.rows }).rows).toEqual(journey.rows)
      }),
      { numRuns: 300 },
    )
  })

  it('is small from the second on, acknowledged or not', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    const key = link.send({ rows: machine.sample() }).bytes.length
    for (let minute = 0; minute < 20; minute++)
      expect(link.send({ rows: machine.sample() }).bytes.length).toBeLessThan(key * 0.5)
  })

  it('carries whole MiB and what lies beside them exactly, in revision 2 in fewer bytes', () => {
    const dictionary = [
      {
        measurement: 'mem',
        tags: [],
        fields: [{ name: 'used', kind: 'integer', decimals: 0 }],
      } satisfies SeriesDescriptor,
    ]
    const mebibyte = 2 ** 20
    const value = fc.oneof(
      fc.integer({ min: -9, max: 9000 }).map((count) => count * mebibyte),
      fc.integer({ min: 0, max: 90_000 }).map((count) => count * 4096),
      fc.maxSafeInteger(),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom(1, 2), (values, revision) => {
        const link = new LinkModel(dictionary, undefined, revision)
        for (const [seq, used] of values.entries()) {
          const rows = [{ series: 0, seq, timeMs: seq, values: [used] }]
          expect(link.send({ rows }).rows).toEqual(rows)
        }
      }),
    )
    const bytesOf = (revision: FrameRevision) => {
      const link = new LinkModel(dictionary, undefined, revision)
      const send = (mebibytes: number, seq: number) =>
        link.send({ rows: [{ series: 0, seq, timeMs: seq, values: [mebibytes * mebibyte] }] }).bytes
      send(4000, 0)
      return send(4012, 1).length
    }
    expect(bytesOf(2)).toBe(bytesOf(1) - 1)
  })

  it('builds, after a refusal, on acknowledged frames only, so that no other falls with it', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    for (let minute = 0; minute < 3; minute++) link.send({ rows: machine.sample() })
    expect(link.send({ rows: machine.sample() }, flip).rows).toBeUndefined()
    // The one behind it is on its way already and cannot be read either.
    expect(link.send({ rows: machine.sample() }).rows).toBeUndefined()
    link.deliver()
    const key = link.send({ rows: machine.sample() }).bytes.length
    expect(link.send({ rows: machine.sample() }, flip).rows).toBeUndefined()
    const after = link.send({ rows: machine.sample() })
    expect(after.rows).toBeDefined()
    expect(after.bytes.length).toBeGreaterThan(key * 0.9)
    link.acknowledge()
    link.deliver()
    link.send({ rows: machine.sample() })
    link.acknowledge()
    link.deliver()
    expect(link.send({ rows: machine.sample() }).bytes.length).toBeLessThan(key * 0.5)
  })

  it('of history leaves the context of live frames alone', () => {
    const link = new LinkModel(machineSeries)
    const now = new SampleMachine(1)
    const then = new SampleMachine(99)
    for (let minute = 0; minute < 5; minute++) {
      const live = now.sample()
      const past = then.sample()
      expect(link.send({ rows: live }).rows).toEqual(live)
      expect(link.send({ rows: past, kind: 'history' }).rows).toEqual(past)
      link.acknowledge()
      link.deliver()
    }
    expect(link.send({ rows: now.sample() }).bytes.length).toBeLessThanOrEqual(90)
  })

  it('of history starts anew when there was none for long, and is still read rightly', () => {
    const link = new LinkModel(machineSeries)
    const now = new SampleMachine(1)
    const then = new SampleMachine(99)
    const sizes = [63, 64, 65, 70].map((liveFrames) => {
      for (let frame = 0; frame < 3; frame++) link.send({ rows: then.sample(), kind: 'history' })
      link.acknowledge()
      link.deliver()
      for (let frame = 0; frame < liveFrames; frame++) link.send({ rows: now.sample() })
      const rows = then.sample()
      const sent = link.send({ rows, kind: 'history' })
      expect(sent.rows).toEqual(rows)
      return sent.bytes.length
    })
    expect(sizes.map((size) => size > 150)).toEqual([false, true, true, true])
  })

  it('that is refused leaves the reader exactly as it was, bit for bit', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    for (let minute = 0; minute < 5; minute++) {
      const rows = machine.sample()
      const { bytes } = new LinkModel(machineSeries).send({ rows })
      for (let at = 0; at < bytes.length; at++)
        expect(() => link.reader.read(damaged(bytes, at))).toThrow(FrameError)
      expect(link.send({ rows }).rows).toEqual(rows)
      link.acknowledge()
      link.deliver()
    }
  })

  it('names its number when it is refused', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    for (let minute = 0; minute < 300; minute++) link.send({ rows: machine.sample() })
    const { bytes } = link.writer.write({
      kind: 'live',
      epoch: sessionEpoch,
      clock,
      urgent: false,
      rows: machine.sample(),
    })
    flip(bytes)
    expect(() => link.reader.read(bytes)).toThrow(expect.objectContaining({ frame: 301 }))
  })

  it('goes on when more frames are in flight than contexts are kept', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    const send = (): void => {
      const rows = machine.sample()
      expect(link.send({ rows }).rows).toEqual(rows)
    }
    for (let frame = 0; frame < limits.framesInFlightMax * 3; frame++) send()
    link.acknowledge()
    link.deliver()
    for (let frame = 0; frame < 3; frame++) send()
    expect(link.send({ rows: machine.sample() }).bytes.length).toBeLessThan(170)
  })

  it('that would make the reader keep more contexts than agreed is refused', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    // After a refusal frames build on acknowledged ones only, and these wait for that.
    link.writer.refused()
    for (let frame = 0; frame < limits.framesInFlightMax; frame++)
      link.send({ rows: machine.sample() })
    const greedy = (bytes: Uint8Array): void => {
      bytes[0] = (bytes[0] ?? 0) & ~frameFlags.noContext
      const end = bytes.length - checksumBytes
      const checksum = crc32(bytes.subarray(0, end), frameSeed(0, limits.framesInFlightMax + 1))
      new DataView(bytes.buffer).setUint32(end, checksum, true)
    }
    const { bytes } = link.writer.write({
      kind: 'live',
      epoch: sessionEpoch,
      clock,
      urgent: false,
      rows: machine.sample(),
    })
    greedy(bytes)
    expect(codeOf(() => link.reader.read(bytes))).toBe('too_many_in_flight')
  })

  it('holds as many rows as fit; the rest goes into the next', () => {
    fc.assert(
      fc.property(journeys, fc.integer({ min: 12_000, max: 14_000 }), (journey, bytesMax) => {
        const link = new LinkModel(journey.dictionary, bytesMax)
        const read: Row[] = []
        while (read.length < journey.rows.length) {
          const sent = link.send({ rows: journey.rows.slice(read.length) })
          expect(sent.bytes.length).toBeLessThanOrEqual(bytesMax)
          expect(sent.rows?.length).toBe(sent.rowCount)
          expect(sent.rowCount).toBeGreaterThan(0)
          read.push(...(sent.rows ?? []))
        }
        expect(read).toEqual(journey.rows)
      }),
    )
  })

  it('holds at most the rows that a frame may have', () => {
    const link = new LinkModel(machineSeries)
    const rows = Array.from({ length: limits.rowsPerFrameMax + 5 }, (_, seq) => ({
      series: 2,
      seq,
      timeMs: seq,
      values: [1, 2, 3, 4, 5, 6],
    }))
    expect(link.send({ rows }).rowCount).toBe(limits.rowsPerFrameMax)
  })

  it('with a row that fits into none is refused when it is made, and the next is not harmed', () => {
    const link = new LinkModel(machineSeries, 60)
    const machine = new SampleMachine()
    const wide = machine.sample().map((row) => ({ ...row, values: row.values.map(() => 2 ** 52) }))
    expect(() => link.send({ rows: wide })).toThrow(
      expect.objectContaining({ code: 'row_too_large' }),
    )
    const [narrow] = machine.sample()
    const rows = narrow ? [narrow] : []
    expect(link.send({ rows }).rows).toEqual(rows)
  })

  it('that uses a series nobody announced is refused', () => {
    const { bytes } = new LinkModel(machineSeries).send({ rows: new SampleMachine().sample() })
    const known = machineSeries.slice(0, 4)
    const reader = new FrameReader({ sessionEpoch, seriesOf: (index) => known[index] })
    expect(codeOf(() => reader.read(bytes))).toBe('unknown_series')
  })

  it('from another session is refused instead of being read wrongly', () => {
    const machine = new SampleMachine()
    const one = new LinkModel(machineSeries)
    const other = new LinkModel(machineSeries)
    for (const link of [one, other]) {
      link.send({ rows: machine.sample() })
      link.acknowledge()
      link.deliver()
    }
    const { bytes } = one.send({ rows: machine.sample() })
    expect(codeOf(() => other.reader.read(bytes))).toBe('bad_checksum')
  })

  it('that builds on a frame which was never read is refused', () => {
    const link = new LinkModel(machineSeries)
    const machine = new SampleMachine()
    link.send({ rows: machine.sample() })
    const write = (): Uint8Array =>
      link.writer.write({
        kind: 'live',
        epoch: sessionEpoch,
        clock,
        urgent: false,
        rows: machine.sample(),
      }).bytes
    write()
    expect(codeOf(() => link.reader.read(write()))).toBe('unknown_base')
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'truncated'],
    ['a checksum alone', Buffer.alloc(4), 'truncated'],
    ['something else', Buffer.from('GET / HTTP/1.1'), 'bad_magic'],
    ['too many bytes', Buffer.alloc(limits.frameBytesMax + 1, 0x80), 'too_long'],
  ])('of %s is refused', (_what, bytes, code) => {
    const reader = new FrameReader({ sessionEpoch, seriesOf: (index) => machineSeries[index] })
    expect(codeOf(() => reader.read(bytes))).toBe(code)
  })
})
