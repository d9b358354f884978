import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SeriesField } from '../../../contract/wire/series.ts'
import { LineBatch } from '../../../collector/outlet/line-batch.ts'
import { fieldWriter } from '../../../collector/outlet/line-protocol.ts'
import { packedWriter } from '../../../collector/outlet/packed-fields.ts'

function written(write: (batch: LineBatch) => void): string {
  const batch = new LineBatch()
  batch.begin(Buffer.from('m'))
  batch.byte(','.charCodeAt(0))
  write(batch)
  expect(batch.end(7)).toBe(true)
  const [line = ''] = batch.texts()
  expect(batch.bytes().toString()).toBe(line)
  return line.slice('m '.length, -' 7000000'.length)
}
const decimal = (scaled: number, decimals: number): string =>
  written((batch) => batch.decimal(scaled, decimals, 10 ** decimals))

it.each([
  [0, 2, '0'],
  [-0, 2, '0'],
  [5, 1, '0.5'],
  [-5, 2, '-0.05'],
  [1200, 2, '12'],
  [1234, 2, '12.34'],
  [100_000_000_010, 1, '10000000001'],
  [999_999_999_999_999, 3, '999999999999.999'],
  [1.5, 1, '0.15'],
] as const)('%d with %d decimals is %s', (scaled, decimals, text) => {
  expect(decimal(scaled, decimals)).toBe(text)
})

it('any packed number is read back as the very same value', () => {
  const scaled = fc.oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  fc.assert(
    fc.property(scaled, fc.integer({ min: 0, max: 9 }), (value, decimals) => {
      const number = value / 10 ** decimals + 0
      const text = decimal(value, decimals)
      expect(Number(text) + 0).toBe(number)
      // Byte for byte what JavaScript writes, but that a small one is written without an exponent.
      if (!String(number).includes('e')) expect(text).toBe(String(number))
      const whole = Math.round(value) + 0
      expect(written((batch) => batch.whole(whole))).toBe(String(whole))
    }),
  )
})

const fields: readonly SeriesField[] = [
  { name: 'a b', kind: 'float', decimals: 3 },
  { name: 'whole', kind: 'integer', decimals: 0 },
  { name: 'on', kind: 'boolean', decimals: 0 },
  { name: 'state', kind: 'state', decimals: 0, states: { good: 0, 'rather bad': 1 } },
  { name: 'note', kind: 'text', decimals: 0 },
]
it('each kind of field is written as it is told elsewhere, texts of any characters too', () => {
  const value = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(value, fc.string({ unit: 'binary' }), (number, note) => {
      for (const field of fields) {
        const isText = field.kind === 'text'
        const plain = isText ? note : field.kind === 'float' ? number / 1000 : number
        const text = written((batch) =>
          packedWriter(field, true)?.(batch, isText ? 0 : number, [note]),
        )
        // The first field's comma became the space before it.
        expect(text).toBe(`,${fieldWriter(field, true)?.(plain)}`.toWellFormed())
      }
    }),
  )
})

it('lines keep apart, though a text holds a line end; one without a field is none', () => {
  const batch = new LineBatch()
  const write = (key: string, note: string | undefined): boolean => {
    batch.begin(Buffer.from(key))
    if (note !== undefined) batch.text(`,note="${note}"`)
    return batch.end(1)
  }
  expect([write('a', 'x\ny'), write('b', undefined), write('c', 'é'.repeat(100_000))]).toEqual([
    true,
    false,
    true,
  ])
  expect(batch.count).toBe(2)
  const texts = ['a note="x\ny" 1000000', `c note="${'é'.repeat(100_000)}" 1000000`]
  expect(batch.texts()).toEqual(texts)
  expect(batch.bytes().toString()).toBe(texts.join('\n'))
  batch.clear()
  expect(batch.count).toBe(0)
  write('d', 'z')
  expect(batch.texts()).toEqual(['d note="z" 1000000'])
})
