/** Shapes of the network in /api/v1. */
import * as z from 'zod'
import { checkKinds, refusalReasons } from '../../../contract/wire/network.ts'
import { roles } from '../choices.ts'
import { presences } from './schemas.ts'

const timeOrNull = z.iso.datetime().describe('UTC, ISO 8601').nullable()
const named = z.object({ id: z.string(), name: z.string() })

export const declaredSchema = z.object({ devices: z.array(named), checks: z.array(named) })

export const checkAnswerSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(checkKinds).nullable(),
  target: z.string(),
  deviceId: z.string().nullable(),
  pollerId: z.string().nullable(),
  pollerName: z.string().nullable(),
  state: z
    .enum(['good', 'failing', 'unknown', 'old', 'waiting', 'refused', 'off'])
    .describe('unknown: its poller is cut off; old: nothing came for three intervals'),
  refused: z.enum(refusalReasons).nullable().describe('Why its poller’s own settings forbid it'),
  result: z.string().nullable().describe('The protocol’s word for the last run'),
  fails: z.number().describe('Failures in a row'),
  milliseconds: z.number().nullable(),
  lossPercent: z.number().nullable(),
  daysLeft: z.number().nullable().describe('Until the certificate ends'),
  offsetMilliseconds: z.number().nullable().describe('Time of a server less the poller’s'),
  change: z
    .enum(['same', 'small', 'large'])
    .nullable()
    .describe('Of a watched page; large: unexpected'),
  daysUnchanged: z.number().nullable().describe('Since the text of a watched page changed'),
  at: timeOrNull.describe('Of the last run'),
  everySeconds: z.number().nullable(),
  secretLost: z.boolean().describe('Its password has to be given again'),
})

export const deviceAnswerSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  address: z.string(),
  presence: z.enum(presences),
  presenceSince: timeOrNull,
  pollerId: z.string().nullable(),
  pollerName: z.string().nullable(),
  openAlerts: z.int(),
  snmp: z.boolean(),
  secretLost: z.boolean(),
  refused: z.enum(refusalReasons).nullable(),
  checks: z.array(checkAnswerSchema),
})

export const networkSchema = z.object({
  sites: z.array(
    z.object({
      siteId: z.string().nullable(),
      siteName: z.string().nullable(),
      pollerId: z.string().nullable(),
      pollerName: z.string().nullable(),
      devices: z.array(deviceAnswerSchema),
    }),
  ),
  services: z.array(checkAnswerSchema),
  pollers: z.array(
    z.object({
      hostId: z.string(),
      name: z.string(),
      state: z.enum(['away', 'too_old', 'not_allowed', 'waiting', 'working']),
      accepted: z.int(),
      refusedCount: z.int(),
      devices: z.int(),
      checks: z.int(),
    }),
  ),
})
