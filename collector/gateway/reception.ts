import type { PeerSession, SessionEvent } from '../model/sessions.ts'
import { limits as wireLimits } from '../../contract/wire/limits.ts'
import { commonRevision } from '../../contract/wire/revision.ts'
import type { ErrorCode, ProfileSettings } from '../../contract/wire/messages.ts'
import { AgentConnection } from './agent-connection.ts'
import type { Admission } from './admission.ts'
import { ContactBook } from './contact-book.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { handshake, type HandshakeResult } from './handshake.ts'
import { MassReturn } from './mass-return.ts'
import { SettingsPush } from './settings-push.ts'
import { LiveAgents } from './live-agents.ts'
import { Refusal, errorMessage } from './refusal.ts'
import type { Refusals } from './refusals.ts'
import type { Visitor } from './upgrade.ts'

type Proven = Extract<HandshakeResult, { type: 'proven' }>
export interface ReceptionOptions extends Omit<GatewayOptions, 'limits'> {
  readonly limits: GatewayLimits
  readonly admission: Admission
  readonly refusals: Refusals
}

const tickMs = 5_000
/** After these a try at guessing is likely; the others befall honest agents too. */
const blamed: ReadonlySet<ErrorCode> = new Set(['bad_proof', 'bad_token'])

/** Leads visitors through the handshake to their session, and keeps the live ones. */
export class Reception {
  readonly #options: ReceptionOptions
  readonly #live: LiveAgents
  readonly #contacts: ContactBook
  readonly #returns = new MassReturn()
  readonly #push: SettingsPush | undefined
  #stopWatching: () => void = () => undefined
  #stopTicking: () => void = () => undefined
  #stopped = false

