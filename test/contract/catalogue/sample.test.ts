import { expect, test } from 'vitest'
import { sampleOf } from '../../../contract/catalogue/sample.ts'
import { reading, type Measurement, type Reading } from '../../../contract/catalogue/grammar.ts'
import { guard, load, malware } from '../../support/agent/office-readings.ts'

const limited = {
  name: 'limited',
  help: 'Bounds.',
  since: '0.1.0',
  tags: { kind: { help: 'Closed.', values: ['a', 'b'] } },
  fields: {
    share: { help: 'x', since: '0', kind: 'float', unit: 'percent', decimals: 1, min: 0, max: 100 },
    moved: { help: 'x', since: '0', kind: 'integer', unit: 'bytes', step: 4096 },
  },
} as const satisfies Measurement

const values = (given: Reading) => {
  const sample = sampleOf(given)
  return 'refused' in sample ? sample.refused : sample.values
}

test.each([
  [
    'floats are scaled by their decimals',
    reading(load, { core: 'a' }, { usage: 12.34, idle: 0.005 }),
    [123, 1, null],
  ],
  [
    'no value, NaN and infinity are null',
    reading(load, { core: 'a' }, { usage: Number.NaN, idle: Infinity, bytes: null }),
    [null, null, null],
  ],
  ['minus zero is zero', reading(load, { core: 'a' }, { usage: -0.01 }), [0, null, null]],
  [
    'a counter keeps every digit',
    reading(load, { core: 'a' }, { bytes: 2 ** 53 - 1 }),
    [null, null, 2 ** 53 - 1],
  ],
  [
    'what is no safe whole number is null',
    reading(load, { core: 'a' }, { bytes: 2 ** 60 }),
    [null, null, null],
  ],
  [
    'states become their codes, booleans 0 and 1',
    reading(guard, {}, { result: 'failed', enabled: false, version: '1.2' }),
    [2, 0, '1.2'],
  ],
  [
    'events stay texts',
    reading(malware, { path: 'C:' }, { found: 'EICAR', files: 2 }),
    ['EICAR', 2],
  ],
  [
    'half a surrogate is repaired',
    reading(guard, {}, { version: '\ud800x' }),
    [null, null, '\ufffdx'],
  ],
  [
    'a value out of its range is null',
    reading(limited, { kind: 'a' }, { share: 101 }),
    [null, null],
  ],
  [
    'what is kept in steps is rounded down to one',
    reading(limited, { kind: 'a' }, { moved: 8191 }),
    [null, 4096],
  ],
  ['less than a step is none', reading(limited, { kind: 'a' }, { moved: 4095.5 }), [null, 0]],
  [
    'an unknown field refuses the reading',
    { measurement: load, tags: { core: 'a' }, fields: { oops: 1 } },
    'load: no field oops',
  ],
  [
    'an unknown tag too',
    { measurement: load, tags: { core: 'a', x: 'y' }, fields: {} },
    'load: no tag x',
  ],
  ['a missing tag too', { measurement: load, tags: {}, fields: {} }, 'load: tag core is missing'],
  [
    'a tag outside its closed set too',
    { measurement: limited, tags: { kind: 'c' }, fields: {} },
    'limited: tag kind has an undeclared value',
  ],
])('%s', (_, given, expected) => {
  expect(values(given)).toEqual(expected)
})

test('Wrong kinds are null and named', () => {
  const given = {
    measurement: guard,
    tags: {},
    fields: { result: 'unheard', enabled: 1, version: true },
  }
  expect(sampleOf(given)).toMatchObject({
    values: [null, null, null],
    problems: ['guard.result', 'guard.enabled', 'guard.version'],
  })
})

test('A long text is cut at a whole character, a long tag too', () => {
  const version = 'ä'.repeat(3000)
  expect(values(reading(guard, {}, { version }))).toEqual([null, null, 'ä'.repeat(2048)])
  const sample = sampleOf(reading(malware, { path: 'é'.repeat(200) }, { found: 'x' }))
  expect('descriptor' in sample && sample.descriptor.tags[0]?.[1]).toBe('é'.repeat(127))
})

test('Columns come in the order of the declaration, whatever the reading names', () => {
  const sample = sampleOf(reading(load, { core: 'a' }, { bytes: 1, usage: 2 }))
  expect('descriptor' in sample && sample.descriptor.fields.map(({ name }) => name)).toEqual([
    'usage',
    'idle',
    'bytes',
  ])
})
