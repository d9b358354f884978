/**
 * An agent of a simulated computer: the real key, the real handshake, real frames; only the
 * readings are invented and nothing is kept on disk.
 */
import { randomBytes } from 'node:crypto'
import { createConnect } from '../../agent/connect/connect.ts'
import { LiveSession } from '../../agent/connect/live-session.ts'
import { CollectorList } from '../../agent/connect/collector-list.ts'
import { enrol } from '../../agent/enrol.ts'
import { InventoryPost } from '../../agent/inventory-post.ts'
import { loadIdentity, type Identity } from '../../agent/identity.ts'
import type { AgentSession } from '../../agent/session.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { encodeDictionary } from '../../contract/wire/dictionary.ts'
import { FrameWriter } from '../../contract/wire/frame-writer.ts'
import { limits } from '../../contract/wire/limits.ts'
import type { CollectorMessage, Hello } from '../../contract/wire/messages.ts'
import type { Row } from '../../contract/wire/series.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { SimulatedHost } from './council.ts'
import { FactBeats } from './facts/fact-beats.ts'
import { helloOf } from './hello.ts'
import { inventoryOf } from './inventory.ts'
import { readingsAt } from './machine-readings.ts'
import { pollerOf, type SimulatedPoller } from './network/simulated-poller.ts'
import { MemoryFiles } from './memory-files.ts'
import type { Moment } from './moment.ts'
import { presentValues, RowMaker } from './row-maker.ts'

export interface SimulatedAgentOptions {
  readonly host: SimulatedHost
  readonly clock: Clock
  readonly log: Log
  readonly version: string
  readonly signal: AbortSignal
  /** Milliseconds by which the simulated wall clock is off. */
  readonly skewMs: number
  /** When the simulated computer was switched on, true time. */
  readonly bootMs: number
  readonly storyMs: number
}

/** A frame was acknowledged this long after it was handed to the socket. */
export type OnAcknowledged = (milliseconds: number) => void

export class SimulatedAgent {
  readonly #options: SimulatedAgentOptions
  readonly #files = new MemoryFiles()
  readonly #maker = new RowMaker()
  #facts = new FactBeats()
  readonly #inventory = new InventoryPost()
  readonly #epoch = randomBytes(16).toString('hex')
  readonly #instance = randomBytes(8).toString('hex')
  readonly #sentAt = new Map<number, number>()
  /** Undefined: it looks at no devices. */
  readonly poller: SimulatedPoller | undefined
  #boot = 1
  #bootMs: number
  /** When its power was lost the last time. */
  #lostMs: number | undefined
  #identity: Identity | undefined
  #session: AgentSession | undefined
  #writer: FrameWriter | undefined
  #historyRows = 0
  #dictionarySent = 0
  onAcknowledged: OnAcknowledged = () => undefined
  acknowledgedFrames = 0
  sentFrames = 0
  sentValues = 0

  constructor(options: SimulatedAgentOptions) {
    this.#options = options
    this.#bootMs = options.bootMs
    this.poller = pollerOf(options.host)
  }

  get host(): SimulatedHost {
    return this.#options.host
  }
  get connected(): boolean {
    return this.#session !== undefined
  }
  /** Rows of history that the collector takes now. */
  get historyCredit(): number {
    return this.#historyRows
  }

