/** How many computers (disks, alerts …) are in need: a number that should be none. */
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import { type Question, type TagOf, type When } from '../influxql.ts'
import { counted } from '../influxql-summaries.ts'
import type { Desk, Draft, Spoken } from '../theme.ts'
import { noneIsGood, tile, type Tile } from './tile.ts'

export interface Count<M extends Measurement> extends Partial<Omit<Tile, 'queries'>> {
  /** What is counted; left out: computers. */
  readonly of?: readonly TagOf<M>[]
}

export function countTile<M extends Measurement>(
  desk: Desk,
  spoken: Spoken,
  question: Question<M>,
  when: readonly [When<M>, ...When<M>[]],
  { of, ...shape }: Count<M> = {},
): Draft {
  const queries = [counted(question, when, of === undefined ? {} : { of })]
  return tile(desk, spoken, { unit: 'short', steps: noneIsGood, width: 3, queries, ...shape })
}
