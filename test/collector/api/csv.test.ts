import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv } from '../../../collector/api/csv.ts'

test('what is quoted and joined reads back, with each separator', () => {
  const cell = fc.string({ maxLength: 12, unit: 'grapheme' }).map((text) => text.trim())
  const row = fc.array(cell, { minLength: 2, maxLength: 5 }).filter((cells) => cells.some(Boolean))
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      (rows, separator) => {
        const plain = rows.map((cells) =>
          cells.map((text) => text.replace(/[,;\t\r\n]/g, ' ').trim()),
        )
        const kept = plain.filter((cells) => cells.some((text) => text !== ''))
        const text = plain
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator))
          .join('\r\n')
        expect(parseCsv(text)).toEqual(kept)
      },
    ),
  )
})

test('any text gives rows or a refusal, never a failure', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const rows = parseCsv(text)
      for (const row of rows ?? []) expect(row.length).toBeLessThanOrEqual(16)
    }),
  )
})
