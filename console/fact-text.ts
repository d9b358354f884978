/** A fact as a reader says it: states as words, times and sizes in the office's way. */
import type { FactCell } from '../collector/api/fact-views.ts'
import { codeFields, spokenCodes } from '../config/locales/fact-words.ts'
import { quantity } from './quantity.ts'
import type { Show } from './show.ts'

/** Days rather than moments. */
const dayFields: ReadonlySet<string> = new Set(['ends', 'licence_end'])
const lastingFields = /_age$|^age$|_s$|^(screen_lock|uptime|time_left|on_battery)$/

export function factText({ t, time }: Show, { field, value, unit }: FactCell): string {
  if (value === null) return t.none
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'string') {
    return unit === 'word' || codeFields.has(field) ? spokenCodes(t.facts.words, value) : value
  }
  if (unit === 'epoch_seconds' && dayFields.has(field)) return time.day(value * 1000)
  if (unit === 'epoch_seconds') return time.instant(value * 1000)
  if (unit === 'days') return t.time.days(value)
  if (unit === 'seconds' && lastingFields.test(field)) return time.length(value)
  return unit === 'word' ? String(value) : quantity(value, unit, t.lang)
}

/** Of a field that means something else in this measurement, `measurement_field` has the words. */
export function headingText(t: Show['t'], field: string, measurement = ''): string {
  const { fields } = t.facts
  return (
    textIn(fields, `${measurement}_${field}`) ?? textIn(fields, field) ?? field.replaceAll('_', ' ')
  )
}

export function groupText(t: Show['t'], measurement: string): string {
  return textIn(t.facts.groups, measurement) ?? measurement
}

function textIn(texts: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined
}
