/** A fact as a reader says it: states as words, times and sizes in the office's way. */
import type { FactCell } from '../collector/api/fact-views.ts'
import { quantity } from './quantity.ts'
import type { Show } from './show.ts'

/** Texts that are lists of short codes. */
const codeFields: ReadonlySet<string> = new Set(['reasons', 'blockers'])
const lastingFields = /_age$|^age$|_s$|^screen_lock$/

export function factText({ t, time }: Show, { field, value, unit }: FactCell): string {
  if (value === null) return t.none
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'string') {
    return unit === 'word' || codeFields.has(field) ? wordsText(t, value) : value
  }
  if (unit === 'epoch_seconds') return time.instant(value * 1000)
  if (unit === 'days') return t.time.days(value)
  if (unit === 'seconds' && lastingFields.test(field)) return time.length(value)
  return unit === 'word' ? String(value) : quantity(value, unit, t.lang)
}

/** Several codes stand in one text with commas between them. */
function wordsText(t: Show['t'], text: string): string {
  return text
    .split(',')
    .map((word) => wordText(t, word.trim()))
    .join(', ')
}

function wordText(t: Show['t'], word: string): string {
  return textIn(t.facts.words, word) ?? word.replaceAll('_', ' ')
}

export function headingText(t: Show['t'], field: string): string {
  return textIn(t.facts.fields, field) ?? field.replaceAll('_', ' ')
}

export function groupText(t: Show['t'], measurement: string): string {
  return textIn(t.facts.groups, measurement) ?? measurement
}

function textIn(texts: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined
}
