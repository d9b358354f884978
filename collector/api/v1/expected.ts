/** When computers should be on, for other programs. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { expectedRows, ownHours } from '../calendar/expected-view.ts'
import {
  expectedFaultText,
  expectedScope,
  planExpected,
  type ExpectedFault,
} from '../calendar/plan-expected.ts'
import type { ExpectedRow } from '../calendar-views.ts'
import type { ApiParts } from '../parts.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'

const which = {
  role: z.string().max(20).default('').describe('server, network, printer, ups, desktop, laptop'),
  computer: z.string().max(200).default('').describe('Name or id; either a role or a computer'),
}
const body = z.strictObject({
  ...which,
  mode: z.enum(['always', 'office', 'hours']),
  days: z.array(z.int()).max(7).default([]).describe('Of mode hours: 0 (Sunday) to 6'),
  from: z.string().max(5).default('').describe('07:30, the office’s time'),
  until: z.string().max(5).default('').describe('24:00 is the end of the day'),
  holidays: z.boolean().default(false).describe('On public holidays too'),
})
const scope = z.strictObject(which)
const answer = z.object({
  role: z.string().nullable(),
  hostId: z.string().nullable(),
  computer: z.string().nullable().describe('Name; null: a role, or it is no more'),
  mode: z.enum(['always', 'office', 'hours']),
  days: z.array(z.int()).nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  holidays: z.boolean().nullable(),
  own: z.boolean().describe('False: as usual for the role'),
})
const list = { type: 'array', items: jsonSchema(answer) } as const

export function expectedApi(app: FastifyInstance, parts: ApiParts): void {
  const rows = async () => (await expectedRows(parts)).map(answerOf)
  app.get(
    '/expected-schedules',
    { schema: { summary: 'When computers should be on', response: { 200: list } } },
    async (request) => {
      callerOf(request, 'viewer')
      return rows()
    },
  )
  app.put<{ Body: z.output<typeof body> }>(
    '/expected-schedules',
    {
      schema: {
        summary: 'Say when computers of a role, or one computer, should be on',
        body: jsonSchema(body, 'input'),
        response: { 200: list },
      },
    },
    async (request) => {
      const { name: actor } = callerOf(request, 'officer')
      const planned = sound(await planExpected(parts.hosts, request.body))
      await parts.office.setExpected(planned.of, planned.on)
      const details = JSON.stringify(planned.on)
      await parts.audit.add({ actor, action: 'expected.set', subject: planned.name, details })
      return rows()
    },
  )
  app.delete<{ Querystring: z.output<typeof scope> }>(
    '/expected-schedules',
    {
      schema: {
        summary: 'As usual again',
        querystring: jsonSchema(scope, 'input'),
        response: { 200: list },
      },
    },
    async (request) => {
      const { name: actor } = callerOf(request, 'officer')
      const named = sound(await expectedScope(parts.hosts, request.query))
      await parts.office.setExpected(named.of, null)
      const entry = { actor, action: 'expected.reset', subject: named.name, details: '' }
      await parts.audit.add(entry)
      return rows()
    },
  )
}

/** What was asked for, or the caller's fault in words. */
function sound<T extends object>(planned: T | ExpectedFault): T {
  if ('error' in planned)
    throw new ApiError('bad_request', `"${planned.field}": ${expectedFaultText(planned)}.`)
  return planned
}

function answerOf({ role, hostId, name, on, own }: ExpectedRow): z.output<typeof answer> {
  const hours = ownHours(on)
  return {
    role,
    hostId,
    computer: name,
    mode: on.mode,
    days: hours?.days ?? null,
    from: hours?.from ?? null,
    until: hours?.until ?? null,
    holidays: hours?.holidays ?? null,
    own,
  }
}
