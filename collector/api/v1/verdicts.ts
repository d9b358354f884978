/** Alerts that were of no use: said of one, and counted by rule. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { uselessReasons } from '../choices.ts'
import type { ApiParts } from '../parts.ts'
import { falseAlarmsView } from '../false-alarms.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { jsonSchema } from './schemas.ts'

const body = z.strictObject({
  reason: z.enum(uselessReasons).describe('Why it was of no use'),
  note: z.string().max(200).default(''),
})
const answer = z.object({ id: z.string(), reason: z.enum(uselessReasons), by: z.string() })
const shares = z.object({
  days: z.int().describe('Length of the time that is counted'),
  limitPercent: z.number().describe('A rule above this is to be changed'),
  rules: z.array(
    z.object({
      rule: z.string(),
      alerts: z.int(),
      useless: z.int(),
      percent: z.number(),
      above: z.boolean(),
      mainReason: z.enum(uselessReasons).nullable(),
    }),
  ),
})

export function verdictApi(app: FastifyInstance, parts: ApiParts): void {
  app.put<{ Params: { id: string }; Body: z.output<typeof body> }>(
    '/alerts/:id/not-useful',
    {
      schema: {
        summary: 'Say that an alert was of no use, and why',
        body: jsonSchema(body, 'input'),
        response: { 200: jsonSchema(answer) },
      },
    },
    async (request) => {
      const { name } = callerOf(request, 'officer')
      const alert = await parts.alerts.get(request.params.id)
      if (alert === undefined)
        throw new ApiError('not_found', `There is no alert "${request.params.id}".`)
      const { reason, note } = request.body
      const atMs = parts.clock.now()
      const said = { alertId: alert.id, ruleId: alert.ruleId, reason, note, by: name, atMs }
      await parts.verdicts.save(said)
      const details = JSON.stringify({ rule: alert.ruleId, reason, note })
      await parts.audit.add({ actor: name, action: 'alert.useless', subject: alert.id, details })
      return { id: alert.id, reason, by: name }
    },
  )
  app.get(
    '/false-alarms',
    {
      schema: {
        summary: 'By rule, how many of its alerts were of no use',
        response: { 200: jsonSchema(shares) },
      },
    },
    async (request) => {
      callerOf(request, 'viewer')
      const { days, limitPercent, rules } = await falseAlarmsView(parts)
      return {
        days,
        limitPercent,
        rules: rules.map(({ ruleId, ...rest }) => ({ rule: ruleId, ...rest })),
      }
    },
  )
}
