/** The collector's YAML: what must be known before the console can be reached. The rest is set there. */
import * as z from 'zod'
import { defaultPort, parseAddress } from '../contract/wire/address.ts'
import { logLevels } from './agent-defaults.ts'
import { influxSchema } from './influx-schema.ts'

const days = (fallback: number, max: number) => z.int().min(1).max(max).default(fallback)

export const collectorSchema = z.strictObject({
  logLevel: z.enum(logLevels).default('info').describe('How much is logged'),
  listen: z
    .strictObject({
      address: z.string().default('::').describe('Address of this machine; "::" is every one'),
      port: z
        .int()
        .min(0)
        .max(65_535)
        .default(defaultPort)
        .describe('One port for console, API and agents; 0 takes any free one'),
    })
    .prefault({}),
  names: z
    .array(z.string().max(253))
    .max(32)
    .default([])
    .describe('Further names or addresses under which browsers open the console'),
  collectors: z
    .array(
      z.string().refine((text) => parseAddress(text) !== undefined, 'must be host or host:port'),
    )
    .max(8)
    .default([])
    .describe('Addresses that agents are told first, such as a DNS name that can move'),
  certificate: z
    .strictObject({
      file: z
        .string()
        .max(1024)
        .default('')
        .describe(
          "The office's own certificate (PEM, with those of its authorities); empty: the collector's own",
        ),
      key: z.string().max(1024).default('').describe('Its private key (PEM, not encrypted)'),
    })
    .refine(({ file, key }) => (file === '') === (key === ''), 'needs both file and key')
    .prefault({}),
  retention: z
    .strictObject({
      fullDays: days(14, 3660).describe('Days for which every reading is kept'),
      fiveMinuteDays: days(400, 3660).describe('Days for which 5-minute roll-ups are kept'),
      hourDays: days(1830, 36_600).describe('Days for which hourly roll-ups are kept'),
    })
    .prefault({}),
  backup: z
    .strictObject({
      folder: z
        .string()
        .default('')
        .describe('Second place for the nightly backup, best on another disk; empty: none'),
      keep: z.int().min(1).max(366).default(14).describe('Backups that are kept'),
    })
    .prefault({}),
  deadMan: z
    .strictObject({
      url: z
        .union([z.literal(''), z.url({ protocol: /^https?$/ })])
        .default('')
        .describe(
          'An address outside that is called while all is well, and tells you when it is not (such as healthchecks.io); empty: none',
        ),
      minutes: z.int().min(1).max(60).default(5).describe('How often it is called'),
    })
    .prefault({}),
  influx: influxSchema,
})
export type CollectorConfig = z.output<typeof collectorSchema>
