/**
 * Values of an alert as its reader says them. What a value is, its field in the catalogue decides,
 * never the text itself: a computer that is called "off" keeps its name.
 */
import { findMeasurement } from '../../contract/catalogue/catalogue.ts'
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import type { Rule } from '../rule.ts'
import type { TextLanguage, TextValues } from './alert-format.ts'
import { codeFields, factWords, knownWord, spokenCodes, spokenWord } from './fact-words.ts'

/** @param rule undefined when it has been removed since: nothing is known of its values then. */
export function spokenValues(
  values: TextValues,
  rule: Rule | undefined,
  language: TextLanguage,
): TextValues {
  const measurement = findMeasurement(rule?.select.measurement ?? '')
  if (!measurement) return values
  const spoken = Object.entries(values).map(([name, value]) => {
    const told = typeof value === 'string'
    return [name, told ? spokenValue(measurement, fieldOf(name, rule), value, language) : value]
  })
  return Object.fromEntries(spoken)
}

/** A word of the measurement's field or tag in the reader's language; other texts as they are. */
export function spokenValue(
  measurement: Measurement | undefined,
  name: string,
  value: string,
  language: TextLanguage,
): string {
  const words = factWords[language]
  const field = measurement?.fields[name]
  if (field?.kind === 'state' || field?.kind === 'boolean') return spokenWord(words, value)
  if (field?.kind === 'text' && codeFields.has(name)) return spokenCodes(words, value)
  if (field || !measurement?.tags[name]?.values) return value
  return knownWord(words, value) ?? value
}

/** now_<field>: how it stands when the alert is over; from, to: of the field that changed. */
function fieldOf(name: string, rule: Rule | undefined): string {
  if (rule?.kind === 'change' && (name === 'from' || name === 'to')) return rule.field
  return name.startsWith('now_') ? name.slice('now_'.length) : name
}
