/** Reads what a profile names: a reader like those of the standard tables, made from data. */
import { findDeviceMeasurement as findMeasurement } from '../../../../contract/catalogue/device-families.ts'
import type {
  Field,
  Measurement,
  Reading,
  ReadingValue,
} from '../../../../contract/catalogue/grammar.ts'
import type {
  Conversion,
  Profile,
  ProfileField,
  ProfileTable,
  ProfileTag,
  ProfileValue,
  RowsThat,
} from '../../../../contract/device-profile.ts'
import type { Needs, Reader, Tier, View } from './reader.ts'
import { amountOf, macOf, numberIn, numberOf, textOf, type Value } from './values.ts'

const rowsMax = 1024

export function profileReader(profile: Profile): Reader {
  return {
    name: `profile ${profile.id}`,
    probes: [],
    scalars: needs(
      profile.values.map(({ tier, oids, take, percentOf = [] }) => [
        tier,
        take ? percentOf : [...oids, ...percentOf],
      ]),
    ),
    columns: needs([
      ...profile.values.map(({ tier, oids, take }) => [tier, take ? oids : []] as const),
      ...profile.tables.map((table) => [table.tier, columnsOf(table)] as const),
    ]),
    start:
      () =>
      (view, { tiers }) => {
        // A row is told whole, whichever of its values was read this time.
        const due = new Set(
          [...profile.values, ...profile.tables].flatMap(({ measurement, tier }) =>
            tiers.has(tier) ? [measurement] : [],
          ),
        )
        const isDue = ({ measurement }: { readonly measurement: string }) => due.has(measurement)
        return [
          ...profile.values.filter(isDue).flatMap((value) => valueReading(value, view)),
          ...profile.tables.filter(isDue).flatMap((table) => tableReadings(table, view)),
        ]
      },
  }
}

function needs(wanted: readonly (readonly [Tier, readonly string[]])[]): Needs {
  const all: Partial<Record<Tier, string[]>> = {}
  for (const [tier, oids] of wanted) {
    const list = (all[tier] ??= [])
    for (const oid of oids) if (!list.includes(oid)) list.push(oid)
  }
  return all
}

function columnsOf({ fields, tags, without }: ProfileTable): readonly string[] {
  const named = fields.flatMap(({ column, times, when }) => [column, times, when?.column])
  const tagged = Object.values(tags).map(({ column }) => column)
  return [...named, ...tagged, without?.column].filter((one) => one !== undefined)
}

function valueReading(
  { measurement: name, field: fieldName, oids, take, percentOf, tags, ...how }: ProfileValue,
  view: View,
): readonly Reading[] {
  const measurement = findMeasurement(name)
  const field = measurement?.fields[fieldName]
  if (!measurement || !field) return []
  const whole = percentOf && totalOf(percentOf.map((oid) => view.scalar(oid)))
  if (percentOf && !whole) return []
  const scale = whole ? 100 / whole : (how.scale ?? 1)
  for (const oid of oids) {
    const raw = take ? together(take, [...view.column(oid).values()]) : view.scalar(oid)
    const value = convert(raw, field, { ...how, scale })
    if (value === undefined) continue
    return [{ measurement, tags, fields: { [fieldName]: value } }]
  }
  return []
}

function tableReadings(table: ProfileTable, view: View): readonly Reading[] {
  const measurement = findMeasurement(table.measurement)
  if (!measurement) return []
  const indexes = new Set(table.fields.flatMap(({ column }) => [...view.column(column).keys()]))
  return [...indexes].slice(0, rowsMax).flatMap((index): readonly Reading[] => {
    if (table.without && holds(table.without, view, index)) return []
    const fields: Record<string, ReadingValue> = {}
    for (const one of table.fields) put(fields, measurement, one, view, index)
    if (Object.keys(fields).length === 0) return []
    const tags: Record<string, string> = {}
    for (const [tag, how] of Object.entries(table.tags)) tags[tag] = tagOf(how, view, index)
    return [{ measurement, tags, fields }]
  })
}

function tagOf({ column, pattern, text }: ProfileTag, view: View, index: string): string {
  const written = text?.replaceAll('{index}', index)
  const told = column === undefined ? undefined : textOf(view.column(column).get(index))
  const part = pattern === undefined ? told : new RegExp(pattern).exec(told ?? '')?.[1]
  return (part === '' ? undefined : part) ?? told ?? written ?? index
}

function totalOf(values: readonly (Value | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (amountOf(value) ?? 0), 0)
}

/** Undefined: there are no rows. Negative numbers stand for "unknown" and do not count. */
function together(
  take: NonNullable<ProfileValue['take']>,
  values: readonly Value[],
): number | undefined {
  if (take === 'count') return values.length === 0 ? undefined : values.length
  const numbers = values.flatMap((value) => amountOf(value) ?? [])
  if (numbers.length === 0) return undefined
  if (take === 'max') return Math.max(...numbers)
  const sum = numbers.reduce((all, one) => all + one, 0)
  return take === 'sum' ? sum : sum / numbers.length
}

/** Of two states for one field the higher number, which is the worse one in tables of parts. */
function put(
  fields: Record<string, ReadingValue>,
  measurement: Measurement,
  { field: name, column, times, when, ...how }: ProfileField,
  view: View,
  index: string,
): void {
  const field = measurement.fields[name]
  if (!field || (when && !holds(when, view, index))) return
  const factor = times === undefined ? 1 : amountOf(view.column(times).get(index))
  const raw = view.column(column).get(index)
  const scale = factor === undefined ? undefined : (how.scale ?? 1) * factor
  const value = scale === undefined ? undefined : convert(raw, field, { ...how, scale })
  if (value === undefined) return
  const before = fields[name]
  const keeps =
    field.kind === 'state' &&
    typeof before === 'string' &&
    (field.states[before] ?? 0) > (field.states[String(value)] ?? 0)
  if (!keeps) fields[name] = value
}

function holds({ column, is = [], matches }: RowsThat, view: View, index: string): boolean {
  const value = view.column(column).get(index)
  const text = textOf(value) ?? ''
  if (is.includes(String(numberOf(value))) || is.includes(text)) return true
  return matches !== undefined && new RegExp(matches, 'i').test(text)
}

/** Undefined: not there, not known, or not what the field takes. */
export function convert(
  raw: Value | undefined,
  field: Field,
  { scale = 1, offset = 0, unknown, states, pattern }: Conversion,
): ReadingValue | undefined {
  if (raw === undefined) return undefined
  const text =
    pattern === undefined ? textOf(raw) : new RegExp(pattern).exec(textOf(raw) ?? '')?.[1]
  const number = pattern === undefined ? numberOf(raw) : numberIn(text)
  if (number !== undefined && unknown?.includes(number)) return undefined
  switch (field.kind) {
    case 'float':
    case 'integer': {
      if (number === undefined) return undefined
      const value = number * scale + offset
      const isOut = value < (field.min ?? -Infinity) || value > (field.max ?? Infinity)
      return isOut ? undefined : value
    }
    case 'state':
      return wordIn(states, number, text)
    case 'boolean': {
      const word = wordIn(states, number, text)
      return word === undefined ? undefined : word === 'true'
    }
    default:
      return pattern === undefined ? (macOf(raw) ?? text) : text
  }
}

function wordIn(
  states: Conversion['states'],
  number: number | undefined,
  text: string | undefined,
): string | undefined {
  return states?.[String(number)] ?? states?.[text ?? ''] ?? states?.['*']
}
