/** Shapes of discovery in /api/v1. */
import * as z from 'zod'
import { guessKinds } from '../../../config/device-guess.ts'
import { discoveryStates } from '../../../contract/wire/discovery.ts'
import { deviceRoles } from '../../../contract/wire/network.ts'

const time = z.iso.datetime()
export const foundAnswer = z.object({
  id: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  state: z.enum(['new', 'declined', 'known']),
  kind: z.enum(guessKinds).describe('What it may be'),
  address: z.string().describe('Empty: its neighbour does not say where it is'),
  mac: z.string().nullable(),
  maker: z.string().nullable(),
  name: z.string().nullable(),
  model: z.string().nullable(),
  snmp: z.boolean(),
  ports: z.array(z.int()),
  place: z.object({ device: z.string(), port: z.string(), addresses: z.int() }).nullable(),
  hostId: z.string().nullable().describe('Computer or device that it is'),
  isNeighbour: z.boolean().describe('Known from a switch’s word alone (LLDP, CDP)'),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  first: time,
  last: time,
})
export const subnetAnswer = z.object({
  cidr: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  pollerName: z.string().nullable(),
  hindrance: z.enum(['no_poller', 'away', 'not_allowed', 'too_old']).nullable(),
  perSecond: z.int(),
  everyDays: z.int(),
  anyTime: z.boolean(),
  accesses: z.int().describe('SNMP accesses that are tried'),
  secret: z.enum(['none', 'kept', 'lost']),
  state: z.enum(discoveryStates).nullable(),
  isRunning: z.boolean(),
  isWanted: z.boolean(),
  done: time.nullable(),
  asked: z.int(),
  answered: z.int(),
  personal: z.int(),
})
export const acceptBody = z.strictObject({
  found: z
    .array(
      z.strictObject({
        id: z.string().max(64),
        name: z.string().max(255).optional(),
        role: z.enum(deviceRoles).optional(),
        address: z.string().max(64).optional(),
      }),
    )
    .min(1)
    .max(1000),
})
export const idsBody = z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(1000) })
export const declineBody = idsBody.extend({ reason: z.string().max(500).default('') })
export const acceptedDevices = z.object({
  devices: z.array(z.object({ id: z.string(), name: z.string() })),
})
