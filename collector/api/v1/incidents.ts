/** Incidents and the register of power cuts for other programs. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { Language } from '../../model/office.ts'
import type { IncidentSummary } from '../../state/incident-nouns.ts'
import type { ApiParts } from '../parts.ts'
import { callerOf } from './caller.ts'
import { jsonSchema } from './schemas.ts'
import { isoTime, isoTimeOrNull, timeOf } from './times.ts'

const timeQuery = z.object({
  from: z.string().optional(),
  to: z.string().optional(),
  language: z.enum(['sw', 'en']).default('en'),
})
const incidentSchema = z.object({
  id: z.string(),
  kind: z.enum(['site', 'device', 'unsteady', 'computer', 'collector']),
  cause: z.enum(['power', 'wan', 'device', 'computer', 'collector', 'unknown']),
  severity: z.enum(['info', 'warning', 'critical']),
  title: z.string(),
  siteId: z.string().nullable(),
  hostId: z.string().nullable(),
  began: z.string(),
  ended: z.string().nullable(),
  hosts: z.int(),
})
const powerCutSchema = z.object({
  siteId: z.string(),
  from: z.string(),
  to: z.string(),
  seconds: z.number(),
  hostIds: z.array(z.string()),
})
type TimeQuery = z.output<typeof timeQuery>
const historyMs = 90 * 86_400_000

/** For officers and viewers; what is about whole sites is not a department's own. */
export function incidentApi(app: FastifyInstance, parts: ApiParts): void {
  app.get<{ Querystring: TimeQuery }>(
    '/incidents',
    {
      schema: {
        summary: 'What was lost together, with its cause; newest first',
        querystring: jsonSchema(timeQuery, 'input'),
        response: { 200: { type: 'array', items: jsonSchema(incidentSchema) } },
      },
    },
    async (request) => {
      const { fromMs, toMs } = spanOf(parts, request.query)
      if (callerOf(request, 'viewer').role === 'head') return []
      const found = await parts.incidentBook.list(fromMs, toMs)
      return found.map((one) => incidentAnswer(parts, one, request.query.language))
    },
  )
  app.get<{ Querystring: TimeQuery }>(
    '/power-cuts',
    {
      schema: {
        summary: 'The register of power cuts, oldest first',
        querystring: jsonSchema(timeQuery, 'input'),
        response: { 200: { type: 'array', items: jsonSchema(powerCutSchema) } },
      },
    },
    async (request) => {
      callerOf(request, 'viewer')
      const { fromMs, toMs } = spanOf(parts, request.query)
      const cuts = await parts.power.cuts(fromMs, toMs)
      return cuts.map((cut) => ({
        siteId: cut.siteId,
        from: isoTime(cut.fromMs),
        to: isoTime(cut.toMs),
        seconds: (cut.toMs - cut.fromMs) / 1000,
        hostIds: cut.hostIds,
      }))
    },
  )
}

function spanOf({ clock }: ApiParts, query: TimeQuery) {
  const toMs = timeOf('to', query.to, clock.now() + 1)
  return { toMs, fromMs: timeOf('from', query.from, toMs - historyMs) }
}

function incidentAnswer(
  { describeAlert }: ApiParts,
  { id, kind, cause, alert, beganMs, endedMs, hostCount }: IncidentSummary,
  language: Language,
): z.output<typeof incidentSchema> {
  const { severity, siteId, hostId } = alert
  return {
    id,
    kind,
    cause,
    severity,
    title: describeAlert(alert, language).title,
    siteId,
    hostId,
    began: isoTime(beganMs),
    ended: isoTimeOrNull(endedMs),
    hosts: hostCount,
  }
}
