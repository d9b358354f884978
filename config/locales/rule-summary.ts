/** What a rule watches and when it tells, in few words of each language: for lists and documents. */
import type { Condition, Rule, RuleSeverity, Span } from '../rule.ts'
import { zoneReader } from '../office-time.ts'
import { alertTexts } from './alert-languages.ts'
import { duration, fill, type Formatting, type TextLanguage } from './alert-format.ts'
import { spoken } from './alert-wording.ts'
import { fieldLabel } from './field-labels.ts'
import { ruleSummaryTexts } from './rule-summary-texts.ts'

export interface LevelSummary {
  readonly severity: RuleSeverity
  /** "used_percent above 85%, free below 15 GB, for 5 minutes". */
  readonly when: string
  /** When it is over; empty: when the condition no longer holds. */
  readonly clears: string
}

const local = zoneReader('Africa/Dar_es_Salaam')

/** The rule's levels, the gravest first. */
export function ruleLevels(rule: Rule, language: TextLanguage): readonly LevelSummary[] {
  const told = teller(rule, language)
  const { t, all, time, span, label } = told
  switch (rule.kind) {
    case 'threshold':
    case 'state':
      return rule.levels.map(({ severity, when, forMs, clear, clearForMs }) => ({
        severity,
        when: joined(all(when), forMs > 0 && t('for', { time: time(forMs) })),
        clears: joined(
          clear.length > 0 && clear.map((one) => all([one])).join(t('or', {})),
          clearForMs > 0 && t('for', { time: time(clearForMs) }),
        ),
      }))
    case 'forecast':
      return rule.levels.map(({ severity, withinMs, clearMs, when, forMs }) => ({
        severity,
        when: joined(
          t('within', { time: time(withinMs) }),
          all(when),
          forMs > 0 && t('for', { time: time(forMs) }),
        ),
        clears: t('beyond', { time: time(clearMs) }),
      }))
    case 'silence':
      return rule.levels.map(({ severity, after, missed }) => ({
        severity,
        when: joined(
          rule.of === 'site'
            ? t('site', { share: rule.share, least: rule.least })
            : t('silent', { time: span(after) }),
          missed > 0 && t('missed', { count: missed }),
        ),
        clears: '',
      }))
    case 'age':
      return rule.levels.map(({ severity, olderThan }) => ({
        severity,
        when: t('older', { field: label(rule.field), time: span(olderThan) }),
        clears: '',
      }))
    case 'schedule':
      return rule.levels.map(({ severity, missed }) => ({
        severity,
        when: t('missed', { count: missed }),
        clears: '',
      }))
    default:
      return [{ severity: rule.severity, when: onceOf(rule, told), clears: '' }]
  }
}

/** Which computers and things the rule is about. */
export function ruleScope(rule: Rule, language: TextLanguage): string {
  const { roles, tags, critical } = rule.select
  const texts = alertTexts[language]
  const { t } = teller(rule, language)
  return joined(
    roles.map((role) => texts.roles[role as keyof typeof texts.roles] ?? role).join(', '),
    critical === true && t('critical', {}),
    critical === false && t('notCritical', {}),
    ...Object.entries(tags).map(([tag, values]) => `${tag}: ${values.join(', ')}`),
  )
}

type Once = Extract<Rule, { readonly severity: RuleSeverity }>
function onceOf(rule: Once, { t, all, time, label }: Teller): string {
  const learns = rule.learnMs > 0 && t('learns', { time: time(rule.learnMs) })
  if (rule.kind === 'event') return joined(t('event', {}), all(rule.when), learns)
  if (rule.kind === 'change')
    return joined(t('change', { field: label(rule.field) }), all(rule.to), learns)
  return joined(
    t('increase', { by: rule.by, fields: rule.fields.map(label).join(', ') }),
    rule.withinMs > 0 && t('inTime', { time: time(rule.withinMs) }),
    learns,
  )
}

interface Teller {
  readonly t: (
    key: keyof (typeof ruleSummaryTexts)['sw'],
    values: Readonly<Record<string, string | number>>,
  ) => string
  readonly all: (conditions: readonly Condition[]) => string
  readonly time: (ms: number) => string
  readonly span: (span: Span) => string
  readonly label: (field: string) => string
}

function teller(rule: Rule, language: TextLanguage): Teller {
  const formatting: Formatting = { language, local }
  const texts = alertTexts[language]
  const t: Teller['t'] = (key, values) => fill(ruleSummaryTexts[language][key], values, formatting)
  const measurement = rule.select.measurement ?? ''
  const label = (field: string): string => fieldLabel(measurement, field, language)
  const time = (ms: number): string => duration(ms / 1000, language)
  return {
    t,
    time,
    label,
    span: ({ unit, amount }) =>
      unit === 'milliseconds' ? time(amount) : t('workingDays', { count: amount }),
    all: (conditions) =>
      conditions
        .map((one) => spoken(one, measurement, texts, formatting, label(one.field)))
        .join(t('and', {})),
  }
}

function joined(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== '').join('; ')
}
