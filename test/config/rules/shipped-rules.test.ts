import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import { aside, isFormat, placesOf, fill } from '../../../config/locales/alert-format.ts'
import { alertTexts } from '../../../config/locales/alert-languages.ts'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { zanzibarText } from '../../../config/locales/zanzibar.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { parseRules, readRuleFolder } from '../../../config/rules-file.ts'
import { ruleValues, sampleInstant } from '../../support/rule-values.ts'

const rules = parseRules(
  readRuleFolder(new URL('../../../config/rules', import.meta.url).pathname),
  catalogue,
)
const local = zoneReader('Africa/Dar_es_Salaam')
const languages = ['sw', 'en'] as const
const instant = sampleInstant
const valuesOf = ruleValues
const cases = rules.flatMap((rule) =>
  languages.map((language) => [rule.id, language, rule] as const),
)

describe('every shipped rule (A10)', () => {
  it('is there', () => {
    expect(rules.length).toBeGreaterThan(20)
  })
  it.each(cases)('%s has whole texts in %s', (_, language, rule) => {
    const shipped = alertTexts[language].rules[rule.text]
    expect(shipped, 'a text of its own').toBeDefined()
    const values = valuesOf(rule)
    const all = Object.values(shipped ?? {}).flat()
    const missing = all.flatMap(placesOf).filter((name) => values[name] === undefined)
    expect(missing, 'places without a value').toEqual([])
    const words = alertWords({ ruleId: rule.id, object: 'x', values }, rule, { language, local })
    expect(words.title.length).toBeLessThanOrEqual(60)
    expect(words.fact.length).toBeLessThanOrEqual(400)
    expect(words.meaning.length).toBeGreaterThan(20)
    expect(words.meaning.length).toBeLessThanOrEqual(400)
    expect(words.steps.length).toBeGreaterThan(0)
    for (const text of [...words.steps, words.cleared]) expect(text.length).toBeGreaterThan(10)
    expect(Object.values(words).flat().join(' ')).not.toMatch(/[{}]|undefined|NaN/)
  })
  it.each(cases)(
    '%s in %s gives both clocks in Swahili and one in English',
    (_, language, rule) => {
      const words = alertWords({ ruleId: rule.id, object: 'x', values: valuesOf(rule) }, rule, {
        language,
        local,
      })
      const text = Object.values(words).flat().join(' ')
      const times = text.match(/\d\d:\d\d/g) ?? []
      const swahili =
        text.match(/\d\d:\d\d \(saa \d{1,2}:\d\d (asubuhi|mchana|jioni|usiku|alfajiri)\)/g) ?? []
      expect(swahili.length).toBe(language === 'sw' ? times.length : 0)
    },
  )
  it('says the same in both languages: equal keys, equal numbers, known formats', () => {
    const { sw, en } = alertTexts
    for (const part of [
      'rules',
      'generated',
      'comparisons',
      'severity',
      'roles',
      'mail',
      'delivery',
    ] as const) {
      expect(Object.keys(sw[part]).sort()).toEqual(Object.keys(en[part]).sort())
    }
    for (const [key, english] of Object.entries(en.rules)) {
      const swahili = sw.rules[key]
      expect(swahili?.steps.length, key).toBe(english.steps.length)
      const places = (texts: typeof english) =>
        [...new Set([texts.title, texts.fact, texts.cleared].flatMap(placesOf))].sort()
      expect(swahili && places(swahili), key).toEqual(places(english))
    }
    const all = JSON.stringify(alertTexts)
    for (const [, format] of all.matchAll(/\{\w+:(\w+)\}/g))
      expect(format === aside || isFormat(format), format).toBe(true)
  })
  it('has no text that no rule uses', () => {
    const used = new Set(rules.map((rule) => rule.text))
    expect(Object.keys(alertTexts.en.rules).filter((key) => !used.has(key))).toEqual([])
  })
})

describe('an office’s own rule without texts', () => {
  const own = (text: string) => parseRules([{ file: 'own.yaml', text }], catalogue)[0]
  it.each([
    [
      '- { id: own, kind: threshold, select: { measurement: disk }, warning: { when: { field: free, below: 2 GB } } }',
      'disk /srv: free = 1 GB. The rule "own" of your office is met: free below 2 GB.',
      'disk /srv: free = GB 1. Kanuni "own" ya taasisi yenu imetimia: free chini ya GB 2.',
    ],
    [
      '- { id: own, kind: state, field: state, select: { measurement: source }, warning: { is: failed } }',
      'state is failed',
      'state ni imeshindwa',
    ],
    [
      '- { id: own, kind: change, field: boot_time, severity: warning, select: { measurement: system } }',
      'told by the rule "own"',
      'kanuni "own"',
    ],
    [
      '- { id: own, kind: silence, of: host, select: { roles: [ups] }, warning: { after: 1h } }',
      '12/11/2026 at 10:42',
      'tarehe 12/11/2026 saa 10:42 (saa 4:42 asubuhi)',
    ],
  ])('gets a generated sentence in both', (text, en, sw) => {
    const rule = own(text)
    const alert = {
      ruleId: 'own',
      object: '/srv',
      values: { free: 1024 ** 3, since: instant, state: 'failed' },
    }
    expect(alertWords(alert, rule, { language: 'en', local }).fact).toContain(en)
    expect(alertWords(alert, rule, { language: 'sw', local }).fact).toContain(sw)
  })
  it('still has words when the rule is gone', () => {
    const words = alertWords({ ruleId: 'gone', object: 'x', values: {} }, undefined, {
      language: 'sw',
      local,
    })
    expect(words.fact).toContain('gone')
  })
})

describe('places in texts', () => {
  it('say that a missing value is unknown, never zero', () => {
    expect(fill('{a:bytes}', {}, { language: 'en', local })).toBe('unknown')
    expect(fill('{a:bytes}', {}, { language: 'sw', local })).toBe('haijulikani')
  })
  it('follow the words of Zanzibar where asked', () => {
    expect(zanzibarText('Ofisi nyingine za ofisi', 'sw')).toBe('Afisi nyengine za afisi')
  })
})
