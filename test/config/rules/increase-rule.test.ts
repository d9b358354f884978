import { describe, expect, it } from 'vitest'
import { parseRules } from '../../../config/rules-file.ts'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'

describe('an increase rule in a file', () => {
  it('is refused where it counts a word or an unknown field', () => {
    const parse = (fields: string) =>
      parseRules(
        [
          {
            file: 'own.yaml',
            text: `- { id: x, kind: increase, severity: info, fields: ${fields}, select: { measurement: smart_device } }`,
          },
        ],
        catalogue,
      )
    expect(() => parse('verdict')).toThrow(/no number/)
    expect(() => parse('pending_sector_cuont')).toThrow(/did you mean "pending_sector_count"/)
    expect(parse('media_errors')).toMatchObject([
      { fields: ['media_errors'], by: 1, firstSight: null },
    ])
  })
})
