/** Panels about one field: unit, words and colours follow from the catalogue and the rules. */
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import {
  atPresent,
  latest,
  overTime,
  type FieldOf,
  type Query,
  type Question,
  type Scope,
  type TagOf,
} from '../influxql.ts'
import type { Desk, Draft, Spoken } from '../theme.ts'
import { stepsOf } from '../thresholds.ts'
import { unitOf } from '../units.ts'
import { graph, type Graph } from './graph.ts'
import { tile, type Tile } from './tile.ts'

/** Of 24 columns: eight tiles stand side by side. */
const eighth = 3

/** The newest word; of several, the last or the gravest. */
export function stateTile<M extends Measurement>(
  desk: Desk,
  spoken: Spoken,
  { from, scope }: Question<M>,
  field: FieldOf<M>,
  pick: 'last' | 'max' = 'last',
): Draft {
  return tile(desk, spoken, {
    unit: 'none',
    width: eighth,
    none: '–',
    mapping: desk.mapping(from, field),
    queries: [latest({ from, scope, ...atPresent }, [{ field, pick }])],
  })
}

/** The newest number; a rule's limits colour it. */
export function numberTile<M extends Measurement>(
  desk: Desk,
  spoken: Spoken,
  { from, scope }: Question<M>,
  field: FieldOf<M>,
  { rule, ...shape }: { readonly rule?: string } & Partial<Tile> = {},
): Draft {
  return tile(desk, spoken, {
    unit: unitFor(from, field),
    width: eighth,
    none: '–',
    ...(rule === undefined ? {} : { steps: stepsOf(desk.rules, rule, field) }),
    queries: [latest({ from, scope, ...atPresent }, [{ field, pick: 'last' }])],
    ...shape,
  })
}

/** One line for each value of the tag. */
export function linesBy<M extends Measurement>(
  desk: Desk,
  spoken: Spoken,
  question: Question<M>,
  field: FieldOf<M>,
  tag: TagOf<M>,
  shape: Partial<Graph> = {},
): Draft {
  const { from } = question
  const alias = `$tag_${tag}`
  return graph(desk, spoken, {
    unit: unitFor(from, field),
    queries: [overTime({ ...question, by: [tag] }, [{ field, pick: 'mean' }], { alias })],
    ...shape,
  })
}

/** How fast a counter rises, for each value of the tag. */
export function rateBy<M extends Measurement>(
  question: { readonly from: M; readonly scope: Scope },
  field: FieldOf<M>,
  tag: TagOf<M>,
  name: string,
): Query {
  const alias = `$tag_${tag} · ${name}`
  return overTime({ ...question, by: [tag] }, [{ field, pick: 'rate' }], { alias })
}

function unitFor<M extends Measurement>({ name, fields }: M, field: FieldOf<M>): string {
  const declared = fields[field]
  if (declared === undefined) throw new Error(`${name} has no field ${field}`)
  return unitOf(declared)
}
