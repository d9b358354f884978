/**
 * Fills a text's places: {name}, {name:format}, {name, plural, one {…} other {…}} with # for the
 * number, or {name, select, <word> {…} other {…}}, with places in the forms. Numbers, sizes
 * and times as each language writes them. The plural is ICU's; all of ICU
 * would make the apostrophe of "ng'ombe" a quote, and knows no Swahili clock.
 */
import { clockTime, letterDate, swahiliClock, type LocalTime } from '../office-time.ts'
import { zanzibarText } from './zanzibar.ts'

export type TextLanguage = 'sw' | 'en'
export type TextValues = Readonly<Record<string, string | number | undefined>>
export interface Formatting {
  readonly language: TextLanguage
  /** The office's wall time. */
  readonly local: (ms: number) => LocalTime
  /** The office is in Zanzibar. */
  readonly zanzibar?: boolean
}

const formats = {
  /** Up to one digit after the point, thousands apart: 1,250.5. */
  number: (value: number) => grouped(value),
  percent: (value: number) => `${grouped(value)}%`,
  celsius: (value: number) => `${grouped(value)} °C`,
  /** GB 16.7 in Swahili, 16.7 GB in English. */
  bytes: (value: number, { language }: Formatting) => bytes(value, language),
  /** Seconds as a length of time. */
  duration: (value: number, { language }: Formatting) => duration(value, language),
  /** A pace of bytes, finer than sizes: 1.85 GB. */
  pace: (value: number, { language }: Formatting) => bytes(value, language, 2),
  times: (value: number, { language }: Formatting) => times(value, language),
  days: (value: number, { language }: Formatting) => days(value, language),
  /** Seconds since 1970 as a date: 21/11/2026. */
  date: (value: number, { local }: Formatting) => letterDate(local(value * 1000)),
  /** Seconds since 1970 as date and time; in Swahili with both clocks. */
  when: (value: number, formatting: Formatting) => moment(value * 1000, formatting),
  /** The clock alone: "10:42"; in Swahili "10:42 (saa 4:42 asubuhi)". */
  clock: (value: number, formatting: Formatting) => clock(value * 1000, formatting),
} as const satisfies Record<string, (value: number, formatting: Formatting) => string>
export type FormatName = keyof typeof formats

/** {name:aside}: which of several, in brackets with the space before; nothing where there is but one. */
export const aside = 'aside'
const places = /\{(\w+)(?::(\w+))?\}/g
const spacedPlaces = new RegExp(`( ?)${places.source}`, 'g')
/** Of a form: words, and places among them. */
const inForm = String.raw`(?:[^{}]|\{\w+(?::\w+)?\})*`
const plurals = new RegExp(
  String.raw`\{(\w+), plural, one \{(${inForm})\} other \{(${inForm})\}\}`,
  'g',
)
const selects = new RegExp(String.raw`\{(\w+), select,((?: \w+ \{${inForm}\})+)\}`, 'g')
const choices = new RegExp(String.raw`(\w+) \{(${inForm})\}`, 'g')
const pluralRules = { sw: new Intl.PluralRules('sw'), en: new Intl.PluralRules('en') } as const

/** The names of the places in a text. */
export function placesOf(text: string): readonly string[] {
  // A form of one word would look like a place.
  const bare = text
    .replace(plurals, '$2 $3')
    .replace(selects, (_, _name: string, forms: string) =>
      [...forms.matchAll(choices)].map(([, , form = '']) => form).join(' '),
    )
  const found = [bare.matchAll(places), text.matchAll(plurals), text.matchAll(selects)]
  return found.flatMap((matches) => [...matches].map(([, name = '']) => name))
}

/** A value that is missing is said to be unknown: never an empty place, never zero. */
export function fill(text: string, values: TextValues, formatting: Formatting): string {
  const { language, zanzibar } = formatting
  const chosen = text
    .replace(plurals, (_, name: string, one: string, other: string) => {
      const value = values[name]
      const count = typeof value === 'number' ? value : Number.NaN
      const form = pluralRules[language].select(count) === 'one' ? one : other
      return form.replaceAll('#', Number.isNaN(count) ? unknown(language) : grouped(count))
    })
    .replace(selects, (_, name: string, forms: string) => selected(forms, values[name]))
  // After the choice: the words of each form are changed too.
  const told = zanzibar ? zanzibarText(chosen, language) : chosen
  return told.replace(spacedPlaces, (_, space: string, name: string, format?: string) => {
    const value = values[name]
    if (format === aside)
      return space + (value === undefined || value === '' ? '' : ` (${value})`)
    if (value === undefined) return space + unknown(language)
    // Nobody is missing: "0." and not "0 .".
    if (typeof value === 'string') return value === '' ? '' : space + value
    return space + (isFormat(format) ? formats[format](value, formatting) : grouped(value))
  })
}

