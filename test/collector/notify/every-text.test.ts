/** Every rule in every language and form of message, as its reader would get it. */
import { describe, expect, it } from 'vitest'
import { MailWriter, type MailContext, type Written } from '../../../collector/notify/compose.ts'
import { antivirusMail, backupsMail, supportMail } from '../../../collector/notify/list-mails.ts'
import { MatterWords } from '../../../collector/notify/matter-words.ts'
import { smsProblem, smsRecovery } from '../../../collector/notify/sms-text.ts'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import type { Language } from '../../../collector/model/office.ts'
import type { MailMatter } from '../../../collector/state/outbox.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { escalationDefaults } from '../../../config/escalation-times.ts'
import { isUrgent } from '../../../config/routing.ts'
import type { Rule } from '../../../config/rule.ts'
import { gsm7Length } from '../../../lib/sms/gsm7.ts'
import { hostNamed, shippedRules } from '../../support/alert-scene.ts'
import { ruleValues, sampleInstant } from '../../support/rule-values.ts'

const openedAtMs = sampleInstant * 1000
const name = 'Rehema Mwakyusa'
const tongues = [
  ['sw', false],
  ['en', false],
  ['sw', true],
  ['en', true],
] as const
const cases = shippedRules.flatMap((rule) =>
  tongues.map(
    ([language, zanzibar]) =>
      [rule.id, language, zanzibar ? 'Zanzibar' : 'mainland', rule] as const,
  ),
)

function wordsFor(language: Language, zanzibar: boolean): MatterWords {
  const host = hostNamed('h', {
    name: 'AFY-PC-014',
    siteId: 'mlimani',
    departmentId: 'afya',
  })
  const context: MailContext = {
    organisation: {
      name: zanzibar ? 'Afisi ya DPP' : 'Halmashauri ya Wilaya ya Mlimani',
      language,
      zanzibar,
      phone: '022 211 1111',
      email: 'tehama@mlimani.go.tz',
    },
    host: () => host,
    siteName: () => 'Kituo cha Afya Mlimani',
    departmentName: () => 'Afya, Ustawi wa Jamii na Lishe',
    rule: (id) => shippedRules.find((rule) => rule.id === id),
    local: zoneReader('Africa/Dar_es_Salaam'),
    escalation: escalationDefaults,
    consoleUrl: 'https://10.20.1.5:8443',
    deputy: 'Baraka Mushi',
    link: 'https://10.20.1.5:8443/a/1a2.tx4kz1.Zm9vYmFyYmF6cXV4Zm9vYg',
  }
  return new MatterWords(context, language)
}
function matterOf(rule: Rule, kind: MailMatter['kind'] = 'opened', object = 'C:'): MailMatter {
  const atSite = rule.kind === 'silence' && rule.of === 'site'
  const alert: AlertRecord = {
    id: `a-${rule.id}-${object}`,
    ruleId: rule.id,
    severity: 'critical',
    hostId: atSite ? null : 'h',
    siteId: 'mlimani',
    object,
    openedAtMs,
    clearedAtMs: kind === 'cleared' ? openedAtMs + 22_080_000 : null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId: null,
    values: ruleValues(rule),
  }
  return { alert, kind }
}

/** So many computers with the same matter. */
function listOf(ruleId: string, count: number): readonly MailMatter[] {
  const rule = shippedRules.find(({ id }) => id === ruleId)
  if (!rule) throw new Error(`There is no rule ${ruleId}`)
  return Array.from({ length: count }, (_, at) => {
    const { alert, kind } = matterOf(rule, 'opened', '')
    return { alert: { ...alert, id: `${ruleId}-${at}`, hostId: `h${at}` }, kind }
  })
}

