/** InfluxQL that counts, ranks and lays out in nights; the words are those of influxql.ts. */
import type { Measurement } from '../contract/catalogue/grammar.ts'
import {
  conditionOf,
  grouped,
  picked,
  quoted,
  source,
  stored,
  type Column,
  type FieldOf,
  type Query,
  type Question,
  type TagOf,
  type When,
} from './influxql.ts'

/** How many groups have newest values that fulfil all conditions; `of` tells what a group is. */
export function counted<M extends Measurement>(
  question: Question<M>,
  when: readonly [When<M>, ...When<M>[]],
  { of = ['host_id'], as = 'n' }: { readonly of?: readonly TagOf<M>[]; readonly as?: string } = {},
): Query {
  const { from, by = [] } = question
  const names = [...new Set(when.map(({ field }) => stored(from, field)))]
  const picks = names.map((name) => `last(${quoted(name)}) AS ${quoted(name)}`).join(', ')
  const inner = `SELECT ${picks} ${source(question)}${grouped([...of, ...by])}`
  const conditions = when.map((one) => conditionOf(from, one)).join(' AND ')
  const text = `SELECT count(${quoted(names[0] ?? '')}) AS ${quoted(as)} FROM (${inner}) WHERE ${conditions}${grouped(by)}`
  return { text, format: by.length > 0 ? 'table' : 'time_series' }
}

/** How many computers told something, in the course of time. */
export function countedOverTime<M extends Measurement>(
  question: Question<M>,
  field: FieldOf<M>,
  as: string,
  step: string,
): Query {
  const groups = `GROUP BY time(${step})`
  const inner = `SELECT last(${quoted(stored(question.from, field))}) AS "x" ${source(question)} ${groups}, "host_id"`
  const text = `SELECT count("x") AS ${quoted(as)} FROM (${inner}) WHERE $timeFilter ${groups} fill(0)`
  return { text, format: 'time_series', alias: '$col', columns: [as] }
}

/** The groups with the greatest values, greatest first; their tags are columns. */
export function topOf<M extends Measurement>(
  question: Question<M> & { readonly by: readonly TagOf<M>[] },
  { field, pick }: Column<M>,
  most: number,
): Query {
  const { from, by } = question
  const inner = `SELECT ${picked(pick, quoted(stored(from, field)))} AS "value" ${source(question)}${grouped(by)}`
  const tags = by.map(quoted).join(', ')
  return {
    text: `SELECT top("value", ${tags}, ${most}) AS "value" FROM (${inner})`,
    format: 'table',
  }
}

/** Noon in East Africa: a night lies between two noons, not between two midnights. */
const noonUtc = '9h'

/** One column for each night: the best attempt, by the number of its state; none: no attempt. */
export function nights<M extends Measurement>(
  question: Question<M>,
  state: FieldOf<M>,
  attempt: FieldOf<M>,
): Query {
  const { from } = question
  const best = `min(${quoted(stored(from, state))}) AS ${quoted(state)}`
  const attempts = source({ ...question, policy: 'full' })
  const text = `SELECT ${best} ${attempts} AND ${quoted(attempt)} != '' GROUP BY time(1d, ${noonUtc}), "host" fill(null)`
  return { text, format: 'time_series', alias: '$tag_host' }
}
