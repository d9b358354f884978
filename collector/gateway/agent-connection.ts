import type { WebSocket } from 'ws'
import { silenceSeconds } from '../../contract/wire/silence.ts'
import type { CollectorMessage, Heartbeat, Hello } from '../../contract/wire/messages.ts'
import type { DiscoveryReport } from '../../contract/wire/discovery.ts'
import type { NetworkReport } from '../../contract/wire/network.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { GoodbyeReason } from '../model/hosts.ts'
import type { AgentPeer, PeerSession } from '../model/sessions.ts'
import type { KnownAgent } from '../state/agent-keys.ts'
import type { Channel } from './channel.ts'
import { readMessage } from './read-message.ts'
import { errorMessage, type ErrorMessage } from './refusal.ts'

export interface AgentConnectionOptions {
  readonly channel: Channel
  readonly hello: Hello
  readonly agent: KnownAgent
  readonly clock: Clock
  readonly log: Log
  readonly unsentBytesMax: number
  readonly onHeartbeat: (connection: AgentConnection, message: Heartbeat) => void
  readonly onNetworkReport: (connection: AgentConnection, report: NetworkReport) => void
  readonly onDiscoveryReport: (connection: AgentConnection, report: DiscoveryReport) => void
  /** Called once, when the connection is over for whatever reason. */
  readonly onEnd: (connection: AgentConnection) => void
}

/** How long a ping may stay unanswered. */
const answerMs = 30_000
const badMessagesMax = 10
/** What came just before a goodbye may still wait for the database. */
const lastWordsMs = 1_000

