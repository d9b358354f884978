import type { FastifyInstance } from 'fastify'
import type * as z from 'zod'
import { isPrivate } from '../facts/fact-rows.ts'
import type { ApiParts } from '../parts.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { findHost } from './hosts.ts'
import { jsonSchema, seriesQuery, seriesSchema } from './schemas.ts'
import { durationOf, isoTime, timeOf } from './times.ts'

type SeriesQuery = z.output<typeof seriesQuery>

/** Points of one answer, all series together. */
const pointsMax = 50_000
/** Without a step each stored value is read: one day of a beat of 10 s. */
const plainSpanMaxMs = 25 * 3_600_000
const seriesMax = 200

export function seriesApi(app: FastifyInstance, parts: ApiParts): void {
  app.get<{ Querystring: SeriesQuery }>(
    '/series',
    {
      schema: {
        summary: 'Values of one field over time',
        description: 'One entry for each set of tags that the measurement has on the host.',
        querystring: jsonSchema(seriesQuery, 'input'),
        response: { 200: { type: 'array', items: jsonSchema(seriesSchema) } },
      },
    },
    async (request) => {
      const { query } = request
      // Names of people are for officers.
      const role = isPrivate(query.measurement, query.field) ? 'officer' : 'viewer'
      const host = await findHost(parts, callerOf(request, role), query.host)
      const series = parts.store.series
        .ofHost(host.id)
        .filter(
          ({ descriptor }) =>
            descriptor.measurement === query.measurement &&
            descriptor.fields.some(({ name }) => name === query.field),
        )
        .slice(0, seriesMax)
      const window = windowOf(query, parts.clock.now(), series.length)
      if (series.length === 0) return []
      const seriesIds = series.map(({ id }) => id)
      const answers = await parts.store.range({ seriesIds, field: query.field, ...window })
      return answers.map(({ seriesId, tier, points }) => ({
        host: host.name,
        measurement: query.measurement,
        field: query.field,
        tags: Object.fromEntries(parts.store.series.get(seriesId)?.descriptor.tags ?? []),
        tier,
        points: points
          .slice(-pointsMax)
          .map(({ timeMs, ...point }) => ({ time: isoTime(timeMs), ...point })),
      }))
    },
  )
}

function windowOf(query: SeriesQuery, nowMs: number, seriesCount: number) {
  const toMs = timeOf('to', query.to, nowMs)
  const fromMs = timeOf('from', query.from, toMs - 3_600_000)
  if (fromMs >= toMs) throw new ApiError('bad_request', '"from" must be before "to".')
  if (query.step === undefined) {
    if (query.agg !== undefined) throw new ApiError('bad_request', '"agg" needs a "step".')
    if (toMs - fromMs > plainSpanMaxMs) throw new ApiError('too_many_points')
    return { fromMs, toMs }
  }
  const stepMs = durationOf('step', query.step)
  if (((toMs - fromMs) / stepMs) * Math.max(1, seriesCount) > pointsMax)
    throw new ApiError('too_many_points')
  return { fromMs, toMs, stepMs, aggregate: query.agg ?? 'mean' }
}