  /** Uses the officer's token once. */
  async enrol(token: string): Promise<void> {
    const { host, clock, signal, version } = this.#options
    const machine = { version, hostname: host.name, platform: 'simulated', facts: { macs: [] } }
    await enrol({ token, machine, files: this.#files, clock, signal })
    this.#identity = await loadIdentity(this.#files)
  }

  /** For benchmarks, which put their keys into the collector's database beforehand. */
  adopt(identity: Identity): void {
    this.#identity = identity
  }

  async connect(): Promise<void> {
    const identity = this.#identity
    if (!identity) throw new Error(`${this.host.name} is not enrolled`)
    const collectors = new CollectorList(this.#files, [], identity.addresses)
    const connect = createConnect({ ...this.#options, identity, collectors })
    const session = await connect(() => this.#hello(identity), this.#options.signal)
    this.#sentAt.clear()
    this.#writer = new FrameWriter({
      sessionEpoch: this.#epoch,
      seriesOf: (index) => this.#maker.descriptors[index],
    })
    this.#historyRows = session.welcome.historyRows
    const { count, hash } = session.welcome.dictionary
    this.#dictionarySent = this.#maker.hashAt(count) === hash ? count : 0
    session.onMessage((message) => this.#receive(message))
    this.#session = session
    this.#inventory.welcomed(session.welcome, session)
    void this.#forget(session)
  }

  async #forget(session: AgentSession): Promise<void> {
    await session.ended
    if (this.#session === session) this.#session = undefined
  }

  /** The power is cut: the session ends without a word. */
  vanish(): void {
    if (this.#session) this.#lostMs = this.#options.clock.now()
    if (this.#session instanceof LiveSession) this.#session.cut()
    this.#session = undefined
  }

  /** The power is back and somebody has switched it on again. */
  switchedOn(): void {
    if (this.#lostMs === undefined || this.#lostMs < this.#bootMs) return
    this.#boot++
    this.#bootMs = this.#options.clock.now()
    this.#facts = new FactBeats()
  }

  async disconnect(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.close('stop')
  }

  /** Readings of one moment, as a live frame. False when there is no session to send it on. */
  sendLive(trueMs: number, urgent = false): boolean {
    return this.sendRows('live', this.rowsAt(trueMs), urgent)
  }

  /** The inventory once, and the facts that are due at their beats. False: there is no session. */
  sendFacts(trueMs: number): boolean {
    if (!this.#session) return false
    const moment = this.momentAt(trueMs)
    const due = this.#facts.due(moment)
    if (due.length === 0) return true
    this.#inventory.deliver(inventoryOf(this.momentAt(this.#options.storyMs)))
    return this.sendRows('live', this.rowsOf(due, trueMs), true)
  }

  /** Readings of earlier moments, oldest last, as history frames. */
  sendHistory(moments: readonly number[]): boolean {
    return this.sendPast(moments.flatMap((trueMs) => this.rowsAt(trueMs)))
  }
  sendPast(rows: readonly Row[]): boolean {
    this.#historyRows -= rows.length
    return this.sendRows('history', rows, true)
  }

  /** Readings of a moment as rows that are not sent yet; each must be sent in its turn, once. */
  rowsAt(trueMs: number): Row[] {
    return this.rowsOf(readingsAt(this.momentAt(trueMs)), trueMs)
  }

  /** The same for readings of the caller's own. */
  rowsOf(readings: readonly Reading[], trueMs: number): Row[] {
    return this.#maker.rows(readings, trueMs + this.#options.skewMs)
  }

  /** False when there is no session to send them on. */
  sendRows(kind: 'live' | 'history', rows: readonly Row[], urgent: boolean): boolean {
    const session = this.#session
    const writer = this.#writer
    if (!session || !writer) return false
    this.#announce(session)
    for (let left = rows; left.length > 0;) {
      const frame = writer.write({
        kind,
        epoch: this.#epoch,
        clock: { boot: this.#boot, offsetMs: this.#options.skewMs + this.#bootMs },
        urgent,
        rows: left.slice(0, limits.rowsPerFrameMax),
      })
      session.sendFrame(frame.bytes)
      this.sentFrames++
      this.#sentAt.set(frame.number, this.#options.clock.monotonic())
      for (const row of left.slice(0, frame.rowCount)) this.sentValues += presentValues(row)
      left = left.slice(frame.rowCount)
    }
    return true
  }

  momentAt(timeMs: number): Moment {
    const { host, storyMs } = this.#options
    return { host, timeMs, bootMs: this.#bootMs, storyMs, lostMs: this.#lostMs }
  }

  #announce(session: AgentSession): void {
    if (this.#dictionarySent === this.#maker.descriptors.length) return
    const news = this.#maker.descriptors.slice(this.#dictionarySent)
    for (const bytes of encodeDictionary(this.#dictionarySent, news)) session.sendFrame(bytes)
    this.#dictionarySent = this.#maker.descriptors.length
  }

  #receive(message: CollectorMessage): void {
    if (message.type === 'credit') this.#historyRows += message.historyRows
    if (message.type === 'network') {
      const report = this.poller?.receive(message)
      if (report) this.#session?.send(report)
    }
    if (message.type !== 'ack') return
    this.#writer?.acknowledged(message.frame)
    const now = this.#options.clock.monotonic()
    for (const [number, at] of this.#sentAt) {
      if (number > message.frame) continue
      this.#sentAt.delete(number)
      this.acknowledgedFrames++
      this.onAcknowledged(now - at)
    }
  }

  #hello({ agentId }: Identity): Hello {
    const moment = this.momentAt(this.#options.clock.now())
    const { skewMs, version } = this.#options
    const count = this.#maker.descriptors.length
    const hash = this.#maker.hashAt(count) ?? '0'.repeat(32)
    return helloOf(moment, {
      agentId,
      epoch: this.#epoch,
      instance: this.#instance,
      version,
      skewMs,
      boot: this.#boot,
      dictionary: { count, hash },
      network: this.poller?.local,
    })
  }
}
