/** Keeps a session to a collector alive and hands the spool's rows to it. */
import type { CollectorMessage, Hello, Welcome } from '../../contract/wire/messages.ts'
import { Backoff } from '../../lib/backoff.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { ConnectRefused } from '../connect/refused.ts'
import type { GoodbyeReason } from '../goodbye.ts'
import type { AgentSession, Connect, SessionEnd } from '../session.ts'
import type { Beat } from '../spool/beat.ts'
import type { Spool } from '../spool/spool.ts'
import { LinkSession } from './link-session.ts'

/** What the owner knows of this agent; the link adds epoch, clock, dictionary and backlog. */
export type HelloFacts = Omit<Hello, 'type' | 'epoch' | 'clock' | 'dictionary' | 'backlogRows'>

export interface LinkOptions {
  readonly spool: Spool
  readonly connect: Connect
  readonly hello: () => HelloFacts
  readonly clock: Clock
  readonly log: Log
  /** 0 to 1, like Math.random. */
  readonly random: () => number
  /** A session begins: profile, limits, collectors, what is known of the inventory. */
  readonly onWelcome?: (welcome: Welcome, session: AgentSession) => void
  /** What the link does not deal with itself. */
  readonly onMessage?: (message: CollectorMessage) => void
  /** Waits between attempts double from the first to the last. */
  readonly retryFirstMs?: number
  readonly retryLastMs?: number
}
export interface LinkStats {
  readonly connected: boolean
  readonly sessions: number
  readonly connectFailures: number
  /** Frames that the collector could not read. */
  readonly framesRefused: number
}

const retryFirstMs = 2000
const retryLastMs = 60_000
/** A collector that says "never" is asked again so seldom; the officer may change his mind. */
const refusedMs = 900_000

export class Link {
  readonly #options: LinkOptions
  readonly #stop = new AbortController()
  readonly #backoff: Backoff
  #current: { readonly wire: AgentSession; readonly work: LinkSession } | undefined
  #ended: Promise<void> = Promise.resolve()
  #sessions = 0
  #connectFailures = 0
  #framesRefused = 0
  #lastTrouble = ''

  constructor(options: LinkOptions) {
    this.#options = options
    this.#backoff = new Backoff({
      firstMs: options.retryFirstMs ?? retryFirstMs,
      maxMs: options.retryLastMs ?? retryLastMs,
      random: options.random,
    })
  }
  /** Resolves after `close`; rejects only for a mistake in the program. */
  start(): Promise<void> {
    this.#ended = this.#run()
    return this.#ended
  }
  /** A beat that the spool has just taken; without a session it stays there. */
  post(beat: Beat): void {
    this.#current?.work.post(beat)
  }
  stats(): LinkStats {
    return {
      connected: this.#current !== undefined,
      sessions: this.#sessions,
      connectFailures: this.#connectFailures,
      framesRefused: this.#framesRefused,
    }
  }
  /** Sends what waits for its posting time, says goodbye, ends. */
  async close(reason: GoodbyeReason): Promise<void> {
    const current = this.#current
    current?.work.flush()
    this.#stop.abort()
    await current?.wire.close(reason)
    await this.#ended
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      const waitMs = await this.#session(signal)
      if (signal.aborted) return
      await this.#options.clock.sleep(waitMs, signal).catch(() => undefined)
    }
  }
  /** From one attempt to the end of its session; answers how long to wait before the next. */
  async #session(signal: AbortSignal): Promise<number> {
    const { spool, connect, onWelcome, onMessage } = this.#options
    let sessionEpoch = spool.epoch
    let wire: AgentSession
    try {
      wire = await connect(() => {
        sessionEpoch = spool.epoch
        return this.#hello()
      }, signal)
    } catch (error) {
      return signal.aborted ? 0 : this.#failed(error)
    }
    const { clock, log, random } = this.#options
    const parts = { session: wire, sessionEpoch, spool, clock, log, random }
    const work = new LinkSession({
      ...parts,
      onMessage: onMessage ?? (() => undefined),
      onFrameRefused: () => this.#framesRefused++,
    })
    this.#current = { wire, work }
    this.#sessions++
    this.#told('', 'The collector welcomed this agent')
    onWelcome?.(wire.welcome, wire)
    work.start()
    if (signal.aborted) void wire.close('stop')
    const end = await wire.ended
    this.#current = undefined
    work.stop()
    if (work.proven) this.#backoff.reset()
    return this.#waitAfter(end)
  }
  #hello(): Hello {
    const { spool, clock, hello } = this.#options
    return {
      type: 'hello',
      ...hello(),
      epoch: spool.epoch,
      clock: {
        wallMs: Math.round(clock.now()),
        uptimeMs: Math.max(0, Math.round(clock.uptime())),
        boot: spool.boot,
      },
      dictionary: { count: spool.dictionary.count, hash: spool.dictionary.hash },
      backlogRows: spool.stats().backlogRows,
    }
  }
  #failed(error: unknown): number {
    this.#connectFailures++
    this.#told(String(error), 'No session with a collector')
    if (!(error instanceof ConnectRefused)) return this.#backoff.next()
    return this.#spread(error.retryable ? error.retryAfterMs : refusedMs)
  }
  #waitAfter(end: SessionEnd): number {
    if (end.type === 'lost') return this.#backoff.next()
    this.#told(`${end.code}: ${end.text}`, 'The collector ended the session')
    return this.#spread(end.retryAfterMs)
  }
  /** Many agents are told the same time; they come back over twice of it. */
  #spread(milliseconds: number): number {
    return Math.max(milliseconds, this.#backoff.next()) * (1 + this.#options.random())
  }
  /** A repeated trouble is told once until it changes. */
  #told(trouble: string, sentence: string): void {
    if (trouble === this.#lastTrouble) return
    this.#lastTrouble = trouble
    if (trouble === '') this.#options.log.info({}, sentence)
    else this.#options.log.warn({ reason: trouble }, sentence)
  }
}
