/** What was found on the networks, and the subnets that are looked through, for other programs. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { discoveryDeclaration } from '../../../config/discovery-schema.ts'
import { acceptFound, declineFound } from '../discovery/decide.ts'
import { declareSubnets, networkOf } from '../discovery/declare-subnets.ts'
import { subnetsView } from '../discovery/discovery-view.ts'
import { fitsFilter } from '../discovery/filter.ts'
import { foundRows } from '../discovery/found-rows.ts'
import { foundFilters, type FoundFilter } from '../discovery-views.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { ApiParts } from '../parts.ts'
import { callerOf } from './caller.ts'
import {
  acceptBody,
  acceptedDevices,
  declineBody,
  foundAnswer,
  idsBody,
  subnetAnswer,
} from './discovery-schemas.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'
import { isoTime, isoTimeOrNull } from './times.ts'

const nothing = { 204: { type: 'null' } } as const

type Notes = (action: string, subject: string, details?: object) => Promise<void>

export function discoveryApi(app: FastifyInstance, parts: ApiParts): void {
  app.get<{ Querystring: { which?: FoundFilter } }>(
    '/discovery/found',
    {
      schema: {
        summary: 'What was found; computers: those without an agent',
        querystring: {
          type: 'object',
          properties: { which: { type: 'string', enum: [...foundFilters] } },
        },
        response: { 200: { type: 'array', items: jsonSchema(foundAnswer) } },
      },
    },
    async (request) => {
      callerOf(request, 'officer')
      const which = request.query.which ?? 'new'
      const rows = (await foundRows(parts)).filter((row) => fitsFilter(row, which))
      return rows.map(({ firstMs, lastMs, ...row }) => {
        return { ...row, first: isoTime(firstMs), last: isoTime(lastMs) }
      })
    },
  )
  decisions(app, parts)
  subnets(app, parts)
}

function notes(parts: ApiParts, actor: string): Notes {
  return (action, subject, details = {}) =>
    parts.audit.add({ actor, action, subject, details: JSON.stringify(details) })
}

function decisions(app: FastifyInstance, parts: ApiParts): void {
  app.post<{ Body: z.output<typeof acceptBody> }>(
    '/discovery/accept',
    {
      schema: {
        summary: 'Register what was found as devices',
        body: jsonSchema(acceptBody, 'input'),
        response: { 200: jsonSchema(acceptedDevices) },
      },
    },
    async (request) => {
      const { name } = callerOf(request, 'officer')
      const declared = await answered(() => acceptFound(parts, request.body.found))
      const names = declared.devices
        .map((one) => one.name)
        .join(', ')
        .slice(0, 1000)
      await notes(parts, name)('discovery.accept', names, { count: declared.devices.length })
      return { devices: [...declared.devices] }
    },
  )
  app.post<{ Body: z.output<typeof declineBody> }>(
    '/discovery/decline',
    {
      schema: {
        summary: 'Do not propose these again, unless they change',
        body: jsonSchema(declineBody, 'input'),
        response: nothing,
      },
    },
    async (request, reply) => {
      const { name: by } = callerOf(request, 'officer')
      const { ids, reason } = request.body
      const declined = await declineFound(parts, ids, { by, atMs: parts.clock.now(), reason })
      await notes(parts, by)('discovery.decline', `${declined.length}`, { reason })
      return reply.code(204).send()
    },
  )
  app.post<{ Body: z.output<typeof idsBody> }>(
    '/discovery/restore',
    {
      schema: {
        summary: 'Propose these again',
        body: jsonSchema(idsBody, 'input'),
        response: nothing,
      },
    },
    async (request, reply) => {
      const { name } = callerOf(request, 'officer')
      await parts.discovery.restore(request.body.ids)
      await notes(parts, name)('discovery.restore', `${request.body.ids.length}`)
      return reply.code(204).send()
    },
  )
}

function subnets(app: FastifyInstance, parts: ApiParts): void {
  const list = async () => {
    const view = await subnetsView(parts, { form: null, fault: null })
    return view.subnets.map(({ doneMs, ...one }) => ({ ...one, done: isoTimeOrNull(doneMs) }))
  }
  const response = { 200: { type: 'array', items: jsonSchema(subnetAnswer) } } as const
  app.get(
    '/discovery/subnets',
    { schema: { summary: 'Subnets that pollers look through', response } },
    async (request) => {
      callerOf(request, 'officer')
      return list()
    },
  )
  app.post<{ Body: unknown }>(
    '/discovery/subnets',
    {
      schema: {
        summary: 'Declare subnets; one that is there is changed',
        body: jsonSchema(discoveryDeclaration, 'input'),
        response,
      },
      // Fastify's own check would drop what it does not know, and a mistyped word with it.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const { name } = callerOf(request, 'officer')
      const given = discoveryDeclaration.safeParse(request.body)
      if (!given.success) throw new ApiError('bad_request', faultText(given.error))
      const saved = await answered(() => declareSubnets(parts, given.data))
      await notes(parts, name)('discovery.subnet', saved.join(', '))
      return list()
    },
  )
  subnetActions(app, parts)
}

type ByCidr = { Body: { cidr: string } }

function subnetActions(app: FastifyInstance, parts: ApiParts): void {
  const body = jsonSchema(z.strictObject({ cidr: z.string().max(18) }), 'input')
  const known = async (text: string): Promise<string> => {
    const all = (await parts.discovery.subnets()).map(({ cidr }) => cidr)
    const wanted = /^\d+(\.\d+){3}\/\d+$/.test(text) ? networkOf(text) : text
    if (!all.includes(wanted)) throw new ApiError('not_found', `There is no subnet "${text}".`)
    return wanted
  }
  app.post<ByCidr>(
    '/discovery/run',
    { schema: { summary: 'Look through a declared subnet at once', body, response: nothing } },
    async (request, reply) => {
      const { name } = callerOf(request, 'officer')
      const cidr = await known(request.body.cidr)
      await parts.discovery.want(cidr)
      await notes(parts, name)('discovery.run', cidr)
      return reply.code(204).send()
    },
  )
  app.delete<ByCidr>(
    '/discovery/subnets',
    {
      schema: {
        summary: 'Never look through it again; forgets what was found',
        body,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { name } = callerOf(request, 'officer')
      const cidr = await known(request.body.cidr)
      await parts.discovery.removeSubnet(cidr)
      await notes(parts, name)('discovery.remove', cidr)
      return reply.code(204).send()
    },
  )
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DeclarationFault) throw new ApiError('bad_request', error.message)
    throw error
  }
}

function faultText({ issues }: z.ZodError): string {
  const told = issues.slice(0, 10)
  return told.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ')
}
