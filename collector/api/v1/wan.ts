/** The lines of the sites for other programs: state, data, outages of a month, theirs or ours. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { WanOutage } from '../../state/wan-nouns.ts'
import type { ApiParts } from '../parts.ts'
import { lineFaultText } from '../wan/fault-text.ts'
import { settleLine } from '../wan/settle-line.ts'
import { wanSheetView, wanView } from '../wan/wan-view.ts'
import type { WanServiceRow, WanSiteRow } from '../wan-views.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'
import { isoTimeOrNull } from './times.ts'

const text = z.string().max(200).default('')
const body = z.strictObject({
  provider: text,
  contract: text,
  phone: text.describe('Customer desk of the provider'),
  promise: text.describe('Percent of the month: 99.5'),
  bundle: text.describe('Data a month: 30 GB'),
  renewDay: text.describe('Day of the month on which a new bundle begins: 1 to 31'),
  checks: z.array(z.string().max(200)).max(20).default([]).describe('Names or ids of ping checks'),
  router: text.describe('Name or id of the device whose port faces the provider'),
  port: text,
})
const outage = z.object({
  from: z.string(),
  to: z.string().nullable().describe('Null: it lasts'),
  cause: z.enum(['provider', 'power', 'office', 'unknown']),
  workingMinutes: z.number(),
  otherMinutes: z.number(),
})
const figure = z.number().nullable()
const site = z.object({
  id: z.string(),
  site: z.string(),
  provider: z.string(),
  contract: z.string(),
  promisePercent: figure,
  state: z.enum(['unknown', 'up', 'down']),
  downSince: z.string().nullable(),
  latencyMs: figure,
  latencyMedianMs: figure.describe('Of the last seven days'),
  lossPercent: figure,
  lossMedianPercent: figure,
  usedBytes: figure,
  countedBy: z.enum(['router', 'computers']),
  bundleBytes: figure,
  bundle: z.enum(['unknown', 'none', 'enough', 'runs_out', 'used_up']),
  bundleEnds: z.string().nullable(),
  outages: z.array(outage).describe('Of this month'),
})
const service = z.object({
  check: z.string(),
  name: z.string(),
  department: z.string().nullable(),
  verdict: z.enum(['unknown', 'good', 'theirs', 'ours', 'line']),
  since: z.string().nullable(),
  sites: z.array(
    z.object({ where: z.string(), state: z.enum(['good', 'failing', 'line', 'unknown']) }),
  ),
})
const month = z.object({
  site: z.string(),
  month: z.string(),
  from: z.string(),
  to: z.string(),
  providerPercent: z.number().describe('Availability, outages of the line alone'),
  allPercent: z.number(),
  promisePercent: figure,
  outages: z.array(outage),
})
interface ById {
  readonly Params: { readonly id: string }
}

export function wanApi(app: FastifyInstance, parts: ApiParts): void {
  readApi(app, parts)
  writeApi(app, parts)
}

function readApi(app: FastifyInstance, parts: ApiParts): void {
  app.get(
    '/wan',
    {
      schema: {
        summary: 'Lines of all sites, and services judged as a whole',
        response: {
          200: jsonSchema(z.object({ sites: z.array(site), services: z.array(service) })),
        },
      },
    },
    async (request) => {
      callerOf(request, 'viewer')
      const view = await wanView(parts)
      return { sites: view.sites.map(siteOf), services: view.services.map(serviceOf) }
    },
  )
  app.get<ById & { Querystring: { month?: string } }>(
    '/wan/sites/:id/month',
    {
      schema: {
        summary: 'Outages and availability of one month (yyyy-mm; left out: this one)',
        querystring: jsonSchema(z.object({ month: z.string().max(7).optional() }), 'input'),
        response: { 200: jsonSchema(month) },
      },
    },
    async (request) => {
      callerOf(request, 'viewer')
      const { id } = request.params
      const asked = request.query.month ?? ''
      const view = await wanSheetView(parts, id, asked)
      if (!view) throw new ApiError('not_found', `There is no site "${id}".`)
      if (asked !== '' && view.month !== asked)
        throw new ApiError('bad_request', `"month": one of ${view.months.join(', ')}.`)
      const { span, line, providerPercent, allPercent, outages } = view.sheet
      return {
        site: view.site,
        month: view.month,
        from: isoTimeOrNull(span.fromMs),
        to: isoTimeOrNull(span.toMs),
        providerPercent,
        allPercent,
        promisePercent: line.promisePercent,
        outages: outages.map(outageOf),
      }
    },
  )
}

function writeApi(app: FastifyInstance, parts: ApiParts): void {
  app.put<ById & { Body: z.output<typeof body> }>(
    '/wan/sites/:id',
    {
      schema: {
        summary: 'What the office knows of a line; what is left out is emptied',
        body: jsonSchema(body, 'input'),
        response: { 204: { type: 'null' } },
      },
    },
    async (request, reply) => {
      const { name: actor } = callerOf(request, 'officer')
      const { id } = request.params
      const found = (await parts.office.sites()).find((one) => one.id === id)
      if (!found) throw new ApiError('not_found', `There is no site "${id}".`)
      const line = await settleLine(parts, request.body)
      if ('error' in line)
        throw new ApiError('bad_request', `"${line.field}": ${lineFaultText(line)}.`)
      await parts.wan.setLine(id, line)
      const details = JSON.stringify(line)
      await parts.audit.add({ actor, action: 'wan.line', subject: found.name, details })
      return reply.code(204).send()
    },
  )
}

function siteOf({ siteId, site: name, line, quality, data, outages }: WanSiteRow) {
  return {
    id: siteId,
    site: name,
    provider: line.provider,
    contract: line.contract,
    promisePercent: line.promisePercent,
    state: quality.state,
    downSince: isoTimeOrNull(quality.downSinceMs),
    latencyMs: quality.latencyMs,
    latencyMedianMs: quality.latencyMedianMs,
    lossPercent: quality.lossPercent,
    lossMedianPercent: quality.lossMedianPercent,
    usedBytes: data.usedBytes,
    countedBy: data.source,
    bundleBytes: line.bundleBytes,
    bundle: data.bundle,
    bundleEnds: isoTimeOrNull(data.endsMs),
    outages: outages.map(outageOf),
  }
}

function serviceOf({ checkId, name, department, verdict, sinceMs, sites }: WanServiceRow) {
  return { check: checkId, name, department, verdict, since: isoTimeOrNull(sinceMs), sites }
}

function outageOf({ fromMs, toMs, cause, workingMs, otherMs }: WanOutage) {
  return {
    from: isoTimeOrNull(fromMs),
    to: isoTimeOrNull(toMs === Infinity ? null : toMs),
    cause,
    workingMinutes: workingMs / 60_000,
    otherMinutes: otherMs / 60_000,
  }
}
