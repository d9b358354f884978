/** Enrolment tokens: how a roll-out script gets machines in. */
import type { FastifyInstance } from 'fastify'
import type * as z from 'zod'
import type { ApiParts } from '../parts.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { createdTokenSchema, jsonSchema, newTokenSchema, tokenSchema } from './schemas.ts'
import { isoTime } from './times.ts'

export function tokenApi(app: FastifyInstance, parts: ApiParts): void {
  const { enrolment } = parts
  app.get(
    '/tokens',
    {
      schema: {
        summary: 'Enrolment tokens, without their secrets',
        response: { 200: { type: 'array', items: jsonSchema(tokenSchema) } },
      },
    },
    async (request) => {
      callerOf(request, 'officer')
      return (await enrolment.tokens()).map(({ createdAtMs, expiresAtMs, ...token }) => ({
        ...token,
        createdAt: isoTime(createdAtMs),
        expiresAt: isoTime(expiresAtMs),
      }))
    },
  )
  app.post<{ Body: z.output<typeof newTokenSchema> }>(
    '/tokens',
    {
      schema: {
        summary: 'Make an enrolment token',
        body: jsonSchema(newTokenSchema, 'input'),
        response: { 201: jsonSchema(createdTokenSchema) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { days, uses, ...rest } = request.body
      await checkPlaces(parts, rest)
      const expiresAtMs = parts.clock.now() + Math.round(days * 86_400_000)
      const { id, secret } = await enrolment.createToken({ ...rest, usesLeft: uses, expiresAtMs })
      await note(parts, caller.name, 'token.create', id)
      return reply.code(201).send({ id, secret, commands: parts.enrolCommands(secret) })
    },
  )
  app.delete<{ Params: { id: string } }>(
    '/tokens/:id',
    { schema: { summary: 'Revoke an enrolment token', response: { 204: { type: 'null' } } } },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { id } = request.params
      if (!(await enrolment.tokens()).some((token) => token.id === id))
        throw new ApiError('not_found', `There is no token "${id}".`)
      await enrolment.revokeToken(id)
      await note(parts, caller.name, 'token.revoke', id)
      return reply.code(204).send()
    },
  )
}

async function note({ audit }: ApiParts, actor: string, action: string, subject: string) {
  await audit.add({ actor, action, subject, details: '' })
}

async function checkPlaces(
  { office }: ApiParts,
  place: { readonly siteId: string | null; readonly departmentId: string | null },
): Promise<void> {
  const { siteId, departmentId } = place
  if (siteId !== null && !(await office.sites()).some(({ id }) => id === siteId))
    throw new ApiError('bad_request', `There is no site "${siteId}".`)
  if (departmentId !== null && !(await office.departments()).some(({ id }) => id === departmentId))
    throw new ApiError('bad_request', `There is no department "${departmentId}".`)
}
