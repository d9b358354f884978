import type { Row, SeriesDescriptor } from '../../contract/wire/series.ts'

/** What is deleted first when space is short: metrics, then states; events last. */
export const rowClass = { metric: 0, state: 1, event: 2 } as const
export type RowClass = (typeof rowClass)[keyof typeof rowClass]

export function classOf(descriptor: SeriesDescriptor | undefined): RowClass {
  const kinds = new Set(descriptor?.fields.map((field) => field.kind))
  if (kinds.has('event')) return rowClass.event
  return kinds.has('state') ? rowClass.state : rowClass.metric
}

/** An event happened, or a state is another one than in the series' row before. */
export function tellsNews(
  descriptor: SeriesDescriptor | undefined,
  row: Row,
  before: Row | undefined,
): boolean {
  return (descriptor?.fields ?? []).some(({ kind }, index) => {
    if (kind === 'event') return row.values[index] !== null
    return kind === 'state' && before !== undefined && row.values[index] !== before.values[index]
  })
}