/** What a text says of any case, its places left out. */
export function withoutPlaces(text: string): string {
  return text
    .replace(plurals, (_, _name: string, _one: string, other: string) => other.replaceAll('#', ''))
    .replace(selects, (_, _name: string, forms: string) => selected(forms, undefined))
    .replaceAll(/\s*\{[^}]*\}/g, '')
}

function selected(forms: string, value: string | number | undefined): string {
  const by = new Map([...forms.matchAll(choices)].map(([, word = '', form = '']) => [word, form]))
  return by.get(String(value ?? 'other')) ?? by.get('other') ?? ''
}

function unknown(language: TextLanguage): string {
  return language === 'sw' ? 'haijulikani' : 'unknown'
}

export function isFormat(name: string | undefined): name is FormatName {
  return name !== undefined && Object.hasOwn(formats, name)
}

function grouped(value: number, digits = 1): string {
  // A half that became 221.849999999 on its way in whole bytes still rounds up.
  const rounded = Math.round(Number((value * 10 ** digits).toPrecision(11))) / 10 ** digits
  return rounded.toLocaleString('en-US', { maximumFractionDigits: digits })
}

const sizes = ['B', 'KB', 'MB', 'GB', 'TB'] as const
function bytes(value: number, language: TextLanguage, digits = 1): string {
  let size = Math.abs(value)
  let step = 0
  for (; size >= 1024 && step < sizes.length - 1; step++) size /= 1024
  const amount = grouped(Math.sign(value) * size, digits)
  return language === 'sw' ? `${sizes[step]} ${amount}` : `${amount} ${sizes[step]}`
}

/** Two parts at most: "saa 6 na dakika 8", "6 hours 8 minutes". */
export function duration(seconds: number, language: TextLanguage): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  if (minutes < 1) return count(Math.round(Math.abs(seconds)), 'sekunde', 'second', language)
  const parts = [
    [Math.floor(minutes / 1440), 'siku', 'day'],
    [Math.floor((minutes % 1440) / 60), 'saa', 'hour'],
    [minutes % 60, 'dakika', 'minute'],
  ] as const
  const told = parts.filter(([amount]) => amount > 0).slice(0, 2)
  return told
    .map(([amount, sw, en]) => count(amount, sw, en, language))
    .join(language === 'sw' ? ' na ' : ' ')
}

function days(value: number, language: TextLanguage): string {
  // "0 days" would say that it has happened.
  if (value > 0 && value < 1) return language === 'sw' ? 'chini ya siku 1' : 'less than a day'
  return count(Math.floor(value), 'siku', 'day', language)
}

function times(value: number, language: TextLanguage): string {
  if (language === 'sw') return `mara ${grouped(value)}`
  return value === 1 ? 'once' : value === 2 ? 'twice' : `${grouped(value)} times`
}

function count(amount: number, sw: string, en: string, language: TextLanguage): string {
  if (language === 'sw') return `${sw} ${grouped(amount)}`
  return `${grouped(amount)} ${en}${amount === 1 ? '' : 's'}`
}

/** "tarehe 12/11/2026 saa 10:42 (saa 4:42 asubuhi)", "12/11/2026 at 10:42". */
export function moment(ms: number, { language, local }: Formatting): string {
  const time = local(ms)
  if (language === 'en') return `${letterDate(time)} at ${clockTime(time)}`
  return `tarehe ${letterDate(time)} saa ${clockTime(time)} (${swahiliClock(time)})`
}

function clock(ms: number, { language, local }: Formatting): string {
  const time = local(ms)
  if (language === 'en') return clockTime(time)
  return `${clockTime(time)} (${swahiliClock(time)})`
}
