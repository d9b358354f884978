import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader } from '../../../contract/wire/bytes.ts'
import {
  chainHash,
  decodeDictionary,
  emptyDictionaryHash,
  encodeDictionary,
  seriesKey,
} from '../../../contract/wire/dictionary.ts'
import { FrameError } from '../../../contract/wire/frame-error.ts'
import { limits } from '../../../contract/wire/limits.ts'
import { decodeSeries, encodeSeries } from '../../../contract/wire/series-codec.ts'
import type { SeriesDescriptor, SeriesField } from '../../../contract/wire/series.ts'
import { descriptors, dictionaries } from './arbitraries.ts'
import { machineSeries } from './sample-machine.ts'

const disk: SeriesDescriptor = {
  measurement: 'disk',
  tags: [['path', '/']],
  fields: [{ name: 'used', kind: 'integer', decimals: 0 }],
}
const integer = (name: string): SeriesField => ({ name, kind: 'integer', decimals: 0 })

describe('a descriptor', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(descriptors, (descriptor) => {
        expect(decodeSeries(new ByteReader(encodeSeries(descriptor)))).toEqual(descriptor)
      }),
    )
  })

  it('has one byte form, whatever the order in which the words of a state were written', () => {
    const withStates = (states: Record<string, number>): SeriesDescriptor => ({
      ...disk,
      fields: [{ name: 'health', kind: 'state', decimals: 0, states }],
    })
    const one = withStates({ ok: 0, failed: 1 })
    expect(seriesKey(one)).toBe(seriesKey(withStates({ failed: 1, ok: 0 })))
    expect(seriesKey(one)).not.toBe(seriesKey(withStates({ failed: 0, ok: 1 })))
  })

  it.each<[string, SeriesDescriptor]>([
    ['no field', { ...disk, fields: [] }],
    [
      'too many fields',
      {
        ...disk,
        fields: Array.from({ length: limits.fieldsPerSeriesMax + 1 }, (_, index) =>
          integer(`f${index}`),
        ),
      },
    ],
    ['a field twice', { ...disk, fields: [integer('used'), integer('used')] }],
    [
      'too many tags',
      {
        ...disk,
        tags: Array.from(
          { length: limits.tagsPerSeriesMax + 1 },
          (_, index) => [`t${index + 10}`, 'x'] as const,
        ),
      },
    ],
    [
      'tags out of order',
      {
        ...disk,
        tags: [
          ['path', '/'],
          ['device', 'sda'],
        ],
      },
    ],
    [
      'a tag twice',
      {
        ...disk,
        tags: [
          ['path', '/'],
          ['path', '/home'],
        ],
      },
    ],
    ['a name over 255 bytes', { ...disk, measurement: 'ü'.repeat(128) }],
    ['a tag value over 255 bytes', { ...disk, tags: [['path', '/'.repeat(256)]] }],
    ['an empty name', { ...disk, measurement: '' }],
    ['a line feed in a name', { ...disk, measurement: 'a\nb' }],
    ['a lone surrogate', { ...disk, tags: [['path', '\ud800']] }],
    ['too many decimals', { ...disk, fields: [{ name: 'x', kind: 'float', decimals: 16 }] }],
    [
      'decimals of a whole number',
      { ...disk, fields: [{ name: 'x', kind: 'integer', decimals: 1 }] },
    ],
    [
      'a counter that counts nothing',
      { ...disk, fields: [{ name: 'x', kind: 'boolean', decimals: 0, counter: true }] },
    ],
    ['a state without words', { ...disk, fields: [{ name: 'x', kind: 'state', decimals: 0 }] }],
    ['words without a state', { ...disk, fields: [{ ...integer('x'), states: { ok: 0 } }] }],
    [
      'two words with one number',
      { ...disk, fields: [{ name: 'x', kind: 'state', decimals: 0, states: { a: 1, b: 1 } }] },
    ],
    [
      'a word with half a number',
      { ...disk, fields: [{ name: 'x', kind: 'state', decimals: 0, states: { a: 0.5 } }] },
    ],
  ])('with %s is refused', (_what, descriptor) => {
    expect(() => encodeSeries(descriptor)).toThrow(expect.objectContaining({ code: 'bad_series' }))
  })
})

describe('the dictionary', () => {
  it('comes back as it was announced', () => {
    fc.assert(
      fc.property(dictionaries, fc.nat(1000), (dictionary, firstIndex) => {
        const parts = encodeDictionary(firstIndex, dictionary).map(decodeDictionary)
        expect(parts).toEqual([{ firstIndex, descriptors: dictionary }])
      }),
    )
  })

  it('is announced in messages within the frame limit, without a gap', () => {
    const many = Array.from({ length: 15_000 }, (_, index) => ({
      measurement: 'interface',
      tags: [
        ['agent_host', `10.1.${index >> 8}.${index & 255}`],
        ['ifName', `port ${index}`],
      ] as const,
      fields: [integer('in'), integer('out'), integer('errors')],
    }))
    const messages = encodeDictionary(7, many)
    expect(messages.length).toBeGreaterThan(1)
    let next = 7
    for (const message of messages) {
      expect(message.length).toBeLessThanOrEqual(limits.frameBytesMax)
      const part = decodeDictionary(message)
      expect(part.firstIndex).toBe(next)
      next += part.descriptors.length
    }
    expect(next).toBe(15_007)
  })

  it('is refused beyond the number of series that an agent may have', () => {
    const [message] = encodeDictionary(limits.seriesPerAgentMax, [disk])
    expect(() => decodeDictionary(message ?? new Uint8Array())).toThrow(FrameError)
  })

  it('is refused when a bit has changed', () => {
    const [message = new Uint8Array()] = encodeDictionary(0, machineSeries)
    for (let bit = 0; bit < message.length * 8; bit += 5) {
      const flipped = Uint8Array.from(message)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => decodeDictionary(flipped)).toThrow(FrameError)
    }
  })

  it('has a chain hash that depends on every entry and its place', () => {
    const chain = (series: readonly SeriesDescriptor[]): string =>
      series.reduce(chainHash, emptyDictionaryHash)
    const [first = disk, second = disk] = machineSeries
    expect(chain([])).toBe('0'.repeat(32))
    expect(chain([first, second])).not.toBe(chain([second, first]))
    expect(chain([first])).not.toBe(chain([first, second]))
    // Written down once: a released agent must always arrive at it.
    const canonical = '046469736b' + '01' + '0470617468' + '012f' + '01' + '0475736564' + '01'
    const bytes = Buffer.concat([Buffer.alloc(16), Buffer.from(canonical, 'hex')])
    const expected = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
    expect(chain([disk])).toBe(expected)
  })
})
