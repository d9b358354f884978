/** Shapes of /api/v1; checked at run time and published as OpenAPI. */
import * as z from 'zod'
import type { Presence } from '../../model/hosts.ts'
import { aggregates, roles, severities } from '../choices.ts'

const time = z.iso.datetime().describe('UTC, ISO 8601')
const timeOrNull = time.nullable()
export const presences = [
  'online',
  'off',
  'off_assumed',
  'asleep',
  'power_lost',
  'unreachable',
  'site_down',
  'cut_off',
  'stale',
  'never_seen',
] as const satisfies readonly Presence[]

export const errorSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    action: z.string().describe('What to do about it'),
  })
  .describe('What went wrong')

export const hostSchema = z.object({
  id: z.string(),
  name: z.string(),
  presence: z.enum(presences),
  presenceSince: timeOrNull,
  lastSeen: timeOrNull,
  site: z.string().nullable().describe('Name of its site'),
  siteId: z.string().nullable(),
  department: z.string().nullable().describe('Name of its department'),
  departmentId: z.string().nullable(),
  role: z.enum(roles),
  critical: z.boolean(),
  simulated: z.boolean(),
  openAlerts: z.int(),
})
export const hostDetailSchema = hostSchema.extend({
  agentVersion: z.string().nullable(),
  clockOffsetSeconds: z.number().nullable(),
  createdAt: time,
  labels: z.record(z.string(), z.string()),
  inventory: z.record(z.string(), z.unknown()).nullable(),
  series: z
    .array(
      z.object({
        measurement: z.string(),
        tags: z.record(z.string(), z.string()),
        fields: z.array(z.string()),
      }),
    )
    .describe('What can be asked for with /series'),
})
export const hostQuery = z.object({
  q: z.string().max(100).optional().describe('Words that name, site or department must contain'),
  presence: z.enum(presences).optional(),
  site: z.string().optional().describe('Id or name'),
  department: z.string().optional().describe('Id or name'),
  role: z.enum(roles).optional(),
  limit: z.int().min(1).max(10_000).default(10_000),
  offset: z.int().min(0).default(0),
})

export const seriesQuery = z.object({
  host: z.string().describe('Id or name of a host'),
  measurement: z.string().max(255),
  field: z.string().max(255),
  from: z.string().max(40).optional().describe('ISO 8601 or ms since 1970; default: an hour ago'),
  to: z.string().max(40).optional().describe('ISO 8601 or ms since 1970; default: now'),
  step: z
    .string()
    .max(12)
    .optional()
    .describe('Seconds, or with a unit: 30s, 5m, 1h, 1d; left out: each stored value'),
  agg: z.enum(aggregates).optional().describe('Default: mean'),
})
export const seriesSchema = z.object({
  host: z.string(),
  measurement: z.string(),
  field: z.string(),
  tags: z.record(z.string(), z.string()),
  tier: z.string().describe('full, m5 or h1: the resolution it was read from'),
  points: z.array(
    z.object({
      time,
      value: z.union([z.number(), z.string()]).nullable(),
      coverage: z.number().optional().describe('Share of the window for which data came, 0 to 1'),
    }),
  ),
})

export const alertSchema = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  host: z.string().nullable().describe('Name'),
  hostId: z.string().nullable(),
  siteId: z.string().nullable(),
  object: z.string().describe('What inside the host: a disk, a job'),
  openedAt: time,
  clearedAt: timeOrNull,
  acknowledgedAt: timeOrNull,
  acknowledgedBy: z.string().nullable(),
  silencedUntil: timeOrNull,
  parentId: z.string().nullable(),
  maintenance: z
    .object({ name: z.string(), until: time })
    .nullable()
    .describe('Planned work that covers it now: nobody is mailed until then'),
})
export const alertQuery = z.object({
  state: z.enum(['open', 'all']).default('open'),
  host: z.string().optional().describe('Id or name'),
  from: z.string().max(40).optional().describe('With state=all; default: 30 days ago'),
  to: z.string().max(40).optional(),
  limit: z.int().min(1).max(5000).default(1000),
  language: z.enum(['sw', 'en']).default('en').describe('Of the titles'),
})

export const tokenSchema = z.object({
  id: z.string(),
  createdAt: time,
  expiresAt: time,
  usesLeft: z.int(),
  siteId: z.string().nullable(),
  departmentId: z.string().nullable(),
  role: z.enum(roles),
  autoApprove: z.boolean(),
  revoked: z.boolean(),
  note: z.string(),
})
export const newTokenSchema = z.object({
  days: z.number().min(0.01).max(90).default(1).describe('How long it can be used'),
  uses: z.int().min(1).max(1000).default(1).describe('How many machines may enrol'),
  siteId: z.string().nullable().default(null),
  departmentId: z.string().nullable().default(null),
  role: z.enum(roles).default('desktop'),
  autoApprove: z.boolean().default(true),
  note: z.string().max(200).default(''),
})
export const createdTokenSchema = z.object({
  id: z.string(),
  secret: z.string().describe('Shown this once'),
  commands: z.array(z.object({ platform: z.string(), command: z.string() })),
})

/** JSON Schema as fastify and OpenAPI want it. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io })
  return rest
}
