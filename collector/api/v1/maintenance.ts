/** Maintenance windows for other programs: a deployment can announce itself before it begins. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { TooManyWindows, type NewWindow } from '../../state/maintenance-windows.ts'
import type { WindowItem } from '../maintenance-views.ts'
import { windowFaultText } from '../maintenance/fault-text.ts'
import { windowItems } from '../maintenance/maintenance-view.ts'
import { planWindow } from '../maintenance/plan-window.ts'
import type { ApiParts } from '../parts.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'
import { isoTimeOrNull } from './times.ts'

const place = z.string().max(200).default('')
const body = z.strictObject({
  name: z.string().max(200).describe('What is done'),
  computer: place.describe('Name or id; exactly one of computer, site and department'),
  site: place,
  department: place,
  date: z.string().max(10).default('').describe('Of one that comes once: 2026-12-01'),
  lastDate: z.string().max(10).default('').describe('Of one that lasts longer than a day'),
  days: z.array(z.int()).max(7).default([]).describe('Of a weekly one: 0 (Sunday) to 6'),
  from: z.string().max(5).describe('18:00, the office’s time'),
  until: z.string().max(5).describe('Earlier than from: on the next day'),
})
const answer = z.object({
  id: z.string(),
  name: z.string(),
  covers: z.enum(['host', 'site', 'department']),
  place: z.string().nullable().describe('Name; null: it is no more'),
  days: z.array(z.int()).nullable().describe('Null: it comes once'),
  runs: z.boolean(),
  from: z.string().nullable().describe('Of the time that runs or comes next; null: it is over'),
  until: z.string().nullable(),
  by: z.string(),
})
interface ById {
  readonly Params: { readonly id: string }
}

export function maintenanceApi(app: FastifyInstance, parts: ApiParts): void {
  const list = async () => (await windowItems(parts, parts.clock.now())).map(answerOf)
  app.get(
    '/maintenance-windows',
    {
      schema: {
        summary: 'Planned maintenance, running first',
        response: { 200: { type: 'array', items: jsonSchema(answer) } },
      },
    },
    async (request) => {
      callerOf(request, 'officer')
      return list()
    },
  )
  app.post<{ Body: z.output<typeof body> }>(
    '/maintenance-windows',
    {
      schema: {
        summary: 'Plan maintenance: nobody is mailed about what it covers',
        body: jsonSchema(body, 'input'),
        response: { 201: jsonSchema(answer) },
      },
    },
    async (request, reply) => {
      const { name: by } = callerOf(request, 'officer')
      const id = await add(parts, request.body, by)
      return reply.code(201).send((await list()).find((one) => one.id === id))
    },
  )
  endApi(app, parts)
  app.delete<ById>(
    '/maintenance-windows/:id',
    { schema: { summary: 'Remove; if it runs, it ends', response: { 204: { type: 'null' } } } },
    async (request, reply) => {
      const { name: actor } = callerOf(request, 'officer')
      const { id } = request.params
      const found = (await parts.maintenance.all()).find((one) => one.id === id)
      if (found === undefined) throw new ApiError('not_found', `There is no window "${id}".`)
      await parts.maintenance.remove(id)
      const entry = { actor, action: 'maintenance.remove', subject: found.name, details: '' }
      await parts.audit.add(entry)
      return reply.code(204).send()
    },
  )
}

function endApi(app: FastifyInstance, parts: ApiParts): void {
  app.post<ById>(
    '/maintenance-windows/:id/end',
    {
      schema: {
        summary: 'End one that runs now; a weekly one comes again',
        response: { 200: jsonSchema(answer) },
      },
    },
    async (request) => {
      const { name: actor } = callerOf(request, 'officer')
      const { id } = request.params
      const found = (await parts.maintenance.all()).find((one) => one.id === id)
      if (found === undefined) throw new ApiError('not_found', `There is no window "${id}".`)
      await parts.maintenance.end(id, parts.clock.now())
      const entry = { actor, action: 'maintenance.end', subject: found.name, details: '' }
      await parts.audit.add(entry)
      const items = await windowItems(parts, parts.clock.now())
      return items.map(answerOf).find((one) => one.id === id)
    },
  )
}

async function add(parts: ApiParts, request: z.output<typeof body>, by: string): Promise<string> {
  const planned = await planWindow(parts, request, { by, nowMs: parts.clock.now() })
  if ('error' in planned)
    throw new ApiError('bad_request', `"${planned.field}": ${windowFaultText(planned)}.`)
  const id = await kept(parts, planned)
  const details = JSON.stringify({ cover: planned.cover, when: planned.when })
  const entry = { actor: by, action: 'maintenance.add', subject: planned.name, details }
  await parts.audit.add(entry)
  return id
}

async function kept({ maintenance }: ApiParts, window: NewWindow): Promise<string> {
  try {
    return await maintenance.add(window)
  } catch (error) {
    if (error instanceof TooManyWindows) throw new ApiError('bad_request', error.message)
    throw error
  }
}

function answerOf({ id, name, kind, place, weekly, runs, next, by }: WindowItem) {
  return {
    id,
    name,
    covers: kind,
    place,
    days: weekly?.days ?? null,
    runs,
    from: isoTimeOrNull(next?.fromMs ?? null),
    until: isoTimeOrNull(next?.untilMs ?? null),
    by,
  }
}
