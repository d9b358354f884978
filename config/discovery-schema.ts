/**
 * Which subnets are looked through for devices: a YAML file (`mlinzi discovery apply`), the body of
 * POST /api/v1/discovery/subnets, and what the command line makes of its words.
 */
import * as z from 'zod'
import { discoveryLimits } from '../contract/wire/discovery.ts'
import { snmpAccess } from '../contract/wire/network.ts'

const cidr = z
  .string()
  .trim()
  .refine(
    isSubnet,
    `Write an IPv4 subnet from /${discoveryLimits.prefixMin} to /32, as 10.20.3.0/24`,
  )

/** Each part at most 255, the length within what is gone through in one go. */
function isSubnet(text: string): boolean {
  const [, a, b, c, d, bits] =
    /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text) ?? []
  const inside = [a, b, c, d].every((part) => part !== undefined && Number(part) <= 255)
  const length = Number(bits)
  return inside && length >= discoveryLimits.prefixMin && length <= 32
}

export const subnetDeclaration = z.strictObject({
  cidr,
  site: z.string().trim().min(1).max(255).describe('By name or id; its poller looks'),
  perSecond: z
    .int()
    .min(1)
    .max(discoveryLimits.perSecondMax)
    .default(5)
    .describe('At most so many addresses a second; the poller’s own settings may allow fewer'),
  everyDays: z.int().min(1).max(90).default(1),
  anyTime: z.boolean().default(false).describe('Also in working hours; else outside them alone'),
  snmp: z
    .array(
      z.strictObject({
        ...snmpAccess.shape,
        everySeconds: z.int().min(10).max(86_400).default(60),
      }),
    )
    .max(discoveryLimits.accessMax)
    .optional()
    .describe('Tried on what answers, in this order; left out: they stay as they are'),
})
export const discoveryDeclaration = z.strictObject({
  subnets: z.array(subnetDeclaration).min(1).max(64),
})
export type DiscoveryDeclaration = z.output<typeof discoveryDeclaration>
