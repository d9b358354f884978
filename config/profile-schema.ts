/** What a device profile (config/profiles/*.yaml) may say; it fills only fields of the catalogue. */
import * as z from 'zod'
import { deviceMeasurements, findDeviceMeasurement } from '../contract/catalogue/device-families.ts'
import type { Field, Measurement } from '../contract/catalogue/grammar.ts'
import { nearest } from '../lib/nearest.ts'

const entriesMax = 200
const oid = z
  .string('an object id is a text: YAML takes one with a single dot for a number, so quote it')
  .max(200)
  .regex(
    /^\.?\d+(?:\.\d+)*$/,
    'an object id is numbers and dots; one that begins with a dot lies below "base"',
  )
const every = z
  .enum(['fast', 'slow', 'rare'])
  .describe('fast: with each beat; slow: every 5 minutes; rare: every hour')
const expression = z
  .string()
  .max(200)
  .refine((text) => isExpression(text), 'this is no regular expression')
/** YAML reads bare words such as 1 and true as numbers and booleans. */
const word = z.union([z.string().max(200), z.number(), z.boolean()]).transform(String)
const conversion = {
  scale: z.number().optional().describe('The number is multiplied by it'),
  offset: z.number().optional().describe('Added after scaling'),
  unknown: z.array(z.number()).max(20).optional().describe('Numbers that stand for "not known"'),
  states: z
    .record(z.string().max(200), word)
    .optional()
    .describe('Word of the state by the device’s number or text; * for all others'),
  pattern: expression.optional().describe('Its first group is the value'),
}
const rowsThat = z
  .strictObject({
    column: oid,
    is: z.array(word).min(1).max(50).optional(),
    matches: expression.optional(),
  })
  .refine(({ is, matches }) => is !== undefined || matches !== undefined, 'needs "is" or "matches"')
const value = z.strictObject({
  to: z.string().max(100).describe('measurement.field'),
  from: z.union([oid, z.array(oid).min(1).max(8)]).describe('The first that answers wins'),
  take: z
    .enum(['sum', 'mean', 'max', 'count'])
    .optional()
    .describe('"from" is a column: what its rows make together'),
  percentOf: z
    .array(oid)
    .min(1)
    .max(4)
    .optional()
    .describe('The value is told in percent of the sum of these'),
  tags: z.record(z.string(), z.string().max(100)).default({}),
  every: every.optional(),
  ...conversion,
})
const field = z.strictObject({
  to: z.string().max(100),
  column: oid,
  times: oid.optional().describe('Column by which it is multiplied: size of a block'),
  when: rowsThat.optional().describe('Only in rows where that column holds one of these'),
  ...conversion,
})
const table = z.strictObject({
  to: z.string().max(100).describe('measurement'),
  every: every.optional(),
  tags: z
    .record(
      z.string(),
      z.strictObject({
        column: oid.optional(),
        pattern: expression.optional().describe('Its first group is the name'),
        text: z
          .string()
          .max(100)
          .optional()
          .describe('Where the column is empty; {index} is the row'),
      }),
    )
    .default({}),
  fields: z.array(field).min(1).max(60),
  without: rowsThat.optional().describe('Rows that are left out'),
})

export const profileKinds = [
  'generic',
  'switch',
  'router',
  'access_point',
  'printer',
  'ups',
  'nas',
  'server',
] as const
const standardReaders = [
  'ups',
  'interfaces',
  'storage',
  'load',
  'printer',
  'supplies',
  'sensors',
  'links',
] as const

