/** States in mails stand in the reader's language; what people and makers named keeps its name. */
import { describe, expect, it } from 'vitest'
import { alertTexts } from '../../../config/locales/alert-languages.ts'
import { placesOf } from '../../../config/locales/alert-format.ts'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { factWords } from '../../../config/locales/fact-words.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { parseRules, readRuleFolder } from '../../../config/rules-file.ts'
import { catalogue, findMeasurement } from '../../../contract/catalogue/catalogue.ts'

const rules = parseRules(
  readRuleFolder(new URL('../../../config/rules', import.meta.url).pathname),
  catalogue,
)
const languages = ['sw', 'en'] as const
const local = zoneReader('Africa/Dar_es_Salaam')

function told(ruleId: string, values: Record<string, string | number>, language: 'sw' | 'en') {
  const rule = rules.find(({ id }) => id === ruleId)
  return alertWords({ ruleId, object: 'x', values }, rule, { language, local })
}

describe('words of closed sets', () => {
  it.each([
    ['service-stopped', { name: 'Spooler', state: 'stopped' }, 'imesimama', 'stopped'],
    [
      'raid-degraded',
      { array: 'md0', kind: 'md', state: 'degraded' },
      'imepungukiwa diski',
      'degraded',
    ],
    ['unclean-stops', { cause: 'power_lost', unclean_week: 3 }, 'umeme ulikatika', 'power lost'],
    [
      'disk-unreadable',
      { reason: 'behind_controller' },
      'iko nyuma ya kidhibiti',
      'behind a controller',
    ],
    ['antivirus-threat-found', { state: 'quarantined' }, 'imetengwa', 'locked away'],
  ] as const)('of %s are said in both languages', (ruleId, values, sw, en) => {
    expect(told(ruleId, values, 'sw').fact).toContain(sw)
    expect(told(ruleId, values, 'en').fact).toContain(en)
  })
  it('are said in a list of codes, and where a tag is of a closed set', () => {
    const values = { verdict: 'failing', reasons: 'self_test,pending_sectors' }
    expect(told('disk-failing', values, 'sw').fact).toContain(
      'jaribio lake limeshindwa, sekta zisizosomeka',
    )
    expect(told('disk-errors-in-log', { kind: 'disk_error' }, 'sw').title).toContain(
      'hitilafu za diski',
    )
  })
  it('are said of a change and of how it stands when it is over', () => {
    const change = `- { id: own, kind: change, field: link, severity: warning, select: { measurement: net }, texts: { sw: { title: 't', fact: '{from} {to} {now_link}', meaning: 'm', steps: [s], cleared: c }, en: { title: 't', fact: '{from} {to} {now_link}', meaning: 'm', steps: [s], cleared: c } } }`
    const [rule] = parseRules([{ file: 'own.yaml', text: change }], catalogue)
    const values = { from: 'up', to: 'down', now_link: 'up' }
    const alert = { ruleId: 'own', object: 'eth0', values }
    expect(alertWords(alert, rule, { language: 'sw', local }).fact).toBe(
      'inafanya kazi haifanyi kazi inafanya kazi',
    )
  })
})

describe('names and other free texts', () => {
  it('stay as they are, also when they look like a state', () => {
    const values = { name: 'off', state: 'stopped' }
    expect(told('service-stopped', values, 'sw').fact).toBe('Hali ya huduma ya off: imesimama.')
    const disk = { model: 'failed', device: 'unknown', serial_no: 'none', reasons: 'wear' }
    expect(told('disk-failing', disk, 'sw').fact).toContain('failed (unknown')
    const people = { from: 'none', to: 'none, running' }
    expect(told('administrators-changed', people, 'sw').fact).toContain('none, running')
  })
  it('stay as they are when the rule is gone', () => {
    const words = alertWords(
      { ruleId: 'gone', object: 'off', values: { state: 'off' } },
      undefined,
      {
        language: 'sw',
        local,
      },
    )
    expect(words.fact).not.toContain('imezimwa')
  })
})

describe('the dictionary', () => {
  it('has the same words in both languages', () => {
    expect(Object.keys(factWords.sw)).toEqual(Object.keys(factWords.en))
  })
  it('has every state that a shipped text may tell', () => {
    const missing = rules.flatMap((rule) => {
      const fields = findMeasurement(rule.select.measurement ?? '')?.fields ?? {}
      return languages.flatMap((language) => {
        const texts = alertTexts[language].rules[rule.text]
        const places = texts ? [texts.title, texts.fact, texts.cleared].flatMap(placesOf) : []
        return places.flatMap((place) => {
          const field = fields[place.replace(/^now_/, '')]
          const states = field?.kind === 'state' ? Object.keys(field.states) : []
          return states.filter((state) => !Object.hasOwn(factWords[language], state))
        })
      })
    })
    expect([...new Set(missing)]).toEqual([])
  })
})
