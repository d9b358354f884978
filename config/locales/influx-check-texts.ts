/** What `mlinzi influx check` and `backfill` say: one shape, filled by each language. */
import type { influxFlavours } from '../influx-flavours.ts'

export type InfluxFlavour = (typeof influxFlavours)[number]

/** One sentence each; `{name}`, `{why}`, `{found}` and `{wanted}` are filled in. */
export type InfluxFinding =
  | 'noUrl'
  | 'addressAnswers'
  | 'addressSilent'
  | 'listingRefused'
  | 'databaseThere'
  | 'databaseMade'
  | 'databaseMissing'
  | 'policyThere'
  | 'policyMade'
  | 'policyMissing'
  | 'policyDifferent'
  | 'shardsDifferent'
  | 'organisationUnseen'
  | 'bucketThere'
  | 'bucketMade'
  | 'bucketMissing'
  | 'bucketDifferent'
  | 'mappingThere'
  | 'mappingMade'
  | 'mappingMissing'
  | 'databasesUnseen'
  | 'writingGood'
  | 'writingRefused'
  | 'victoriaSingle'
  | 'victoriaDoubles'
  | 'victoriaKeeps'
  | 'victoriaForgets'

export interface InfluxCheckTexts {
  /** Of one width, so that the sentences stand below each other. */
  readonly states: Readonly<Record<'good' | 'made' | 'missing' | 'different', string>>
  /** How the series lie in this database, and what the token must be allowed. */
  readonly about: Readonly<Record<InfluxFlavour, string>>
  readonly findings: Readonly<Record<InfluxFinding, string>>
  readonly forEver: string
  /** `{days}` */
  readonly days: string
  readonly nothingOwed: string
  /** `{count}` */
  readonly owed: string
  /** `{count}`, `{kind}` */
  readonly refused: string
  /** `{count}`, `{day}` */
  readonly backfill: string
}
