/** Exceptions from rules, for other programs: listed, tried, made, removed. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { ConfigError } from '../../../config/load.ts'
import { TooManyExceptions, type NewRuleException } from '../../state/rule-exceptions.ts'
import type { ApiParts } from '../parts.ts'
import { listExceptions, type ListedException } from '../rules/exception-list.ts'
import { placeException } from '../rules/place-exception.ts'
import { RulesBusy } from '../rules-door.ts'
import { callerOf, type Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'
import { isoTimeOrNull } from './times.ts'

const names = (help: string) =>
  z.array(z.string().min(1).max(255)).max(200).default([]).describe(help)
const where = {
  sites: names('Names or ids; empty: all'),
  departments: names('Names or ids'),
  roles: names('server, network, printer, ups, desktop, laptop'),
  hosts: names('Names or ids; * stands for anything'),
  objects: names('What the rule is about inside the computer: D:, a service'),
  critical: z
    .boolean()
    .optional()
    .describe('Only computers that are marked critical, or only others'),
}
const exception = {
  rule: z.string().min(1).max(100),
  where: z.strictObject(where).prefault({}),
  set: z
    .record(z.string(), z.unknown())
    .describe('As `set` of a rule file: {"critical":{"after":"10m"}}; null takes a part away'),
}
const newBody = z.strictObject({ ...exception, note: z.string().max(200).default('') })
const trialBody = z.strictObject({ ...exception, days: z.int().min(1).max(14).default(7) })
const sums = z.object({ alerts: z.int(), hosts: z.int() })
const trialAnswer = z.object({ days: z.int(), before: sums, after: sums, rows: z.int() })
const answer = z.object({
  id: z.string().nullable().describe('Null: it stands in a file and is changed there'),
  rule: z.string(),
  file: z.string(),
  where: z.record(z.string(), z.unknown()).describe('By names'),
  set: z.record(z.string(), z.unknown()),
  by: z.string(),
  at: z.string().nullable(),
  note: z.string(),
})
const list = { type: 'array', items: jsonSchema(answer) } as const
const asked = z.strictObject({ rule: z.string().max(100).default('').describe('Empty: all rules') })

export function ruleExceptionApi(app: FastifyInstance, parts: ApiParts): void {
  app.get<{ Querystring: z.output<typeof asked> }>(
    '/rules/exceptions',
    {
      schema: {
        summary: 'Exceptions from the rules, those of files too',
        querystring: jsonSchema(asked, 'input'),
        response: { 200: list },
      },
    },
    async (request) => {
      callerOf(request, 'viewer')
      return listed(parts, request.query.rule)
    },
  )
  app.post<{ Body: z.output<typeof trialBody> }>(
    '/rules/exceptions/test',
    {
      schema: {
        summary: 'What a rule would have told of the last days without and with an exception',
        body: jsonSchema(trialBody, 'input'),
        response: { 200: jsonSchema(trialAnswer) },
      },
    },
    async (request) => {
      const { days, ...body } = request.body
      const planned = await plannedOf(parts, callerOf(request, 'officer'), { ...body, note: '' })
      return refusing(() => parts.rules.tryException(planned, days))
    },
  )
  changingApi(app, parts)
}

function changingApi(app: FastifyInstance, parts: ApiParts): void {
  app.post<{ Body: z.output<typeof newBody> }>(
    '/rules/exceptions',
    {
      schema: {
        summary: 'Make an exception; the rules follow at once',
        body: jsonSchema(newBody, 'input'),
        response: { 200: list },
      },
    },
    async (request) => {
      const caller = callerOf(request, 'officer')
      const planned = await plannedOf(parts, caller, request.body)
      await refusing(() => parts.rules.tryException(planned, 0))
      await refusing(() => parts.ruleExceptions.add(planned))
      const { ruleId, where: places, set, note } = planned
      const details = JSON.stringify({ where: places, set, note })
      const entry = { actor: caller.name, action: 'rule.exception_add', subject: ruleId, details }
      await parts.audit.add(entry)
      await parts.rules.exceptionsChanged()
      return listed(parts, ruleId)
    },
  )
  app.delete<{ Params: { id: string } }>(
    '/rules/exceptions/:id',
    {
      schema: { summary: 'Remove one; those of files are removed there', response: { 200: list } },
    },
    async (request) => {
      const { name: actor } = callerOf(request, 'officer')
      const found = (await parts.ruleExceptions.all()).find(({ id }) => id === request.params.id)
      if (!found) throw new ApiError('not_found')
      await parts.ruleExceptions.remove(found.id)
      const { ruleId, where: places, set } = found
      const details = JSON.stringify({ where: places, set })
      await parts.audit.add({ actor, action: 'rule.exception_remove', subject: ruleId, details })
      await parts.rules.exceptionsChanged()
      return listed(parts, ruleId)
    },
  )
}

async function plannedOf(
  parts: ApiParts,
  { name: by }: Caller,
  { rule: ruleId, where: places, set, note }: z.output<typeof newBody>,
): Promise<NewRuleException> {
  if (!parts.rules.inForce().some(({ id }) => id === ruleId))
    throw new ApiError('not_found', `"${ruleId}" is no rule in force.`)
  if (Object.keys(set).length === 0) throw new ApiError('bad_request', '"set" changes nothing.')
  const placed = await placeException(parts, places)
  if ('error' in placed) throw new ApiError('bad_request', placed.error)
  return { ruleId, where: placed.where, set, note, by, atMs: parts.clock.now() }
}

/** @throws ApiError for what an officer can mend. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConfigError)
      throw new ApiError('bad_request', error.faults.map(({ text }) => text).join(' '))
    if (error instanceof RulesBusy || error instanceof TooManyExceptions)
      throw new ApiError('bad_request', error.message)
    throw error
  }
}

async function listed(parts: ApiParts, ruleId: string): Promise<z.output<typeof answer>[]> {
  const rules = parts.rules.inForce().filter(({ id }) => ruleId === '' || id === ruleId)
  return (await listExceptions(parts, rules)).map(answerOf)
}

function answerOf(one: ListedException): z.output<typeof answer> {
  const { id, ruleId, file, places, critical, set, by, atMs, note } = one
  const named = Object.fromEntries(places.map(({ kind, names: of }) => [kind, of]))
  return {
    id,
    rule: ruleId,
    file,
    where: { ...named, ...(critical !== null && { critical }) },
    set: { ...set },
    by,
    at: isoTimeOrNull(atMs),
    note,
  }
}
