import path from 'node:path'
import { expect, it } from 'vitest'
import { fieldHelp, fieldLabel, measurementLabel } from '../../../config/locales/field-labels.ts'
import { parseRules, readRuleFolder } from '../../../config/rules-file.ts'
import { ruleFields } from '../../../config/rules-words.ts'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'

const folder = path.resolve(import.meta.dirname, '../../../config/rules')
const rules = parseRules(readRuleFolder(folder), catalogue)

it('says in both languages what the shipped rules look at, field and measurement', () => {
  const unsaid = rules.flatMap((rule) => {
    const { measurement } = rule.select
    if (measurement === undefined) return []
    const fields = ruleFields(rule).filter((field) =>
      (['sw', 'en'] as const).some(
        (language) => fieldLabel(measurement, field, language) === field,
      ),
    )
    const named = (['sw', 'en'] as const).every(
      (language) => measurementLabel(measurement, language) !== measurement,
    )
    return [...fields.map((field) => `${measurement}.${field}`), ...(named ? [] : [measurement])]
  })
  expect(unsaid).toEqual([])
})
it('keeps the catalogue’s help beside it, and shows what it does not know by its name', () => {
  expect(fieldHelp('disk', 'free')).toBe('Free for ordinary users')
  expect(fieldLabel('disk', 'fre', 'sw')).toBe('fre')
  expect(fieldHelp('foreign:x', 'y')).toBe('')
})