/** A proven agent's connection, from its proof to its end. */
export class AgentConnection implements AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly hello: Hello
  readonly agent: KnownAgent
  readonly #socket: WebSocket
  readonly #options: AgentConnectionOptions
  #session: PeerSession | undefined
  #goodbye: GoodbyeReason | null = null
  /** It was given up without a word: it did not answer, or its successor came. */
  #fellSilent = false
  #ended = false
  #paused = false
  #badMessages = 0
  #silenceMs = answerMs
  #heardMs: number
  #askedMs: number | undefined
  #leave: (() => void) | undefined

  constructor(options: AgentConnectionOptions) {
    this.#options = options
    this.agent = options.agent
    this.agentId = options.agent.agentId
    this.hostId = options.agent.hostId
    this.hello = options.hello
    this.#socket = options.channel.socket
    this.#heardMs = options.clock.monotonic()
    // Nothing is read until there is a session to take it.
    this.#socket.pause()
    this.#socket.on('pong', () => this.#heard())
    this.#socket.on('ping', () => this.#heard())
    this.#socket.once('close', () => this.#end())
  }
  get goodbye(): GoodbyeReason | null {
    return this.#goodbye
  }
  /** Whether the session ever began. */
  get begun(): boolean {
    return this.#session !== undefined
  }
  /** Its session still takes what came before its end. */
  get lingers(): boolean {
    return this.#leave !== undefined
  }
  get ended(): boolean {
    return this.#ended
  }
  /** The ingest is ready: reading begins. */
  begin(session: PeerSession, postSeconds: number): void {
    this.#session = session
    this.expectEvery(postSeconds)
    this.#options.channel.handOver((bytes, binary) => this.#receive(bytes, binary))
    if (!this.#paused) this.#socket.resume()
  }
  /** The agent posts this often from now on; its silence is judged by that. */
  expectEvery(postSeconds: number): void {
    this.#silenceMs = silenceSeconds(postSeconds) * 1000
  }
  send(message: CollectorMessage): void {
    if (this.#ended) return
    this.#socket.send(JSON.stringify(message))
    if (this.#socket.bufferedAmount > this.#options.unsentBytesMax) this.terminate()
  }
  pause(): void {
    this.#paused = true
    this.#socket.pause()
  }
  resume(): void {
    this.#paused = false
    this.#heard()
    if (this.#session !== undefined) this.#socket.resume()
  }
  close(error?: ErrorMessage): void {
    if (this.#ended) return
    if (error !== undefined) this.send(error)
    this.#end()
    const { channel, clock } = this.#options
    channel.hangUp(clock, error === undefined ? 1001 : 1008, error?.code)
  }
  /** Ends without a word: the other side is gone or has been replaced. */
  terminate(): void {
    this.#fellSilent = true
    this.#socket.terminate()
    this.#end()
  }
  /** After its end: whatever of it was not taken yet is given up, for its successor is here. */
  leave(): void {
    this.#leave?.()
  }
  /** When it was lost: a dead line at its last sign of life, not when its death was noticed. */
  get lostAtMs(): number {
    const { clock } = this.#options
    const silentMs = this.#fellSilent ? clock.monotonic() - this.#heardMs : 0
    // The monotonic clock has fractions, which no stored time may have.
    return Math.round(clock.now() - silentMs)
  }
  /** Called every few seconds: asks a silent agent whether it is there, gives up on a dead one. */
  tick(): void {
    if (this.#ended || this.#paused) return
    const now = this.#options.clock.monotonic()
    if (this.#askedMs !== undefined) {
      if (now - this.#askedMs >= answerMs) this.terminate()
    } else if (now - this.#heardMs >= this.#silenceMs) {
      this.#askedMs = now
      this.#socket.ping()
    }
  }
  /** Whether the other side is still there: anything from it within the time says so. */
  async answers(withinMs: number): Promise<boolean> {
    if (this.#ended) return false
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const yes = (): void => resolve(true)
    const no = (): void => resolve(false)
    const cancel = this.#options.clock.after(withinMs, no)
    this.#socket.once('pong', yes)
    this.#socket.once('close', no)
    this.#socket.resume()
    this.#socket.ping()
    const answered = await promise
    cancel()
    this.#socket.removeListener('pong', yes)
    this.#socket.removeListener('close', no)
    if (this.#paused && !this.#ended) this.#socket.pause()
    return answered
  }
  #heard(): void {
    this.#heardMs = this.#options.clock.monotonic()
    this.#askedMs = undefined
  }
  #receive(bytes: Uint8Array, binary: boolean): void {
    if (this.#ended || this.#session === undefined) return
    this.#heard()
    try {
      if (binary) this.#session.receiveFrame(bytes)
      else this.#control(this.#session, bytes)
    } catch (cause) {
      // A fault of ours in one agent's data must not end the process or the other sessions.
      const fields = { err: cause, agentId: this.agentId }
      this.#options.log.error(fields, 'The ingest failed on a message')
      this.close(errorMessage('internal'))
    }
  }
  #control(session: PeerSession, bytes: Uint8Array): void {
    const message = readMessage(bytes)
    if (message === 'unsupported') this.send(errorMessage('unsupported'))
    else if (message === 'bad_message') this.#bad()
    else if (message.type === 'goodbye') this.#leaves(session, message.reason)
    else if (message.type === 'void' || message.type === 'inventory')
      session.receiveMessage(message)
    else if (message.type === 'heartbeat') this.#options.onHeartbeat(this, message)
    else if (message.type === 'network_report') this.#options.onNetworkReport(this, message)
    else if (message.type === 'discovery_report') this.#options.onDiscoveryReport(this, message)
    else this.#bad()
  }
  #leaves(session: PeerSession, reason: GoodbyeReason): void {
    this.#goodbye = reason
    session.leaves?.()
  }
  #bad(): void {
    const error = errorMessage('bad_message')
    if (++this.#badMessages < badMessagesMax) this.send(error)
    else this.close(error)
  }
  #end(): void {
    if (this.#ended) return
    this.#ended = true
    const leave = (): void => this.#closeSession()
    if (this.#goodbye === null) leave()
    else {
      const cancel = this.#options.clock.after(lastWordsMs, leave)
      this.#leave = () => {
        cancel()
        leave()
      }
    }
    this.#options.onEnd(this)
  }
  #closeSession(): void {
    this.#leave = undefined
    try {
      this.#session?.closed()
    } catch (cause) {
      this.#options.log.error({ err: cause }, 'The ingest failed on the end of a session')
    }
  }
}
