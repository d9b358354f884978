/** Rows of newest values: one for each computer, disk, job. Columns dress themselves by the catalogue. */
import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common'
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type DataTransformerConfig,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table'
import type { Field, Measurement } from '../../contract/catalogue/grammar.ts'
import {
  latest,
  latestWhere,
  rows,
  stored,
  type Column,
  type FieldOf,
  type Query,
  type Question,
  type TagOf,
  type When,
} from '../influxql.ts'
import { counted } from '../influxql-summaries.ts'
import { spokenIn, type Desk, type Draft, type Spoken } from '../theme.ts'
import { plainSteps, stepsOf, type Step } from '../thresholds.ts'
import { unitOf } from '../units.ts'
import { datasource, targets } from './target.ts'

export interface Cell<M extends Measurement> extends Omit<Column<M>, 'pick'> {
  readonly pick?: Column<M>['pick']
  /** Rule whose limits colour the number. */
  readonly rule?: string
  /** Limits of its own, where no rule has any. */
  readonly steps?: readonly Step[]
}
/** A query and how its columns look. */
export interface Part {
  readonly query: Query
  readonly dress: (desk: Desk) => readonly Dressed[]
  readonly tags: readonly string[]
}
interface Dressed {
  readonly name: string
  readonly properties: readonly DynamicConfigValue[]
}

/** The newest values of these fields. */
export function part<M extends Measurement>(
  question: Question<M>,
  cells: readonly (Cell<M> | FieldOf<M>)[],
): Part {
  const full = cells.map((cell) => (typeof cell === 'string' ? { field: cell } : cell))
  const columns = full.map((cell) => ({ pick: 'last' as const, ...cell }))
  return {
    query: latest(question, columns),
    tags: question.by ?? [],
    dress: (desk) => full.map((cell) => dressed(desk, question.from, cell, cell.as ?? cell.field)),
  }
}
/** Only groups whose newest value fulfils the condition. */
export function partWhere<M extends Measurement>(
  question: Question<M>,
  fields: readonly FieldOf<M>[],
  when: When<M>,
): Part {
  const shown = [...new Set([when.field, ...fields])]
  return {
    query: latestWhere(question, fields, when),
    tags: question.by ?? [],
    dress: (desk) => shown.map((field) => plainly(desk, question.from, field)),
  }
}
/** Things that happened, newest first. */
export function events<M extends Measurement>(
  question: Omit<Question<M>, 'by'>,
  fields: readonly FieldOf<M>[],
  tags: readonly TagOf<M>[],
  limit: number,
): Part {
  return {
    query: rows(question, fields, tags, limit),
    tags,
    dress: (desk) => fields.map((field) => plainly(desk, question.from, field)),
  }
}
/** How many of each group fulfil the conditions. */
export function countPart<M extends Measurement>(
  question: Question<M>,
  when: readonly [When<M>, ...When<M>[]],
  as: string,
  of?: readonly TagOf<M>[],
): Part {
  return {
    query: counted(question, when, { as, ...(of === undefined ? {} : { of }) }),
    tags: question.by ?? [],
    dress: (desk) => [
      {
        name: as,
        properties: [
          { id: 'displayName', value: desk.label(as) },
          { id: 'unit', value: 'short' },
        ],
      },
    ],
  }
}
function plainly<M extends Measurement>(desk: Desk, from: M, field: FieldOf<M>): Dressed {
  return dressed(desk, from, { field }, stored(from, field))
}

function dressed<M extends Measurement>(
  desk: Desk,
  from: M,
  { field, as, rule, steps: own }: Cell<M>,
  name: string,
): Dressed {
  const declared: Field | undefined = from.fields[field]
  if (declared === undefined) throw new Error(`${from.name} has no field ${field}`)
  const properties: DynamicConfigValue[] = [
    { id: 'displayName', value: desk.label(as ?? field) },
    { id: 'unit', value: unitOf(declared) },
  ]
  const mapping = desk.mapping(from, field)
  if (mapping !== undefined) properties.push({ id: 'mappings', value: [mapping] }, coloured)
  const steps = rule === undefined ? own : stepsOf(desk.rules, rule, field)
  if (steps !== undefined) {
    properties.push({ id: 'thresholds', value: { mode: 'absolute', steps } }, coloured)
  }
  return { name, properties }
}
const coloured: DynamicConfigValue = {
  id: 'custom.cellOptions',
  value: { type: 'color-background', mode: 'basic' },
}

