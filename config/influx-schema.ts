/** The `influx:` section of the collector's YAML. */
import * as z from 'zod'
import { influxFlavours } from './influx-flavours.ts'

const days = (fallback: number, what: string) =>
  z.int().min(0).max(36_600).default(fallback).describe(`${what}; 0: for ever`)

export const influxSchema = z
  .strictObject({
    url: z
      .union([z.literal(''), z.url({ protocol: /^https?$/ })])
      .default('')
      .describe('Address of InfluxDB or VictoriaMetrics; empty: series stay here alone'),
    flavour: z.enum(influxFlavours).default('influxdb-1').describe('Which of them it is'),
    database: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, - and _')
      .default('mlinzi')
      .describe(
        'Database; buckets (2.x) are called <database>/full, /5m and /1h, databases (3.x) <database>_full, _5m and _1h',
      ),
    organisation: z.string().max(256).default('').describe('Organisation (2.x)'),
    user: z.string().max(256).default('').describe('User (1.x); empty: none is asked for'),
    secretFile: z
      .string()
      .max(1024)
      .default('')
      .describe('File that holds the password (1.x) or the token, readable by the collector alone'),
    batchPoints: z.int().min(1).max(50_000).default(5000).describe('Points in one request'),
    timeoutSeconds: z.int().min(1).max(600).default(30).describe('Longest wait for an answer'),
    fullDays: days(14, 'Days for which the database is made to keep every reading'),
    fiveMinuteDays: days(180, 'The same for 5-minute roll-ups'),
    hourDays: days(0, 'The same for hourly roll-ups'),
  })
  .prefault({})
