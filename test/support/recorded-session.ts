/**
 * Sessions of released agents, line by line, to be played to every later collector (C1). What
 * depends on the connection is made anew in playing: the token and the proof's signature.
 */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { openLine, type Line } from '../../agent/connect/line.ts'
import { openVerified } from '../../agent/connect/tls-socket.ts'
import { formatTicket, parseEnrolmentToken } from '../../contract/wire/enrolment-token.ts'
import type { CollectorMessage } from '../../contract/wire/messages.ts'
import { agentIdOf, exporterOf, proofInput } from '../../contract/wire/proof.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { eventually, neverAborted, type Door } from './door.ts'

/** Sent as it stands, with fields that this version may not know. */
export type AgentStep =
  | {
      readonly from: 'agent'
      readonly message: { readonly type: string; readonly [field: string]: unknown }
    }
  | { readonly from: 'agent'; readonly frame: string }
  | { readonly from: 'agent'; readonly connection: 'opens' | 'closes' }
export type RecordedLine =
  | AgentStep
  | { readonly from: 'collector'; readonly message: CollectorMessage }

/** Messages that the collector answers with exactly one of its own. */
const answered: ReadonlySet<string> = new Set(['enrol', 'hello', 'proof'])

/** A key for recordings alone: made from a text, so that no private key lies in the tree. */
export function recordingKey(text: string): {
  readonly privateKey: KeyObject
  readonly publicKey: string
  readonly agentId: string
} {
  const seed = createHash('sha256').update(text).digest()
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const raw = Buffer.from(
    createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '',
    'base64url',
  )
  return { privateKey, publicKey: raw.toString('base64'), agentId: agentIdOf(raw) }
}

/** Plays the agent's part and gives both parts as they went. */
export async function play(
  steps: readonly AgentStep[],
  door: Door,
  key: ReturnType<typeof recordingKey>,
): Promise<readonly RecordedLine[]> {
  const player = new Player(door, key)
  for (const step of steps) await player.play(step)
  return player.lines
}

class Player {
  readonly lines: RecordedLine[] = []
  readonly #door: Door
  readonly #key: ReturnType<typeof recordingKey>
  #tls: TLSSocket | undefined
  #line: Line | undefined
  #challenge: Extract<CollectorMessage, { type: 'challenge' }> | undefined

  constructor(door: Door, key: ReturnType<typeof recordingKey>) {
    this.#door = door
    this.#key = key
  }
  async play(step: AgentStep): Promise<void> {
    this.lines.push(step)
    if ('connection' in step) {
      await (step.connection === 'opens' ? this.#open() : this.#close())
    } else if ('frame' in step) {
      const bytes = Buffer.from(step.frame, 'hex')
      this.#line?.socket.send(bytes)
      if ((bytes[0] ?? 0) < 0xc0) await this.#hear()
    } else {
      this.#line?.socket.send(JSON.stringify(await this.#fresh(step.message)))
      if (answered.has(step.message.type)) await this.#hear()
    }
  }
  async #open(): Promise<void> {
    const address = { host: '127.0.0.1', port: this.#door.port }
    this.#tls = await openVerified(address, this.#door.authority.certificate, neverAborted)
    this.#line = await openLine(this.#tls, () => systemClock.monotonic(), neverAborted)
  }
  async #close(): Promise<void> {
    this.#line?.socket.close(1000)
    await this.#line?.closed
    await eventually('the session is over', () => this.#door.gateway.counts().agents === 0)
  }
  async #hear(): Promise<void> {
    const message = await this.#line?.next()
    if (message === undefined) throw new Error('The collector closed the connection')
    if (message.type === 'challenge') this.#challenge = message
    this.lines.push({ from: 'collector', message })
  }
  async #fresh(message: Readonly<Record<string, unknown>>): Promise<object> {
    if (message['type'] === 'enrol') {
      const token = parseEnrolmentToken(await this.#door.token())
      if (token === undefined) throw new Error('The door made no token')
      return { ...message, token: formatTicket(token) }
    }
    if (message['type'] !== 'proof' || !this.#tls || !this.#challenge) return message
    const { nonce, timeMs } = this.#challenge
    const exporter = exporterOf(this.#tls)
    const input = proofInput({ nonce, agentId: this.#key.agentId, timeMs, exporter })
    const signature = sign(null, input, this.#key.privateKey).toString('base64')
    return {
      ...message,
      signature,
      ...('exporter' in message && { exporter: exporter.toString('base64') }),
    }
  }
}