/** What every mail must be, whatever it tells. */
function sound({ subject, text, html }: Written, language: Language, zanzibar: boolean): void {
  expect(subject.replace(/^Re: /, '').length, subject).toBeLessThan(78)
  expect(subject).not.toMatch(/[\r\n]/)
  expect(Buffer.byteLength(text) + Buffer.byteLength(html)).toBeLessThan(20_000)
  expect(text).toContain(name)
  for (const told of [subject, text, html]) expect(told).not.toMatch(/\{\w|undefined|NaN|Invalid/)
  // Nothing is fetched when it is opened: no image, style sheet, font or script.
  expect(html).not.toMatch(
    /<(img|script|link|iframe|object|video|audio|base)\b|url\(|@import|src=|srcset=/i,
  )
  expect(html).toContain(`lang="${language}"`)
  bothClocks(text, language)
  if (zanzibar)
    expect(`${subject}\n${text}`).not.toMatch(/halmashauri|\bofisi|\beGA\b|\bnyingine\b|council/i)
}
/** Each time of day in Swahili has its second clock, the right one. */
function bothClocks(text: string, language: Language): void {
  const times = [...text.matchAll(/(\d\d):(\d\d)(?: \((saa (\d{1,2}):(\d\d) ([a-z]+))\))?/g)]
  expect(times.length).toBeGreaterThan(0)
  for (const [whole, hour = '', minute, swahili, spoken, spokenMinute, part] of times) {
    if (language === 'en') {
      expect(swahili, whole).toBeUndefined()
      continue
    }
    expect(swahili, whole).toBeDefined()
    expect(Number(spoken)).toBe(((Number(hour) + 5) % 12) + 1)
    expect(spokenMinute).toBe(minute)
    expect(part).toMatch(/^(alfajiri|asubuhi|mchana|jioni|usiku)$/)
  }
}
/** The text part alone says what is in the HTML. */
function complete({ text, html }: Written): void {
  const bare = html
    .replace(/<(style|title)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
  const wordsOf = (told: string): Set<string> =>
    new Set(told.toLowerCase().match(/[\p{L}\d]{3,}/gu))
  const inText = wordsOf(text)
  expect([...wordsOf(bare)].filter((word) => !inText.has(word))).toEqual([])
}

describe('a lost site', () => {
  const reasons = ['ups', 'laptop', 'desktop', 'network', 'oftenLine', 'oftenPower', 'none']
  it.each(tongues.flatMap((tongue) => reasons.map((reason) => [reason, ...tongue] as const)))(
    'says why it looks like %s (%s, Zanzibar: %s)',
    (reason, language, zanzibar) => {
      const rule = shippedRules.find(({ id }) => id === 'site-silent')
      if (!rule) throw new Error('There is no site-silent')
      const { alert, kind } = matterOf(rule)
      const values = { ...alert.values, reason, cause: reason === 'oftenLine' ? 'line' : 'power' }
      const writer = new MailWriter(wordsFor(language, zanzibar))
      const mail = writer.problem(name, [{ alert: { ...alert, values }, kind }], 'warning')
      sound(mail, language, zanzibar)
      complete(mail)
      expect(mail.text).not.toContain('select,')
    },
  )
})

describe('every rule, as a reader is told of it', () => {
  it.each(cases)('%s (%s, %s)', (_, language, place, rule) => {
    const zanzibar = place === 'Zanzibar'
    const words = wordsFor(language, zanzibar)
    const writer = new MailWriter(words)
    const one = matterOf(rule)
    const problem = writer.problem(name, [one], 'critical')
    sound(problem, language, zanzibar)
    complete(problem)
    // An instruction, and how to acknowledge.
    expect(problem.text).toMatch(/^ *1\. \S.{10,}/m)
    expect(problem.text).toContain('/a/1a2.')
    expect(problem.text.includes('Baraka Mushi')).toBe(isUrgent(rule.id))
    const many = writer.problem(name, [one, matterOf(rule, 'worsened', 'D:')], 'critical')
    sound(many, language, zanzibar)
    const over = writer.recovery(name, [matterOf(rule, 'cleared')], problem.subject)
    sound(over, language, zanzibar)
    expect(over.subject).toBe(`Re: ${problem.subject}`)
    for (const text of [
      smsProblem(words, [one]),
      smsProblem(words, [one, matterOf(rule, 'opened', 'D:')]),
      smsRecovery(words, [matterOf(rule, 'cleared')]),
    ]) {
      expect(gsm7Length(text), text).toBeLessThanOrEqual(160)
      expect(text).not.toMatch(/[{}?]|undefined|NaN/)
      bothClocks(text, language)
    }
  })
})

describe.each(tongues)('lists in %s, Zanzibar %s', (language, zanzibar) => {
  const words = wordsFor(language, zanzibar)
  const writer = new MailWriter(words)
  it.each([1, 2, 5, 40, 500])('of %i', (count) => {
    const rules = Array.from({ length: count }, (_, at) => shippedRules[at % shippedRules.length])
    const matters = rules.flatMap((rule, at) =>
      rule ? [matterOf(rule, at % 3 === 0 ? 'cleared' : 'opened', `D${at}:`)] : [],
    )
    const alerts = matters.map(({ alert }) => alert)
    const open = alerts.filter(({ clearedAtMs }) => clearedAtMs === null)
    const cleared = alerts.filter(({ clearedAtMs }) => clearedAtMs !== null)
    for (const mail of [
      writer.digest(name, matters),
      writer.summary(name, openedAtMs, { open, cleared, held: count, news: open.slice(0, 3) }),
      writer.reminder(name, matters),
      backupsMail(words, name, matters, 'Idara ya Afya, Ustawi wa Jamii na Lishe'),
      antivirusMail(words, name, listOf('antivirus-off', count), {
        computers: 1000,
        nowMs: openedAtMs,
      }),
      supportMail(words, name, listOf('os-support-ended', count), {
        computers: 1000,
        nowMs: openedAtMs,
      }),
    ]) {
      sound(mail, language, zanzibar)
      complete(mail)
      // One is one: "1 alert", "kompyuta 1 haina"; verbs follow the noun's class and number.
      if (language === 'en')
        expect(mail.subject + mail.text).not.toMatch(
          /\b1 (\w+ )?(alerts|messages|matters|computers)\b/,
        )
    }
  })
})