export interface Table {
  readonly parts: readonly Part[]
  /** Tag by which several parts become one row. */
  readonly joinBy?: string
  readonly sortBy?: { readonly column: string; readonly descending?: boolean }
  /** The points' own times mean something: when it happened. */
  readonly timed?: boolean
  /** Rows are devices without an agent: their page is in the console alone. */
  readonly devices?: boolean
  readonly width?: number
  readonly height?: number
}

export function table(desk: Desk, spoken: Spoken, shape: Table): Draft {
  const [title, description] = spokenIn(spoken, desk.language)
  const { parts, joinBy, sortBy, timed = false, devices = false } = shape
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit('string')
    .filterable(true)
    .showHeader(true)
    .noValue('–')
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...plainSteps]))
    .targets(targets(parts.map(({ query }) => query)))
    .transformations(transformations(parts.length, joinBy, timed))
  if (sortBy !== undefined) {
    const { column, descending = false } = sortBy
    const by = new TableSortByFieldStateBuilder().displayName(desk.label(column)).desc(descending)
    panel.sortBy([by])
  }
  const tags = new Set(parts.flatMap((one) => one.tags))
  const properties = devices ? deviceTagProperties : tagProperties
  for (const tag of tags) panel.overrideByName(tag, properties(desk, tag, tags))
  for (const { name, properties } of parts.flatMap(({ dress }) => dress(desk))) {
    panel.overrideByName(name, [...properties])
  }
  if (timed) {
    panel.overrideByName('Time', [
      { id: 'displayName', value: desk.label('time') },
      { id: 'unit', value: 'dateTimeAsSystem' },
    ])
  }
  return { panel, width: shape.width ?? 24, height: shape.height ?? 10 }
}

const joinedMax = 9
function transformations(
  parts: number,
  joinBy: string | undefined,
  timed: boolean,
): DataTransformerConfig[] {
  const excludeByName: Record<string, boolean> = timed ? {} : { Time: true }
  for (let at = 1; at <= joinedMax; at++) excludeByName[`Time ${at}`] = true
  const organise = { id: 'organize', options: { excludeByName, indexByName: {}, renameByName: {} } }
  if (parts === 1) return [organise]
  return [{ id: 'joinByField', options: { byField: joinBy, mode: 'outer' } }, organise]
}

function tagProperties(desk: Desk, tag: string, beside: ReadonlySet<string>): DynamicConfigValue[] {
  if (tag === 'host_id') return [{ id: 'custom.hidden', value: true }]
  const name = { id: 'displayName', value: desk.label(tag) }
  if (tag === 'rule') return [name, { id: 'mappings', value: [desk.ruleNames] }]
  if (tag !== 'host') return [name]
  const own = {
    title: desk.label('openHost'),
    url: `${desk.pathOf('host')}?var-host=\${__value.raw}&\${__url_time_range}`,
  }
  return [name, { id: 'links', value: beside.has('host_id') ? [own, consoleLink(desk)] : [own] }]
}
function deviceTagProperties(desk: Desk, tag: string): DynamicConfigValue[] {
  if (tag !== 'host') return tagProperties(desk, tag, new Set())
  return [
    { id: 'displayName', value: desk.label('equipment') },
    { id: 'links', value: [consoleLink(desk)] },
  ]
}
function consoleLink(desk: Desk) {
  return {
    title: desk.label('openConsole'),
    url: `${desk.consoleUrl}/hosts/\${__data.fields.host_id}`,
    targetBlank: true,
  }
}
