/** The words of one alert in one language: shipped, the office's own, or generated. */
import { findMeasurement } from '../../contract/catalogue/catalogue.ts'
import type { AlertWords, Condition, Rule } from '../rule.ts'
import { alertTexts } from './alert-languages.ts'
import type { AlertTexts, GeneratedKind } from './alert-texts.ts'
import { fill, type Formatting, type TextValues } from './alert-format.ts'
import { spokenValue, spokenValues } from './alert-values.ts'

export interface WordedAlert {
  readonly ruleId: string
  readonly object: string
  readonly values: TextValues
}

/** Texts of a rule with their places open: shipped ones by key, else its own, else generated. */
export function wordsOf(rule: Rule | undefined, texts: AlertTexts, own?: AlertWords): AlertWords {
  const shipped = rule && Object.hasOwn(texts.rules, rule.text) ? texts.rules[rule.text] : undefined
  return own ?? shipped ?? texts.generated[rule ? generatedKind(rule) : 'happened']
}

function generatedKind(rule: Rule): GeneratedKind {
  switch (rule.kind) {
    case 'threshold':
    case 'state':
    case 'forecast':
      return 'limits'
    case 'event':
    case 'change':
    case 'increase':
      return 'happened'
    case 'age':
    case 'schedule':
      return 'late'
    default:
      return 'silent'
  }
}

/** @param rule undefined when the rule has been removed since; the alert still has words. */
export function alertWords(
  alert: WordedAlert,
  rule: Rule | undefined,
  formatting: Formatting,
): AlertWords {
  const texts = alertTexts[formatting.language]
  const words = wordsOf(rule, texts, rule?.texts?.[formatting.language])
  const spoken = { ...alert, values: spokenValues(alert.values, rule, formatting.language) }
  const values = { ...generatedValues(spoken, rule, texts, formatting), ...spoken.values }
  const filled = (text: string): string =>
    fill(text, values, formatting).replace(/\s+/g, ' ').trim()
  return {
    title: cut(filled(words.title), titleMax),
    fact: `${filled(words.fact)}${flapping(alert.values, texts, formatting)}`,
    meaning: filled(words.meaning),
    steps: words.steps.map(filled),
    cleared: filled(alert.values['now_gone'] === undefined ? words.cleared : texts.gone),
    ...(words.short !== undefined && { short: filled(words.short) }),
    ...(words.shortCleared !== undefined && { shortCleared: filled(words.shortCleared) }),
  }
}

/** A8: what comes and goes says so. */
function flapping(values: TextValues, texts: AlertTexts, formatting: Formatting): string {
  const times = values['flapping']
  return typeof times === 'number' ? ` ${fill(texts.flapping, { times }, formatting)}` : ''
}

const titleMax = 80
const readingsMax = 6
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

/** What generated sentences need: the rule's own words and the readings that it looks at. */
function generatedValues(
  { ruleId, object, values }: WordedAlert,
  rule: Rule | undefined,
  texts: AlertTexts,
  formatting: Formatting,
): Record<string, string> {
  const level = rule && 'levels' in rule ? rule.levels[0] : undefined
  const conditions = level && 'when' in level ? level.when : []
  const fields = conditions.map((condition) => condition.field)
  if (rule && 'field' in rule) fields.push(rule.field)
  if (rule?.kind === 'increase') fields.push(...rule.fields)
  const measurement = rule?.select.measurement ?? ruleId
  const readings = [...new Set(fields)].slice(0, readingsMax).map((field) => {
    const value = values[field]
    return `${field} = ${typeof value === 'number' ? unitValue(measurement, field, value, formatting) : (value ?? '?')}`
  })
  return {
    rule: ruleId,
    object,
    measurement,
    field: fields[0] ?? '',
    readings: readings.join(', '),
    condition: conditions
      .map((condition) => spoken(condition, measurement, texts, formatting))
      .join(', '),
  }
}

/** A condition in words: "used_percent above 85%". */
export function spoken(
  { field, comparison, value }: Condition,
  measurement: string,
  texts: AlertTexts,
  formatting: Formatting,
  name = field,
): string {
  const declared = findMeasurement(measurement)
  const told =
    typeof value === 'number'
      ? unitValue(measurement, field, value, formatting)
      : value.map((word) => spokenValue(declared, field, word, formatting.language)).join(', ')
  return fill(texts.comparisons[comparison], { field: name, value: told }, formatting)
}

/** A number as its unit in the catalogue is written. */
function unitValue(
  measurement: string,
  field: string,
  value: number,
  formatting: Formatting,
): string {
  const declared = findMeasurement(measurement)?.fields[field]
  const unit = declared && 'unit' in declared ? declared.unit : 'none'
  const format = { percent: 'percent', bytes: 'bytes', celsius: 'celsius', seconds: 'duration', days: 'days' }
  const name = Object.hasOwn(format, unit) ? format[unit as keyof typeof format] : 'number'
  return fill(`{value:${name}}`, { value }, formatting)
}
