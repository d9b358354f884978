/**
 * Every InfluxQL query of every dashboard is written here and in influxql-summaries.ts, in words that
 * InfluxDB 1, 2 (by its DBRP mapping) and 3 Core all take. Measurements, tags and fields come from
 * the catalogue, so a panel that asks for something that nobody writes does not compile.
 */
import type { Measurement } from '../contract/catalogue/grammar.ts'

/** What every point carries beside its own tags. */
export type OfficeTag = 'host' | 'host_id' | 'site' | 'department' | 'role'
export type TagOf<M extends Measurement> = OfficeTag | (keyof M['tags'] & string)
export type FieldOf<M extends Measurement> = keyof M['fields'] & string

/** Retention policy (docs/INFLUXDB.md); `chosen` follows from the time range. */
export type Policy = 'full' | '5m' | '1h' | '${resolution}'
export const chosen: Policy = '${resolution}'
/**
 * As it is now, whatever time range is chosen. A computer that was switched off before a long weekend
 * still has its failing disk.
 */
export const atPresent = { policy: 'full', within: '7d' } as const

/** Whose points: those of the chosen places, of the chosen computer, or all. */
export type Scope = 'office' | 'host' | 'network' | 'site' | 'all'
const scopes: Readonly<Record<Scope, readonly string[]>> = {
  office: ['site', 'department', 'role', 'host'].map((tag) => `"${tag}" =~ /^$${tag}$/`),
  host: ['"host_id" =~ /^$host_id$/'],
  /** Devices without an agent, which have neither department nor choice of role. */
  network: ['site', 'host'].map((tag) => `"${tag}" =~ /^$${tag}$/`),
  site: ['"site" =~ /^$site$/'],
  all: [],
}

/** Functions that all three versions know. */
export type Pick =
  | 'mean'
  | 'median'
  | 'min'
  | 'max'
  | 'last'
  | 'sum'
  | 'count'
  | 'rate'
  | 'difference'

export interface Column<M extends Measurement> {
  readonly field: FieldOf<M>
  readonly pick: Pick
  /** Name of the column in the answer; left out: the field's. */
  readonly as?: string
  /** Of a roll-up alone: its least, greatest or newest value, or by how much a counter rose. */
  readonly ending?: '_min' | '_max' | '_last' | '_increase'
}
export interface Question<M extends Measurement> {
  readonly from: M
  readonly scope: Scope
  readonly policy?: Policy
  /** Values of tags; a leading `!` excludes. */
  readonly where?: { readonly [T in TagOf<M>]?: readonly string[] }
  readonly by?: readonly TagOf<M>[]
  /** Only points that are not older; left out: the time range above the dashboard. */
  readonly within?: string
  /** Only points whose field fulfils it. */
  readonly when?: When<M>
}
export interface Query {
  readonly text: string
  readonly format: 'time_series' | 'table'
  /** What a line is called, with Grafana's words for tags and columns. */
  readonly alias?: string
  /** Names of the columns, where these are the lines. */
  readonly columns?: readonly string[]
}

/** Seconds since 1970 are milliseconds for Grafana. */
const epochFactor = 1000

/** Values in the course of time, one line for each group and column. */
export function overTime<M extends Measurement>(
  question: Question<M>,
  columns: readonly Column<M>[],
  { alias, step = '$__interval', fill = 'null' }: Drawn = {},
): Query {
  const { by = [] } = question
  const groups = [`time(${step})`, ...by.map(quoted)].join(', ')
  const text = `SELECT ${listed(question.from, columns)} ${source(question)} GROUP BY ${groups} fill(${fill})`
  if (alias !== undefined) return { text, format: 'time_series', alias }
  const names = columns.map(({ field, as = field }) => as)
  return { text, format: 'time_series', alias: '$col', columns: names }
}
export interface Drawn {
  /** Left out: the names of the columns. */
  readonly alias?: string
  readonly step?: string
  readonly fill?: 'null' | 'none' | 'previous'
}

/** The newest values, a row for each group. */
export function latest<M extends Measurement>(
  question: Question<M>,
  columns: readonly Column<M>[],
): Query {
  const text = `SELECT ${listed(question.from, columns)} ${source(question)}${grouped(question.by)}`
  return { text, format: 'table' }
}

/** The rows themselves, of things that happen now and then. */
export function rows<M extends Measurement>(
  question: Omit<Question<M>, 'by'>,
  fields: readonly FieldOf<M>[],
  tags: readonly TagOf<M>[],
  limit: number,
): Query {
  const names = [...fields.map((field) => shownAs(question.from, field)), ...tags.map(quoted)]
  const text = `SELECT ${names.join(', ')} ${source(question)} ORDER BY time DESC LIMIT ${limit}`
  return { text, format: 'table' }
}

/** A condition on a field: a state's words, or a comparison with a number. */
export type When<M extends Measurement> =
  | { readonly field: FieldOf<M>; readonly is: readonly string[] }
  | { readonly field: FieldOf<M>; readonly above: number }
  | { readonly field: FieldOf<M>; readonly below: number }
  /** Further from zero, to either side. */
  | { readonly field: FieldOf<M>; readonly beyond: number }

