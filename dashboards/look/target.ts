/** A query as a panel's target. The data source's own query type is not in the SDK. */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog'
import type { Query } from '../influxql.ts'

export const datasource = { type: 'influxdb', uid: '${datasource}' } as const

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function targets(queries: readonly Query[]): Builder<Dataquery>[] {
  return queries.map(({ text, format, alias }, at) => {
    const refId = letters[at]
    if (refId === undefined) throw new Error('A panel has at most 26 queries')
    return {
      build: () => ({
        refId,
        datasource,
        query: text,
        rawQuery: true,
        resultFormat: format,
        ...(alias === undefined ? {} : { alias }),
        // The SDK's mark of a query; JSON leaves functions out.
        _implementsDataqueryVariant: () => undefined,
      }),
    }
  })
}
