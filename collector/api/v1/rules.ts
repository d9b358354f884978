/** The rules in force, and what changed ones would have told of the last days. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { ConfigError } from '../../../config/load.ts'
import type { ApiParts } from '../parts.ts'
import { RulesBusy, type RulesTrial } from '../rules-door.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'
import { isoTime, isoTimeOrNull } from './times.ts'

const ruleSchema = z.object({
  id: z.string(),
  kind: z.string(),
  measurement: z.string().nullable(),
  exceptions: z.int().describe('Exceptions that lie over it'),
})
const body = z.strictObject({
  days: z.int().min(1).max(14).default(7),
  files: z
    .array(
      z.strictObject({
        file: z.string().min(1).max(200).describe('Its name; an own file of that name is replaced'),
        text: z.string().max(1024 * 1024),
      }),
    )
    .max(20)
    .default([])
    .describe('Left out: the rules as they stand on the disk'),
})
const trialSchema = z.object({
  hosts: z.int().describe('Computers that have something which the rules look at'),
  rows: z.int().describe('Readings that were judged once more'),
  counts: z.array(z.object({ rule: z.string(), alerts: z.int(), hosts: z.int() })),
  alerts: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['info', 'warning', 'critical']),
      host: z.string().describe('Its name; of a site the site’s'),
      object: z.string(),
      openedAt: z.string(),
      clearedAt: z.string().nullable(),
      title: z.string(),
    }),
  ),
})

export function rulesApi(app: FastifyInstance, parts: ApiParts): void {
  app.get(
    '/rules',
    {
      schema: {
        summary: 'The rules in force',
        response: { 200: { type: 'array', items: jsonSchema(ruleSchema) } },
      },
    },
    async (request) => {
      callerOf(request, 'viewer')
      return parts.rules.inForce().map(({ id, kind, select, overrides }) => ({
        id,
        kind,
        measurement: select.measurement ?? null,
        exceptions: overrides.length,
      }))
    },
  )
  app.post<{ Body: z.output<typeof body> }>(
    '/rules/test',
    {
      bodyLimit: 2 * 1024 * 1024,
      schema: {
        summary:
          'What rules would have told of the last days; nothing is written and nobody is told',
        body: jsonSchema(body, 'input'),
        response: { 200: jsonSchema(trialSchema) },
      },
    },
    async (request) => {
      callerOf(request, 'officer')
      const { files, days } = request.body
      try {
        return await answerOf(parts, await parts.rules.test(files, days))
      } catch (error) {
        if (error instanceof ConfigError || error instanceof RulesBusy)
          throw new ApiError('bad_request', error.message)
        throw error
      }
    },
  )
}

async function answerOf(
  { hosts, office, describeAlert }: ApiParts,
  { alerts, counts, ...rest }: RulesTrial,
): Promise<z.output<typeof trialSchema>> {
  const named = [...(await hosts.all()), ...(await office.sites())]
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return {
    hosts: rest.hosts,
    rows: rest.rows,
    counts: counts.map(({ ruleId, ...one }) => ({ rule: ruleId, ...one })),
    alerts: alerts.map((alert) => ({
      rule: alert.ruleId,
      severity: alert.severity,
      host: names.get(alert.hostId ?? alert.siteId ?? '') ?? '',
      object: alert.object,
      openedAt: isoTime(alert.openedAtMs),
      clearedAt: isoTimeOrNull(alert.clearedAtMs),
      title: describeAlert(alert, 'en').title,
    })),
  }
}
