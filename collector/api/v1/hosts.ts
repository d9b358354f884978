import type { FastifyInstance } from 'fastify'
import type * as z from 'zod'
import type { HostRecord } from '../../model/hosts.ts'
import type { ApiParts } from '../parts.ts'
import { maySeeHost, visibleHosts } from '../visible.ts'
import { callerOf, type Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import { hostDetailSchema, hostQuery, hostSchema, jsonSchema } from './schemas.ts'
import { isoTime, isoTimeOrNull } from './times.ts'

type HostQuery = z.output<typeof hostQuery>
type HostAnswer = z.output<typeof hostSchema>

export function hostApi(app: FastifyInstance, parts: ApiParts): void {
  app.get<{ Querystring: HostQuery }>(
    '/hosts',
    {
      schema: {
        summary: 'Hosts, by name',
        description: 'The header X-Total-Count has the number before limit and offset.',
        querystring: jsonSchema(hostQuery, 'input'),
        response: { 200: { type: 'array', items: jsonSchema(hostSchema) } },
      },
    },
    async (request, reply) => {
      const answers = (await hostAnswers(parts, callerOf(request, 'viewer'))).filter((host) =>
        matches(host, request.query),
      )
      const { offset, limit } = request.query
      reply.header('x-total-count', answers.length)
      return answers.slice(offset, offset + limit)
    },
  )
  app.get<{ Params: { id: string } }>(
    '/hosts/:id',
    {
      schema: {
        summary: 'One host, with its inventory and series',
        response: { 200: jsonSchema(hostDetailSchema) },
      },
    },
    async (request) => {
      const host = await findHost(parts, callerOf(request, 'viewer'), request.params.id)
      const answer = await hostAnswer(parts)
      return {
        ...answer(host),
        agentVersion: host.agentVersion,
        clockOffsetSeconds: host.clockOffsetSeconds,
        createdAt: isoTime(host.createdAtMs),
        labels: host.labels,
        inventory: host.inventory,
        series: parts.store.series.ofHost(host.id).map(({ descriptor }) => ({
          measurement: descriptor.measurement,
          tags: Object.fromEntries(descriptor.tags),
          fields: descriptor.fields.map(({ name }) => name),
        })),
      }
    },
  )
}

/** By id, or by name where only one has it. @throws ApiError */
export async function findHost(parts: ApiParts, caller: Caller, key: string): Promise<HostRecord> {
  const byId = await parts.hosts.get(key)
  if (byId !== undefined && maySeeHost(caller, byId)) return byId
  const named = (await visibleHosts(parts, caller)).filter(({ name }) => name === key)
  const [host] = named
  if (host === undefined) throw new ApiError('not_found', `There is no host "${key}".`)
  if (named.length > 1)
    throw new ApiError('bad_request', `${named.length} hosts are called "${key}": use the id.`)
  return (await parts.hosts.get(host.id)) ?? host
}

async function hostAnswers(parts: ApiParts, caller: Caller): Promise<readonly HostAnswer[]> {
  const answer = await hostAnswer(parts)
  const hosts = await visibleHosts(parts, caller)
  return hosts.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(answer)
}

async function hostAnswer(parts: ApiParts): Promise<(host: HostRecord) => HostAnswer> {
  const sites = new Map((await parts.office.sites()).map(({ id, name }) => [id, name]))
  const departments = new Map((await parts.office.departments()).map(({ id, name }) => [id, name]))
  const alerts = new Map<string, number>()
  for (const { hostId } of await parts.alerts.open())
    if (hostId !== null) alerts.set(hostId, (alerts.get(hostId) ?? 0) + 1)
  return (host) => ({
    id: host.id,
    name: host.name,
    presence: host.presence,
    presenceSince: isoTimeOrNull(host.presenceSinceMs),
    lastSeen: isoTimeOrNull(host.lastSeenMs),
    site: sites.get(host.siteId ?? '') ?? null,
    siteId: host.siteId,
    department: departments.get(host.departmentId ?? '') ?? null,
    departmentId: host.departmentId,
    role: host.role,
    critical: host.critical,
    simulated: host.simulated,
    openAlerts: alerts.get(host.id) ?? 0,
  })
}

function matches(host: HostAnswer, query: HostQuery): boolean {
  const { presence, role, site, department, q } = query
  if (presence !== undefined && host.presence !== presence) return false
  if (role !== undefined && host.role !== role) return false
  if (site !== undefined && host.site !== site && host.siteId !== site) return false
  if (department !== undefined && ![host.department, host.departmentId].includes(department))
    return false
  const text = `${host.name}\n${host.site ?? ''}\n${host.department ?? ''}`.toLowerCase()
  const words = (q ?? '').toLowerCase().split(/\s+/)
  return words.every((word) => text.includes(word))
}