  constructor(options: ReceptionOptions) {
    this.#options = options
    this.#live = new LiveAgents(options.limits.cloneAnswerMs)
    this.#contacts = new ContactBook(options.keys, options.clock, options.log)
    this.#push = options.settingsOf && new SettingsPush(options.settingsOf)
  }
  start(): void {
    this.#stopWatching = this.#options.keyWatch.watch((agentId, change) => {
      if (change === 'approved') return
      const code = change === 'removed' ? 'unknown_key' : change
      this.#live.get(agentId)?.close(errorMessage(code))
    })
    this.#tickLater()
  }
  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopWatching()
    this.#stopTicking()
    for (const connection of this.#live.all()) connection.close()
    await this.#contacts.write()
  }
  /** Settings may have changed, of one host's agents or of all. */
  refresh(hostId?: string): void {
    for (const connection of this.#live.all())
      if (hostId === undefined || connection.hostId === hostId) this.#push?.refresh(connection)
  }
  async receive(visitor: Visitor): Promise<void> {
    const budget = limitBytes(visitor, this.#options.limits.handshakeBytesMax)
    try {
      const result = await handshake(visitor.channel, visitor.tls, visitor.address, this.#options)
      budget.lift()
      if (this.#stopped) visitor.channel.socket.terminate()
      else if (result?.type === 'proven') await this.#admit(visitor, result)
      else visitor.channel.hangUp(this.#options.clock, 1000)
    } catch (cause) {
      this.#refuse(visitor, cause)
    }
  }
  async #admit(visitor: Visitor, { hello, helloMs, agent }: Proven): Promise<void> {
    const { clock, log, limits, ingest } = this.#options
    const full = visitor.place.become('agent')
    if (full !== undefined) throw new Refusal('too_many')
    const { channel } = visitor
    const onEnd = (ended: AgentConnection): void => this.#ended(ended)
    const { unsentBytesMax } = limits
    const connection = new AgentConnection({
      channel,
      hello,
      agent,
      clock,
      log,
      unsentBytesMax,
      onEnd,
      onHeartbeat: (peer, message) => this.#options.onHeartbeat?.(peer, message),
      onNetworkReport: (peer, report) => this.#options.onNetworkReport?.(peer, report),
      onDiscoveryReport: (peer, report) => this.#options.onDiscoveryReport?.(peer, report),
    })
    if (!(await this.#claim(connection))) return
    const profile = await this.#options.profileOf(agent.siteId)
    const session = await ingest.open(connection, helloMs)
    if (connection.ended || this.#stopped) {
      session.closed()
      connection.terminate()
      return
    }
    this.#welcome(connection, session, profile, helloMs)
  }
  /** False when the connection was refused and closed. */
  async #claim(connection: AgentConnection): Promise<boolean> {
    const claim = await this.#live.claim(connection)
    if (claim === 'granted') return this.#stillApproved(connection)
    if (claim === 'gone') return false
    const older = this.#live.get(connection.agentId)
    this.#options.log.warn({ agentId: connection.agentId, claim }, 'A second session with one key')
    if (claim === 'clone') {
      // Both are told before the database is: its watch must find nothing left to close.
      older?.close(errorMessage('clone'))
      await this.#options.keys.holdAsClone(connection.agentId)
    }
    connection.close(errorMessage(claim))
    return false
  }
  /** The officer may have decided while the agent signed; from now on the watch tells. */
  async #stillApproved(connection: AgentConnection): Promise<boolean> {
    const now = await this.#options.keys.find(connection.agentId)
    if (now?.state === 'approved' && now.hostId === connection.hostId) return true
    const code = now === undefined ? 'unknown_key' : now.state
    connection.close(errorMessage(code === 'approved' ? 'busy' : code))
    return false
  }
  #welcome(
    connection: AgentConnection,
    session: PeerSession,
    profile: ProfileSettings,
    arrivalMs: number,
  ): void {
    const { agent, hello } = connection
    const timeMs = this.#options.clock.now()
    connection.send({
      type: 'welcome',
      hostId: agent.hostId,
      hostName: agent.hostName,
      timeMs,
      dictionary: session.dictionary,
      limits: { ...wireLimits, historyStartSecondsMax: this.#returns.historyStartSeconds(timeMs) },
      profile,
      historyRows: session.historyRows,
      collectors: [...this.#options.collectors()],
      inventoryHash: agent.inventoryHash,
      wire: commonRevision(hello.wire),
    })
    this.#announce(connection, arrivalMs)
    this.#contacts.note({
      agentId: agent.agentId,
      hostId: agent.hostId,
      atMs: arrivalMs,
      hostname: hello.hostname,
      agentVersion: hello.version,
      clockOffsetSeconds: (hello.clock.wallMs - arrivalMs) / 1000,
      facts: hello.facts,
    })
    connection.begin(session, profile.postSeconds)
    this.#safely(() => this.#options.onPeer?.(connection, true))
    this.#safely(() => this.#push?.begun(connection, profile))
  }
  #announce({ hostId, hello }: AgentConnection, atMs: number): void {
    const bootAtMs = atMs - hello.clock.uptimeMs
    this.#tell({ type: 'connected', hostId, atMs, bootAtMs })
  }
  #tell(event: SessionEvent): void {
    this.#safely(() => this.#options.onSession(event))
  }
  /** A fault of another stage must not cost this agent, or the others, their sessions. */
  #safely(tell: () => void): void {
    try {
      tell()
    } catch (cause) {
      this.#options.log.error({ err: cause }, 'A session event was not taken')
    }
  }
  #ended(connection: AgentConnection): void {
    if (!this.#live.release(connection) || !connection.begun) return
    this.#safely(() => this.#options.onPeer?.(connection, false))
    const { hostId, goodbye, lostAtMs } = connection
    const atMs = this.#options.clock.now()
    this.#tell({ type: 'disconnected', hostId, atMs, lostAtMs, goodbye })
  }
  #refuse({ channel, place }: Visitor, cause: unknown): void {
    const code = cause instanceof Refusal ? cause.code : 'internal'
    const text = cause instanceof Refusal ? cause.message : undefined
    if (cause instanceof Refusal) this.#options.refusals.note(place.address, code)
    else this.#options.log.error({ err: cause }, 'A connection could not be received')
    if (blamed.has(code))
      this.#options.admission.blame(place.address, this.#options.limits.failureBlame)
    channel.send(errorMessage(code, text))
    channel.hangUp(this.#options.clock, 1008, code)
  }
  #tickLater(): void {
    this.#stopTicking = this.#options.clock.after(tickMs, () => {
      for (const connection of this.#live.all()) connection.tick()
      this.#tickLater()
    })
  }
}

/** Closes a visitor who sends more than a handshake can hold. */
function limitBytes({ tls }: Visitor, bytesMax: number): { lift(): void } {
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > bytesMax) tls.destroy()
  }
  tls.prependListener('data', count)
  return { lift: () => tls.removeListener('data', count) }
}
