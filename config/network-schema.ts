/**
 * What the officer declares of the network: pollers of sites, devices without an agent, and checks.
 * The same shape is a YAML file (`mlinzi network apply`), a body of POST /api/v1/network and what
 * the command line makes of its words. The wire's own shapes (contract/wire/network.ts) with
 * defaults, and with computers by name.
 */
import * as z from 'zod'
import {
  deviceRoles,
  dnsCheck,
  httpCheck,
  pingCheck,
  snmpAccess,
  tcpCheck,
  tlsCheck,
  type CheckKind,
} from '../contract/wire/network.ts'
import { bannerCheck, mailCheck, ntpCheck, webCheck } from '../contract/wire/service-checks.ts'

const key = z.string().trim().min(1).max(255)
const seconds = (usual: number) => z.int().min(10).max(86_400).default(usual)
const milliseconds = (usual: number) => z.int().min(200).max(60_000).default(usual)

/** How often each kind is made unless it is said otherwise, in seconds. */
export const usualSeconds: Readonly<Record<CheckKind, number>> = {
  ping: 60,
  tcp: 60,
  http: 300,
  tls: 21_600,
  dns: 300,
  banner: 300,
  ntp: 900,
  mail: 900,
  web: 3600,
}

const base = (kind: CheckKind, timeoutMs = 5000) => ({
  name: z.string().trim().min(1).max(120),
  device: key.optional().describe('Device that it is about, by name or id'),
  pollers: z
    .array(key)
    .max(16)
    .default([])
    .describe('Computers that make it, by name or id; none: the pollers of all sites'),
  everySeconds: seconds(usualSeconds[kind]),
  timeoutMs: milliseconds(timeoutMs),
})
/** Port by protocol where the officer names none. */
const port = (usual: number) => z.int().min(1).max(65_535).default(usual)

const ping = z.strictObject({
  kind: z.literal('ping'),
  ...base('ping', 2000),
  host: pingCheck.shape.host,
  count: z.int().min(1).max(20).default(3),
})
const { host: tcpHost, port: tcpPort, expect: tcpExpect } = tcpCheck.shape
const tcp = z.strictObject({
  kind: z.literal('tcp'),
  ...base('tcp'),
  host: tcpHost,
  port: tcpPort,
  expect: tcpExpect,
})
const { url, status, keyword, jsonPath, jsonValue, anyCertificate } = httpCheck.shape
const http = z.strictObject({
  kind: z.literal('http'),
  ...base('http', 10_000),
  url,
  method: z.enum(['GET', 'HEAD']).default('GET'),
  status,
  keyword,
  jsonPath,
  jsonValue,
  redirectsMax: z.int().min(0).max(10).default(5),
  anyCertificate,
})
const tls = z.strictObject({
  kind: z.literal('tls'),
  ...base('tls', 10_000),
  host: tlsCheck.shape.host,
  port: port(443),
  serverName: tlsCheck.shape.serverName,
  starttls: tlsCheck.shape.starttls,
})
const dns = z.strictObject({
  kind: z.literal('dns'),
  ...base('dns'),
  server: dnsCheck.shape.server,
  domain: dnsCheck.shape.domain,
  recordType: z.enum(['A', 'AAAA', 'MX', 'NS', 'TXT', 'CNAME', 'PTR', 'SOA']).default('A'),
  expect: dnsCheck.shape.expect,
})
const mailPorts = {
  smtp: { plain: 25, tls: 465 },
  imap: { plain: 143, tls: 993 },
  pop3: { plain: 110, tls: 995 },
} as const
const banner = z
  .strictObject({
    kind: z.literal('banner'),
    ...base('banner', 10_000),
    host: bannerCheck.shape.host,
    protocol: z.enum(['smtp', 'imap', 'pop3']),
    security: z
      .enum(['none', 'starttls', 'tls'])
      .default('starttls')
      .describe('starttls: it must offer encryption; tls: encrypted from the beginning'),
    port: z.int().min(1).max(65_535).optional().describe('Left out: the usual one'),
    serverName: bannerCheck.shape.serverName,
    expect: bannerCheck.shape.expect,
  })
  .transform(({ port: own, ...rest }) => {
    const usual = mailPorts[rest.protocol]
    return { ...rest, port: own ?? (rest.security === 'tls' ? usual.tls : usual.plain) }
  })
const ntp = z.strictObject({
  kind: z.literal('ntp'),
  ...base('ntp'),
  host: ntpCheck.shape.host,
  port: port(123),
})
const sendPorts = { none: 25, starttls: 587, tls: 465 } as const
const security = z.enum(['none', 'starttls', 'tls'])
/** A password that is left out stays as it is. */
const login = {
  host: mailCheck.shape.send.shape.host,
  port: z.int().min(1).max(65_535).optional().describe('Left out: the usual one'),
  user: z.string().max(256).default(''),
  password: z.string().max(256).default(''),
  anyCertificate: mailCheck.shape.send.shape.anyCertificate,
}
const mail = z.strictObject({
  kind: z.literal('mail'),
  ...base('mail', 20_000),
  from: mailCheck.shape.from,
  to: mailCheck.shape.to,
  send: z
    .strictObject({ ...login, security: security.default('starttls') })
    .transform((one) => ({ ...one, port: one.port ?? sendPorts[one.security] })),
  fetch: z
    .strictObject({
      ...login,
      security: security.default('tls'),
      protocol: z.enum(['imap', 'pop3']).default('imap'),
    })
    .transform((one) => {
      const usual = mailPorts[one.protocol]
      return { ...one, port: one.port ?? (one.security === 'tls' ? usual.tls : usual.plain) }
    }),
  waitSeconds: z.int().min(5).max(900).default(120),
})
const { selector, after, before } = webCheck.shape
const web = z.strictObject({
  kind: z.literal('web'),
  ...base('web', 20_000),
  url,
  staleDays: z.int().min(0).max(3650).default(0).describe('0: it need not change'),
  changePercent: z
    .int()
    .min(0)
    .max(100)
    .default(40)
    .describe('A change of so much of its text is unexpected; 0: none is'),
  selector,
  after,
  before,
})
export const checkDeclaration = z.discriminatedUnion('kind', [
  ping,
  tcp,
  http,
  tls,
  dns,
  banner,
  ntp,
  web,
  mail,
])
export type CheckDeclaration = z.output<typeof checkDeclaration>

export const deviceDeclaration = z.strictObject({
  name: key,
  role: z.enum(deviceRoles).default('network'),
  address: pingCheck.shape.host,
  site: key.nullable().default(null).describe('By name or id'),
  department: key.nullable().default(null).describe('By name or id'),
  poller: key.nullable().default(null).describe('Computer by name or id; none: that of its site'),
  /** False: the device does not answer pings. */
  ping: z.boolean().default(true),
  everySeconds: seconds(usualSeconds.ping),
  snmp: z.optional(snmpAccess).describe('With its secrets; left out: it stays as it is'),
})
export type DeviceDeclaration = z.output<typeof deviceDeclaration>

export const networkDeclaration = z.strictObject({
  pollers: z
    .record(key, key.nullable())
    .default({})
    .describe('Computer that looks for each site; null: none any more'),
  devices: z.array(deviceDeclaration).max(1000).default([]),
  checks: z.array(checkDeclaration).max(2000).default([]),
})
export type NetworkDeclaration = z.output<typeof networkDeclaration>
