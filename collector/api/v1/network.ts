/** Devices without an agent, services and who looks at them: declared and read by programs. */
import type { FastifyInstance } from 'fastify'
import { networkDeclaration, type NetworkDeclaration } from '../../../config/network-schema.ts'
import { DeclarationFault, declareNetwork } from '../network/declare.ts'
import { networkView } from '../network/network-view.ts'
import type { CheckRow, DeviceRow } from '../network-views.ts'
import type { ApiParts } from '../parts.ts'
import { callerOf, type Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import {
  declaredSchema,
  networkSchema,
  type checkAnswerSchema,
  type deviceAnswerSchema,
} from './network-schemas.ts'
import { jsonSchema } from './schemas.ts'
import { isoTimeOrNull } from './times.ts'
import type * as z from 'zod'

type ById = { Params: { id: string } }

export function networkApi(app: FastifyInstance, parts: ApiParts): void {
  app.get(
    '/network',
    {
      schema: {
        summary: 'Devices, services and pollers, with how they stand',
        response: { 200: jsonSchema(networkSchema) },
      },
    },
    async (request) => answerOf(parts, callerOf(request, 'viewer')),
  )
  app.post<{ Body: unknown }>(
    '/network',
    {
      schema: {
        summary: 'Declare pollers, devices and checks; what has the same name is changed',
        body: jsonSchema(networkDeclaration, 'input'),
        response: { 200: jsonSchema(declaredSchema) },
      },
      // Fastify's own check would drop what it does not know, and a mistyped word with it.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const caller = callerOf(request, 'officer')
      const given = networkDeclaration.safeParse(request.body)
      if (!given.success) throw new ApiError('bad_request', faultText(given.error))
      return declare(parts, caller, given.data)
    },
  )
  removals(app, parts)
}

/** Each answers with nothing. */
function removals(app: FastifyInstance, parts: ApiParts): void {
  const response = { 204: { type: 'null' } }
  app.delete<ById>(
    '/network/devices/:id',
    { schema: { summary: 'Remove a device with its checks and history', response } },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { sites } = await networkView(parts, caller)
      const device = sites
        .flatMap(({ devices }) => devices)
        .find(({ id }) => id === request.params.id)
      if (!device) throw new ApiError('not_found', `There is no device "${request.params.id}".`)
      await parts.hosts.remove(device.id)
      await note(parts, caller, 'network.device.remove', device.name)
      return reply.code(204).send()
    },
  )
  app.delete<ById>(
    '/network/checks/:id',
    { schema: { summary: 'Remove a check', response } },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const check = (await parts.network.state()).checks.find(({ id }) => id === request.params.id)
      if (!check) throw new ApiError('not_found', `There is no check "${request.params.id}".`)
      await parts.network.removeCheck(check.id)
      await note(parts, caller, 'network.check.remove', check.name)
      return reply.code(204).send()
    },
  )
}

async function declare(
  parts: ApiParts,
  caller: Caller,
  declaration: NetworkDeclaration,
): Promise<z.output<typeof declaredSchema>> {
  try {
    const { devices, checks } = await declareNetwork(parts, declaration)
    const names = [...devices, ...checks].map(({ name }) => name)
    const subject = names.slice(0, 20).join(', ') || Object.keys(declaration.pollers).join(', ')
    await note(parts, caller, 'network.declare', subject)
    return { devices: [...devices], checks: [...checks] }
  } catch (error) {
    if (error instanceof DeclarationFault) throw new ApiError('bad_request', error.message)
    throw error
  }
}

function faultText({ issues }: z.ZodError): string {
  return issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ')
}

/** Never with what was declared: there may be passwords in it. */
async function note(
  { audit }: ApiParts,
  { name }: Caller,
  action: string,
  subject: string,
): Promise<void> {
  await audit.add({ actor: name, action, subject, details: '' })
}

async function answerOf(parts: ApiParts, caller: Caller): Promise<z.output<typeof networkSchema>> {
  const { sites, services, pollers } = await networkView(parts, caller)
  return {
    sites: sites.map((site) => ({ ...site, devices: site.devices.map(deviceAnswer) })),
    services: services.map(checkAnswer),
    pollers: [...pollers],
  }
}

function deviceAnswer({
  presenceSinceMs,
  checks,
  ...device
}: DeviceRow): z.output<typeof deviceAnswerSchema> {
  const presenceSince = isoTimeOrNull(presenceSinceMs)
  return { ...device, presenceSince, checks: checks.map(checkAnswer) }
}

function checkAnswer({ atMs, ...check }: CheckRow): z.output<typeof checkAnswerSchema> {
  return { ...check, at: isoTimeOrNull(atMs) }
}