/** The newest rows of those groups whose newest value fulfils the condition. */
export function latestWhere<M extends Measurement>(
  question: Question<M>,
  columns: readonly FieldOf<M>[],
  when: When<M>,
): Query {
  const { from, by = [] } = question
  const all = [...new Set([when.field, ...columns])].map((field) => stored(from, field))
  const picked = all.map((name) => `last(${quoted(name)}) AS ${quoted(name)}`).join(', ')
  const inner = `SELECT ${picked} ${source(question)}${grouped(by)}`
  const shown = [...new Set([when.field, ...columns])].map((field) => shownAs(from, field))
  const text = `SELECT ${shown.join(', ')} FROM (${inner}) WHERE ${conditionOf(from, when)}${grouped(by)}`
  return { text, format: 'table' }
}

/** Values of a tag for a variable. */
export function tagValues<M extends Measurement>(
  from: M,
  tag: TagOf<M>,
  within: readonly OfficeTag[],
): string {
  const where = within.map((one) => `"${one}" =~ /^$${one}$/`).join(' AND ')
  return `SHOW TAG VALUES FROM "${from.name}" WITH KEY = "${tag}"${where === '' ? '' : ` WHERE ${where}`}`
}

/** The retention policy to read for a time from one instant to another, as the outlet says. */
export function policyFor(fromMs: string, toMs: string): string {
  const fits = `${toMs} - ${fromMs} <= "until" AND ${fromMs} >= "from"`
  return `SELECT "policy" FROM "full"."resolution" WHERE ${fits} AND time >= now() - 7d ORDER BY time DESC LIMIT 1`
}

/** The name under which the field is stored: of a state its number, which panels translate. */
export function stored(from: Measurement, field: string, ending = ''): string {
  return from.fields[field]?.kind === 'state' ? `${field}_code` : `${field}${ending}`
}

/** What happened, for a mark on every graph. */
export function happened<M extends Measurement>(
  question: Omit<Question<M>, 'by'> & { readonly when: When<M> },
  shown: readonly (FieldOf<M> | TagOf<M>)[],
): string {
  const named = [stored(question.from, question.when.field), ...shown].map(quoted).join(', ')
  return `SELECT ${named} ${source(question)}`
}

function listed<M extends Measurement>(from: M, columns: readonly Column<M>[]): string {
  return columns.map((column) => expression(from, column)).join(', ')
}
/** A stored value as panels show it, under its stored name. */
function shownAs(from: Measurement, field: string): string {
  const name = quoted(stored(from, field))
  return isEpoch(from, field) ? `${name} * ${epochFactor} AS ${name}` : name
}
function isEpoch({ fields }: Measurement, field: string): boolean {
  const declared = fields[field]
  return declared !== undefined && 'unit' in declared && declared.unit === 'epoch_seconds'
}
function expression<M extends Measurement>(from: M, column: Column<M>): string {
  const { field, pick, as = field, ending = '' } = column
  const name = quoted(stored(from, field, ending))
  const factor = isEpoch(from, field) && pick !== 'difference' ? ` * ${epochFactor}` : ''
  return `${picked(pick, name)}${factor} AS ${quoted(as)}`
}
export function picked(pick: Pick, name: string): string {
  if (pick === 'rate') return `non_negative_derivative(max(${name}), 1s)`
  if (pick === 'difference') return `non_negative_difference(max(${name}))`
  return `${pick}(${name})`
}
export function source<M extends Measurement>(question: Omit<Question<M>, 'by'>): string {
  const { from, scope, policy = chosen, within, where = {}, when } = question
  const time = within === undefined ? '$timeFilter' : `time >= now() - ${within}`
  const tags = Object.entries<readonly string[] | undefined>(where).map(([tag, values = []]) =>
    tagCondition(tag, values),
  )
  const told = when === undefined ? [] : [conditionOf(from, when)]
  const conditions = [...scopes[scope], ...tags, ...told, time].join(' AND ')
  return `FROM "${policy}"."${from.name}" WHERE ${conditions}`
}
function tagCondition(tag: string, values: readonly string[]): string {
  const isOut = values.every((value) => value.startsWith('!'))
  const tests = values.map((value) =>
    value.startsWith('!') ? `"${tag}" != '${value.slice(1)}'` : `"${tag}" = '${value}'`,
  )
  return tests.length === 1 ? tests.join('') : `(${tests.join(isOut ? ' AND ' : ' OR ')})`
}
export function conditionOf<M extends Measurement>(from: M, when: When<M>): string {
  const name = quoted(stored(from, when.field))
  if ('above' in when) return `${name} > ${when.above}`
  if ('below' in when) return `${name} < ${when.below}`
  if ('beyond' in when) return `(${name} > ${when.beyond} OR ${name} < -${when.beyond})`
  const field = from.fields[when.field]
  const values = when.is.map((word) => {
    if (field?.kind !== 'state') return word
    const code = field.states[word]
    if (code === undefined) throw new Error(`${from.name}.${when.field} has no state ${word}`)
    return String(code)
  })
  const tests = values.map((value) => `${name} = ${value}`)
  return tests.length === 1 ? tests.join('') : `(${tests.join(' OR ')})`
}
export function grouped(by: readonly string[] = []): string {
  return by.length === 0 ? '' : ` GROUP BY ${by.map(quoted).join(', ')}`
}
export function quoted(name: string): string {
  return `"${name}"`
}
