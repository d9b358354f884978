/** What hangs on what: read, proposed, decided by programs. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { consoleEn } from '../../../config/locales/console-en.ts'
import { confidences, proposalNotes } from '../../../config/topology-evidence.ts'
import type { ParentLink } from '../../../lib/parent-graph.ts'
import { parentSources } from '../../state/incident-tables.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { ApiParts } from '../parts.ts'
import { auditedParents } from '../topology/audited.ts'
import { acceptParents, declareParents, removeParents } from '../topology/decide-parents.ts'
import { pairOf } from '../topology/propose.ts'
import { readTopology, type ReadTopology } from '../topology/read-topology.ts'
import { callerOf, type Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'
import { isoTime } from './times.ts'

const named = {
  childId: z.string(),
  child: z.string().describe('Its name'),
  parentId: z.string(),
  parent: z.string(),
  port: z.string().nullable().describe('Of the parent, where the child hangs'),
}
const linkAnswer = z.object({
  ...named,
  how: z
    .enum(parentSources)
    .describe('What the person had before him; declared: his own knowledge'),
  by: z.string().nullable(),
  since: z.iso.datetime(),
  seen: z.boolean().describe('Whether what the switches tell now bears it out'),
})
const proposalAnswer = z.object({
  ...named,
  source: z.enum(['lldp', 'bridge', 'gateway']),
  confidence: z.enum(confidences),
  why: z.array(z.string()),
  notes: z.array(z.enum(proposalNotes)),
  replaces: z.array(z.string()).describe('Ids of accepted parents whose place it takes'),
  beside: z.array(z.string()).describe('Ids of accepted parents that stay: any one is enough'),
  seen: z.iso.datetime(),
})
const text = z.string().max(255)
const pair = z.strictObject({ childId: text, parentId: text })
const pairsBody = z.strictObject({ links: z.array(pair).min(1).max(2000) })
const declareBody = z.strictObject({
  links: z
    .array(z.strictObject({ child: text, parent: text, port: text.optional() }))
    .min(1)
    .max(2000)
    .describe('By name or id. Each child hangs on exactly the parents that stand with it here'),
})
const decided = z.object({
  links: z.array(pair),
  refused: z.array(pair).describe('They would close a ring'),
})

type PairsBody = { Body: z.output<typeof pairsBody> }

export function parentsApi(app: FastifyInstance, parts: ApiParts): void {
  app.get(
    '/network/parents',
    {
      schema: {
        summary: 'What hangs on what, as it was said or accepted',
        response: { 200: { type: 'array', items: jsonSchema(linkAnswer) } },
      },
    },
    async (request) => {
      callerOf(request, 'officer')
      const topology = await readTopology(parts)
      return parts.ways.links.map(({ how, by, sinceMs, port, ...link }) => {
        const seen = topology.confirmed.has(pairOf(link))
        return { ...namesOf(link, topology), port, how, by, since: isoTime(sinceMs), seen }
      })
    },
  )
  app.get(
    '/network/parents/proposals',
    {
      schema: {
        summary: 'What switches and computers tell and nobody has decided yet',
        response: { 200: { type: 'array', items: jsonSchema(proposalAnswer) } },
      },
    },
    async (request) => {
      callerOf(request, 'officer')
      const topology = await readTopology(parts)
      return topology.proposals.map(({ evidence, atMs, ...one }) => ({
        ...one,
        ...namesOf(one, topology),
        why: evidence.map((fact) => consoleEn.topology.evidence(fact, topology.nameOf)),
        seen: isoTime(atMs),
      }))
    },
  )
  decisions(app, parts)
  declarations(app, parts)
}

function namesOf({ childId, parentId }: ParentLink, { nameOf }: ReadTopology) {
  return { childId, child: nameOf(childId), parentId, parent: nameOf(parentId) }
}

function decisions(app: FastifyInstance, parts: ApiParts): void {
  const body = jsonSchema(pairsBody, 'input')
  app.post<PairsBody>(
    '/network/parents/accept',
    { schema: { summary: 'Accept proposals', body, response: { 200: jsonSchema(decided) } } },
    async (request) => {
      const caller = callerOf(request, 'officer')
      const done = await answered(() => acceptParents(parts, request.body.links, caller.name))
      await note(parts, caller, 'network.parents.accept', done.links)
      return done
    },
  )
  app.post<PairsBody>(
    '/network/parents/decline',
    { schema: { summary: 'Never propose these again', body, response: { 204: { type: 'null' } } } },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      await parts.discovery.declineParents(request.body.links)
      await note(parts, caller, 'network.parents.decline', request.body.links)
      return reply.code(204).send()
    },
  )
}

function declarations(app: FastifyInstance, parts: ApiParts): void {
  app.post<{ Body: z.output<typeof declareBody> }>(
    '/network/parents',
    {
      schema: {
        summary: 'Say what hangs on what; of several parents any one is enough',
        body: jsonSchema(declareBody, 'input'),
        response: { 200: jsonSchema(decided) },
      },
    },
    async (request) => {
      const caller = callerOf(request, 'officer')
      const done = await answered(() => declareParents(parts, request.body.links, caller.name))
      await note(parts, caller, 'network.parents.declare', done.links)
      return done
    },
  )
  app.delete<{ Params: { child: string; parent: string } }>(
    '/network/parents/:child/:parent',
    { schema: { summary: 'Take a link back, by ids', response: { 204: { type: 'null' } } } },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { child: childId, parent: parentId } = request.params
      const gone = await removeParents(parts, [{ childId, parentId }])
      if (gone.length === 0) throw new ApiError('not_found', 'There is no such link.')
      await note(parts, caller, 'network.parents.remove', gone)
      return reply.code(204).send()
    },
  )
}

async function answered<
  T extends { readonly links: readonly ParentLink[]; readonly refused: readonly ParentLink[] },
>(work: () => Promise<T>): Promise<{ links: ParentLink[]; refused: ParentLink[] }> {
  try {
    const { links, refused } = await work()
    const pairs = (all: readonly ParentLink[]): ParentLink[] =>
      all.map(({ childId, parentId }) => ({ childId, parentId }))
    return { links: pairs(links), refused: pairs(refused) }
  } catch (error) {
    if (error instanceof DeclarationFault) throw new ApiError('bad_request', error.message)
    throw error
  }
}

async function note(
  parts: ApiParts,
  { name: actor }: Caller,
  action: string,
  links: readonly ParentLink[],
): Promise<void> {
  const names = new Map((await parts.hosts.all()).map(({ id, name }) => [id, name]))
  const audited = auditedParents(links, (id) => names.get(id) ?? id)
  await parts.audit.add({ actor, action, ...audited })
}
