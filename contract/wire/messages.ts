/**
 * Control messages: small JSON objects with a `type`, checked by schema on both sides. Readings
 * travel in binary frames (frame.ts).
 *
 * A session: the agent sends `hello` (or `enrol`), the collector `challenge`, the agent `proof`,
 * the collector `welcome`; then the agent sends the dictionary entries that the collector lacks,
 * frames, `void`, `inventory`, and at its end `goodbye`; the collector sends `ack`, `credit`,
 * `config` and `error`. What `config` may hold is in settings.ts; `heartbeat` answers such an order.
 * `network` and its answer `network_report` are in network.ts, `discover` and `discovery_report` in
 * discovery.ts.
 */
import * as z from 'zod/mini'
import { discoverOrder, discoveryReport } from './discovery.ts'
import { localNetwork, networkOrder, networkReport } from './network.ts'

const name = z.string().check(z.maxLength(255))
const whole = z.int()
const count = z.int().check(z.nonnegative())
const hex = (digits: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${digits}}$`)))
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/_-]+=*$/), z.maxLength(1024))
const interval = z.readonly(z.tuple([count, count]))
/** 16 random bytes, as hex; made at each start of the agent's process. */
const epoch = hex(32)

/** Chain hash over the first `count` entries of an agent's dictionary (dictionary.ts). */
const dictionaryState = z.object({ count, hash: hex(32) })

/** Junk-filtered facts that let a re-enrolled machine be proposed as the same host. */
const machineFacts = z.object({
  serial: z.optional(name),
  uuid: z.optional(name),
  machineId: z.optional(name),
  macs: z._default(z.array(name).check(z.maxLength(32)), []),
})
export type MachineFacts = z.output<typeof machineFacts>

/** How the agent's clocks stand at the moment of sending. */
const clockNow = z.object({
  wallMs: whole,
  uptimeMs: count,
  /** The agent's own persistent boot counter. */
  boot: count,
})
export type ClockNow = z.output<typeof clockNow>

/** What the machine's own settings allow, which no pushed setting overrides (from version 2 on). */
const localSettings = z.object({
  sampleSecondsMin: count,
  /** Sources that its owner has switched off. */
  off: z.array(name).check(z.maxLength(64)),
  /** Whether it may look for its neighbours, and can. */
  neighbours: z.boolean(),
  /** What it may check on the network; an agent that does not say so gets no such order. */
  network: z.optional(localNetwork),
})

export const profileNames = ['lan', 'wan', 'thin'] as const
export type ProfileName = (typeof profileNames)[number]

const hello = z.object({
  type: z.literal('hello'),
  /** Id of the agent's key: first 16 bytes of SHA-256 over its raw Ed25519 public key. */
  agentId: hex(32),
  epoch,
  version: name,
  hostname: name,
  platform: name,
  clock: clockNow,
  dictionary: dictionaryState,
  /** Names of the sources that this agent has (C1). */
  checks: z.array(name).check(z.maxLength(512)),
  /** Measurements or settings it understands; the collector sends only these. */
  configVersion: count,
  facts: machineFacts,
  backlogRows: count,
  /** A few random hex digits: seen twice at once, the key has been copied. */
  instance: hex(16),
  local: z.optional(localSettings),
  /** The newest revision of frames that it writes (revision.ts); left out: 1. */
  wire: z.optional(count),
})
const enrol = z.object({
  type: z.literal('enrol'),
  token: z.string().check(z.maxLength(256)),
  /** Raw Ed25519 public key, base64. */
  publicKey: base64,
  version: name,
  hostname: name,
  platform: name,
  facts: machineFacts,
})
const proof = z.object({
  type: z.literal('proof'),
  signature: base64,
  /**
   * The agent's TLS exporter value as signed. Verified against it but not against the collector's
   * own, a signature is genuine and something between the two ended TLS (code `proxy`).
   */
  exporter: z.optional(base64),
})
const voidMessage = z.object({
  type: z.literal('void'),
  epoch,
  /** Rows that the spool deleted unsent; the collector closes its intervals over them. */
  intervals: z.array(interval).check(z.maxLength(1024)),
})
const inventory = z.object({
  type: z.literal('inventory'),
  hash: hex(32),
  facts: z.record(z.string(), z.unknown()),
})
/** One bit for each neighbour of the list, the first in the lowest bit of the first byte; base64. */
const bits = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/), z.maxLength(16))
const heartbeat = z.object({
  type: z.literal('heartbeat'),
  /** Number of the list that was asked for. */
  list: count,
  present: bits,
  /** Neighbours of which nothing can be said; left out when there are none. */
  unsure: z.optional(bits),
})
export const goodbyeReasons = ['shutdown', 'sleep', 'restart', 'update', 'stop'] as const
const goodbye = z.object({ type: z.literal('goodbye'), reason: z.enum(goodbyeReasons) })

export const agentMessage = z.discriminatedUnion('type', [
  hello,
  enrol,
  proof,
  voidMessage,
  inventory,
  heartbeat,
  networkReport,
  discoveryReport,
  goodbye,
])
export type AgentMessage = z.output<typeof agentMessage>
export type Hello = z.output<typeof hello>
export type Enrol = z.output<typeof enrol>
export type Heartbeat = z.output<typeof heartbeat>

const challenge = z.object({
  type: z.literal('challenge'),
  /** 32 random bytes, base64. */
  nonce: base64,
  /** The collector's wall time; part of what the proof signs. */
  timeMs: whole,
})
const profileSettings = z.object({
  name: z.enum(profileNames),
  sampleSeconds: count,
  postSeconds: count,
  /** Acks of unurgent live frames may wait so long, to save the line. */
  lazyAckSeconds: count,
})
export type ProfileSettings = z.output<typeof profileSettings>

const welcome = z.object({
  type: z.literal('welcome'),
  hostId: name,
  hostName: name,
  timeMs: whole,
  /** What the collector holds of this agent's dictionary. */
  dictionary: dictionaryState,
  limits: z.record(z.string(), count),
  profile: profileSettings,
  /** Rows of history that may be sent before the next `credit`. */
  historyRows: count,
  /** Addresses of the office's collectors, for the agent to remember. */
  collectors: z.array(name).check(z.maxLength(16)),
  inventoryHash: z.nullable(hex(32)),
  /** The revision of this session's frames; left out: 1. */
  wire: z.optional(count),
})
export type Welcome = z.output<typeof welcome>
const enrolled = z.object({
  type: z.literal('enrolled'),
  agentId: hex(32),
  hostId: name,
  state: z.enum(['approved', 'pending']),
})
const ack = z.object({
  type: z.literal('ack'),
  /** All frames of this session up to this number are settled and may serve as context. */
  frame: count,
  epoch,
  /** Sequence numbers that are durable at the collector (I1). */
  intervals: z.array(interval).check(z.maxLength(1024)),
})
export type Ack = z.output<typeof ack>
const credit = z.object({ type: z.literal('credit'), historyRows: count })
const config = z.object({
  type: z.literal('config'),
  version: count,
  settings: z.record(z.string(), z.unknown()),
})
export const errorCodes = [
  'bad_message',
  'bad_frame',
  'bad_proof',
  'unknown_key',
  'revoked',
  'clone',
  'pending',
  'bad_token',
  'too_many',
  'proxy',
  'unsupported',
  'busy',
  'internal',
] as const
const error = z.object({
  type: z.literal('error'),
  code: z.enum(errorCodes),
  /** For the person who reads the agent's log. */
  text: z.string().check(z.maxLength(1024)),
  retryable: z.boolean(),
  retryAfterSeconds: z.optional(count),
  /** The frame that was refused (bad_frame). */
  frame: z.optional(count),
})
export const collectorMessage = z.discriminatedUnion('type', [
  challenge,
  welcome,
  enrolled,
  ack,
  credit,
  config,
  networkOrder,
  discoverOrder,
  error,
])
export type CollectorMessage = z.output<typeof collectorMessage>
export type ErrorCode = (typeof errorCodes)[number]
