/**
 * What an agent that is named as a poller is asked to look at: devices without an agent, and checks.
 * The collector sends a `network` message (in parts) only to an agent whose `hello` says in
 * `local.network` that it can and may; the agent answers with what it refuses and why (local veto).
 */
import * as z from 'zod/mini'
import { base, hostName, id, port, secret, text, url } from './network-words.ts'
import { bannerCheck, mailCheck, ntpCheck, webCheck } from './service-checks.ts'

export const networkLimits = {
  devicesMax: 1000,
  checksMax: 2000,
  /** Of one message; devices and checks together. */
  entriesPerPartMax: 64,
  partsMax: 64,
  /** Refusals told one by one; `refusedCount` counts them all. */
  refusalsMax: 256,
} as const

/** Access to one device by SNMP. Secrets travel only in this message, over TLS. */
export const snmpAccess = z.object({
  version: z.enum(['1', '2c', '3']),
  port: z.optional(port),
  community: z.optional(secret),
  user: z.optional(secret),
  level: z.optional(z.enum(['noAuthNoPriv', 'authNoPriv', 'authPriv'])),
  authProtocol: z.optional(z.enum(['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'])),
  authKey: z.optional(secret),
  privProtocol: z.optional(z.enum(['des', 'aes', 'aes256b', 'aes256r'])),
  privKey: z.optional(secret),
  context: z.optional(secret),
  everySeconds: z.int().check(z.minimum(10), z.maximum(86_400)),
  timeoutMs: z.optional(z.int().check(z.minimum(200), z.maximum(30_000))),
  retries: z.optional(z.int().check(z.minimum(0), z.maximum(5))),
  /** Name of a device profile; left out: chosen by sysObjectID. */
  profile: z.optional(text(64)),
})
export type SnmpAccess = z.output<typeof snmpAccess>

export const deviceRoles = ['network', 'printer', 'ups', 'server'] as const

export const networkDevice = z.object({
  /** Id of its host record: the value of the `for_host` tag. */
  id,
  name: text(255),
  role: z.enum(deviceRoles),
  address: hostName,
  snmp: z.optional(snmpAccess),
})
export type NetworkDevice = z.output<typeof networkDevice>

export const pingCheck = z.object({
  ...base,
  kind: z.literal('ping'),
  host: hostName,
  count: z.int().check(z.minimum(1), z.maximum(20)),
})
export const tcpCheck = z.object({
  ...base,
  kind: z.literal('tcp'),
  host: hostName,
  port,
  /** Text that the server must send by itself. */
  expect: z.optional(text(255)),
})
export const httpCheck = z.object({
  ...base,
  kind: z.literal('http'),
  url,
  method: z.enum(['GET', 'HEAD']),
  /** Status that is good; left out: 200 to 399. */
  status: z.optional(z.int().check(z.minimum(100), z.maximum(599))),
  keyword: z.optional(text(255)),
  /** Path into a JSON answer (`data.items.0.state`) and the text expected there. */
  jsonPath: z.optional(text(255)),
  jsonValue: z.optional(text(255)),
  redirectsMax: z.int().check(z.minimum(0), z.maximum(10)),
  /** The certificate is not judged here; a check of kind `tls` does. */
  anyCertificate: z.optional(z.boolean()),
})
export const tlsCheck = z.object({
  ...base,
  kind: z.literal('tls'),
  host: hostName,
  port,
  /** Name that the certificate must carry; left out: the host. */
  serverName: z.optional(hostName),
  starttls: z.optional(z.enum(['smtp', 'imap', 'pop3'])),
})
export const dnsCheck = z.object({
  ...base,
  kind: z.literal('dns'),
  /** Resolver that is asked; left out: those of the poller. */
  server: z.optional(hostName),
  domain: hostName,
  recordType: z.enum(['A', 'AAAA', 'MX', 'NS', 'TXT', 'CNAME', 'PTR', 'SOA']),
  /** One of the answers must hold it. */
  expect: z.optional(text(255)),
})
export const networkCheck = z.discriminatedUnion('kind', [
  pingCheck,
  tcpCheck,
  httpCheck,
  tlsCheck,
  dnsCheck,
  bannerCheck,
  ntpCheck,
  mailCheck,
  webCheck,
])
export type NetworkCheck = z.output<typeof networkCheck>
export type CheckKind = NetworkCheck['kind']
export type CheckOf<Kind extends CheckKind> = Extract<NetworkCheck, { kind: Kind }>
export const checkKinds = [
  'ping',
  'tcp',
  'http',
  'tls',
  'dns',
  'banner',
  'ntp',
  'mail',
  'web',
] as const satisfies readonly CheckKind[]

/** What this machine's own settings allow, told in `hello`; none of it can be pushed. */
export const localNetwork = z.object({
  poller: z.boolean(),
  /** CIDR networks in which devices may be looked at; `own` stands for those of its own wires. */
  subnets: z.array(text(64)).check(z.maxLength(64)),
  /** Whether addresses outside private networks may be asked. */
  internet: z.boolean(),
  probesPerSecondMax: z.int().check(z.nonnegative()),
  secondsMin: z.int().check(z.nonnegative()),
  /** Kinds of checks that this agent knows, and `snmp`. */
  kinds: z.array(text(32)).check(z.maxLength(64)),
})
export type LocalNetwork = z.output<typeof localNetwork>

/** Devices and checks of an order; whole each time, in parts. */
export const networkOrder = z.object({
  type: z.literal('network'),
  /** Rises with each change; a report repeats it. */
  order: z.int().check(z.nonnegative()),
  part: z.int().check(z.nonnegative()),
  parts: z.int().check(z.minimum(1), z.maximum(networkLimits.partsMax)),
  devices: z.array(networkDevice).check(z.maxLength(networkLimits.entriesPerPartMax)),
  checks: z.array(networkCheck).check(z.maxLength(networkLimits.entriesPerPartMax)),
})
export type NetworkOrder = z.output<typeof networkOrder>

export const refusalReasons = [
  'not_poller',
  'outside_subnets',
  'no_internet',
  'too_often',
  'too_many',
  'unknown_kind',
  'no_device',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** What the poller does of an order. */
export const networkReport = z.object({
  type: z.literal('network_report'),
  order: z.int().check(z.nonnegative()),
  accepted: z.int().check(z.nonnegative()),
  refusedCount: z.int().check(z.nonnegative()),
  refused: z
    .array(z.object({ id, reason: z.enum(refusalReasons) }))
    .check(z.maxLength(networkLimits.refusalsMax)),
})
export type NetworkReport = z.output<typeof networkReport>
