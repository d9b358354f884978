/** What a graph of a host's page is made of. */
import type { catalogue } from '../../contract/catalogue/catalogue.ts'
import type { Unit } from '../../contract/catalogue/grammar.ts'
import type { StoredSeries, TimeSeriesStore } from '../model/store.ts'
import type { GraphName } from './page-views.ts'

export interface Line {
  readonly measurement: string
  readonly field: string
  /** A counter: the line is its rate per second. */
  readonly rate: boolean
  readonly sign: string
  /** From the stored unit to the shown one; left out: 1. */
  readonly factor?: number
}
export interface GraphPlan {
  readonly name: GraphName
  readonly unit: Unit
  readonly max: number | null
  readonly lines: readonly Line[]
  readonly only?: (tags: ReadonlyMap<string, string>) => boolean
  readonly labelTag?: string
  /** Puts those first that matter most: more lines than six are left out. */
  readonly busiest?: (
    store: TimeSeriesStore,
    series: readonly StoredSeries[],
  ) => Promise<readonly StoredSeries[]>
}

type Catalogue = (typeof catalogue)[number]
type FieldOf<M extends Catalogue['name']> = keyof Extract<Catalogue, { name: M }>['fields'] & string

/** A name that the catalogue has not does not compile. */
export function line<M extends Catalogue['name']>(measurement: M, field: FieldOf<M>): Line {
  return { measurement, field, rate: false, sign: '' }
}
export function rate<M extends Catalogue['name']>(
  measurement: M,
  field: FieldOf<M>,
  sign: string,
): Line {
  return { measurement, field, rate: true, sign }
}
