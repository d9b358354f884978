/** From an open WebSocket to a proven key: hello or enrol, challenge, proof. */
import { randomBytes, timingSafeEqual, verify } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { AgentMessage, Enrol, Hello } from '../../contract/wire/messages.ts'
import {
  agentIdOf,
  exporterOf,
  proofInput,
  publicKeyBytes,
  publicKeyFrom,
} from '../../contract/wire/proof.ts'
import { parseTicket } from '../../contract/wire/enrolment-token.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AgentKeysRepository, KnownAgent } from '../state/agent-keys.ts'
import type { TicketRefusal } from '../state/enrol-request.ts'
import type { Channel } from './channel.ts'
import { readMessage } from './read-message.ts'
import { Refusal, errorMessage } from './refusal.ts'

export interface HandshakeOptions {
  readonly keys: AgentKeysRepository
  readonly clock: Clock
  /** The site whose subnets hold the address; null when none does. */
  readonly siteOf: (address: string) => Promise<string | null>
}
/** The enrolled agent is told so and reconnects; a proven one may begin its session. */
export type HandshakeResult =
  | { readonly type: 'enrolled' }
  | {
      readonly type: 'proven'
      readonly hello: Hello
      /** When `hello` came: what its clock is held against. */
      readonly helloMs: number
      readonly agent: KnownAgent
    }

const ticketTexts: Readonly<Record<TicketRefusal, string>> = {
  wrong: 'The collector does not know this enrolment token. Was it copied whole?',
  revoked: 'This enrolment token has been revoked. Make a new one in the console.',
  expired: 'This enrolment token has expired. Make a new one in the console.',
  used_up: 'This enrolment token has been used as often as it may. Make a new one in the console.',
}
/** Unknown messages that a later version may send before its proof. */
const unsupportedMax = 4

/** Throws a Refusal with what the agent is to be told; undefined when the agent went away. */
export async function handshake(
  channel: Channel,
  tls: TLSSocket,
  address: string,
  options: HandshakeOptions,
): Promise<HandshakeResult | undefined> {
  const first = await nextMessage(channel)
  if (first === undefined) return undefined
  if (first.type === 'hello') return prove(channel, tls, first, options)
  if (first.type === 'enrol') return enrol(channel, tls, { enrol: first, address }, options)
  throw new Refusal('bad_message', 'A connection begins with hello or enrol.')
}

async function prove(
  channel: Channel,
  tls: TLSSocket,
  hello: Hello,
  options: HandshakeOptions,
): Promise<HandshakeResult | undefined> {
  const helloMs = options.clock.now()
  const known = await options.keys.find(hello.agentId)
  if (known === undefined) throw new Refusal('unknown_key')
  if (!(await checkProof(channel, tls, known, options.clock))) return undefined
  // Told only now: who cannot sign with a key learns nothing about it.
  if (known.state !== 'approved') throw new Refusal(known.state)
  return { type: 'proven', hello, helloMs, agent: known }
}

async function enrol(
  channel: Channel,
  tls: TLSSocket,
  from: { readonly enrol: Enrol; readonly address: string },
  options: HandshakeOptions,
): Promise<HandshakeResult | undefined> {
  const { publicKey: encoded, token, hostname, platform, version, facts } = from.enrol
  const publicKey = Buffer.from(encoded, 'base64')
  const ticket = parseTicket(token)
  if (ticket === undefined) throw new Refusal('bad_token', ticketTexts.wrong)
  if (publicKey.length !== publicKeyBytes) throw new Refusal('bad_message')
  const agentId = agentIdOf(publicKey)
  if (!(await checkProof(channel, tls, { agentId, publicKey }, options.clock))) return undefined
  const siteId = await options.siteOf(from.address)
  const machine = { hostname, platform, version, facts }
  const result = await options.keys.enrol({ ticket, agentId, publicKey, siteId, ...machine })
  if (result.type === 'refused') throw new Refusal('bad_token', ticketTexts[result.reason])
  if (result.state === 'revoked' || result.state === 'clone') throw new Refusal(result.state)
  channel.send({ type: 'enrolled', agentId, hostId: result.hostId, state: result.state })
  return { type: 'enrolled' }
}

/** True when the agent signed this connection's challenge; undefined when it went away. */
async function checkProof(
  channel: Channel,
  tls: TLSSocket,
  agent: Pick<KnownAgent, 'agentId' | 'publicKey'>,
  clock: Clock,
): Promise<true | undefined> {
  const nonce = randomBytes(32).toString('base64')
  const timeMs = clock.now()
  channel.send({ type: 'challenge', nonce, timeMs })
  const proof = await nextMessage(channel)
  if (proof === undefined) return undefined
  if (proof.type !== 'proof')
    throw new Refusal('bad_message', 'A challenge is answered by a proof.')
  const key = publicKeyFrom(agent.publicKey)
  const signature = Buffer.from(proof.signature, 'base64')
  const own = exporterOf(tls)
  const signed = (exporter: Uint8Array): boolean =>
    key !== undefined &&
    verify(null, proofInput({ nonce, agentId: agent.agentId, timeMs, exporter }), key, signature)
  if (signed(own)) return true
  const theirs = Buffer.from(proof.exporter ?? '', 'base64')
  const other = theirs.length === own.length && !timingSafeEqual(theirs, own)
  throw new Refusal(other && signed(theirs) ? 'proxy' : 'bad_proof')
}

/** Skips messages of later versions, saying so; throws on what is no message. */
async function nextMessage(channel: Channel): Promise<AgentMessage | undefined> {
  for (let unsupported = 0; unsupported <= unsupportedMax; unsupported++) {
    const incoming = await channel.next()
    if (incoming === undefined) return undefined
    const message = incoming.binary ? 'bad_message' : readMessage(incoming.bytes)
    if (message === 'bad_message') throw new Refusal('bad_message')
    if (message !== 'unsupported') return message
    channel.send(errorMessage('unsupported'))
  }
  throw new Refusal('bad_message', 'Too many unknown messages before a proof.')
}