export const profileSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id is small letters, digits and -'),
    name: z.string().min(1).max(100),
    kind: z.enum(profileKinds),
    vendor: z.string().min(1).max(60).optional(),
    match: z
      .strictObject({
        objectIds: z.array(oid).max(200).default([]).describe('Beginnings of sysObjectID'),
        description: expression.optional().describe('What sysDescr must match'),
        present: oid.optional().describe('A subtree that must not be empty'),
      })
      .refine(
        ({ objectIds, description, present }) =>
          objectIds.length > 0 || description !== undefined || present !== undefined,
        'a profile says what it fits: objectIds, description or present',
      ),
    base: z
      .string()
      .regex(/^\d+(?:\.\d+)*$/)
      .optional(),
    without: z.array(z.enum(standardReaders)).default([]),
    values: z.array(value).max(entriesMax).default([]),
    tables: z.array(table).max(entriesMax).default([]),
  })
  .superRefine((profile, context) => {
    const tell = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    profile.values.forEach(({ to, tags, states }, index) => {
      const [name = '', fieldName = ''] = to.split('.')
      const measurement = measurementOf(name, (text) => tell(['values', index, 'to'], text))
      if (!measurement) return
      checkField(measurement, fieldName, states, (text) => tell(['values', index, 'to'], text))
      checkTags(measurement, tags, (text) => tell(['values', index, 'tags'], text))
    })
    profile.tables.forEach(({ to, tags, fields }, index) => {
      const measurement = measurementOf(to, (text) => tell(['tables', index, 'to'], text))
      if (!measurement) return
      checkTags(measurement, tags, (text) => tell(['tables', index, 'tags'], text))
      fields.forEach((one, at) =>
        checkField(measurement, one.to, one.states, (text) =>
          tell(['tables', index, 'fields', at, 'to'], text),
        ),
      )
    })
    if (profile.base === undefined && hasRelative(profile)) {
      tell(['base'], 'object ids that begin with a dot need a "base"')
    }
  })
export type WrittenProfile = z.output<typeof profileSchema>
export type WrittenRows = z.output<typeof rowsThat>
export type WrittenConversion = Pick<z.output<typeof field>, keyof typeof conversion>

type Tell = (text: string) => void

function measurementOf(name: string, tell: Tell): Measurement | undefined {
  const found = findDeviceMeasurement(name)
  if (!found)
    tell(
      `devices have no measurement "${name}"${near(
        name,
        deviceMeasurements.map((one) => one.name),
      )}`,
    )
  return found
}

function checkField(
  { name, fields }: Measurement,
  fieldName: string,
  states: Readonly<Record<string, string>> | undefined,
  tell: Tell,
): void {
  const found: Field | undefined = Object.hasOwn(fields, fieldName) ? fields[fieldName] : undefined
  if (!found)
    return tell(`${name} has no field "${fieldName}"${near(fieldName, Object.keys(fields))}`)
  const words = found.kind === 'state' ? Object.keys(found.states) : ['true', 'false']
  const needs = found.kind === 'state' || found.kind === 'boolean'
  if (needs !== (states !== undefined)) {
    tell(needs ? `${name}.${fieldName} needs "states"` : `${name}.${fieldName} takes no "states"`)
  }
  for (const one of Object.values(states ?? {})) {
    if (needs && !words.includes(one)) {
      tell(`${name}.${fieldName} has no state "${one}"${near(one, words)}`)
    }
  }
}

function checkTags(
  { name, tags }: Measurement,
  given: Readonly<Record<string, unknown>>,
  tell: Tell,
): void {
  for (const tag of Object.keys(given)) {
    if (!Object.hasOwn(tags, tag))
      tell(`${name} has no tag "${tag}"${near(tag, Object.keys(tags))}`)
  }
  for (const [tag, { optional }] of Object.entries(tags)) {
    if (!optional && !Object.hasOwn(given, tag)) tell(`${name} needs the tag "${tag}"`)
  }
}

function near(word: string, known: readonly string[]): string {
  const closest = nearest(word, known)
  return closest ? `; did you mean "${closest}"?` : `; known: ${known.join(', ')}`
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

function hasRelative(profile: unknown): boolean {
  return /"\.\d/.test(JSON.stringify(profile))
}
