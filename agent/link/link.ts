/** Keeps a session to a collector alive and hands the spool's rows to it. */
import type { CollectorMessage, Hello, Welcome } from '../../contract/wire/messages.ts'
import { newestRevision } from '../../contract/wire/revision.ts'
import { Backoff } from '../../lib/backoff.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { ConnectRefused } from '../connect/refused.ts'
import type { GoodbyeReason } from '../goodbye.ts'
import type { AgentSession, Connect, SessionEnd } from '../session.ts'
import type { Beat } from '../spool/beat.ts'
import type { Spool } from '../spool/spool.ts'
import { LinkSession } from './link-session.ts'

/** What the owner knows of this agent; the link adds what it and the spool know. */
export type HelloFacts = Omit<
  Hello,
  'type' | 'epoch' | 'clock' | 'dictionary' | 'backlogRows' | 'wire'
>

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
/** A machine that says it sleeps and is still awake after so long has stayed awake. */
const pauseMaxMs = 120_000
/** Less than what Windows leaves before it sleeps. */
const welcomeWithinMs = 1000

export class Link {
  readonly #options: LinkOptions
  readonly #stop = new AbortController()
  readonly #backoff: Backoff
  #current: { readonly wire: AgentSession; readonly work: LinkSession } | undefined
  #ended: Promise<void> = Promise.resolve()
  #sessions = 0
  #connectFailures = 0
  #framesRefused = 0
  /** Undefined: nothing has been told yet. */
  #lastTrouble: string | undefined
  /** One attempt, its session and the wait after it. */
  #turn = new AbortController()
  #pause: { readonly over: Promise<void>; readonly end: () => void } | undefined
  /** Resolves when the attempt under way has become a session or has failed. */
  #attempt: Promise<unknown> | undefined

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
  /**
   * A beat that the spool has just taken; without a session it stays there. A late one, which came
   * after its sample, travels with the next unless it is news.
   */
  post(beat: Beat, late = false): void {
    this.#current?.work.post(beat, late)
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
    this.#stop.abort()
    this.resume()
    await this.#leave(reason)
    await this.#ended
  }
  /** The same, but `resume` brings it back; nobody calling that, it comes back by itself. */
  async pause(reason: GoodbyeReason): Promise<void> {
    if (this.#pause || this.#stop.signal.aborted) return
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const cancel = this.#options.clock.after(pauseMaxMs, () => this.resume())
    void over.then(cancel)
    this.#pause = { over, end }
    // The welcome after it is told again.
    this.#lastTrouble = undefined
    await this.#leave(reason)
  }
  /** The machine is awake: what was waited for until now is tried at once. */
  resume(): void {
    if (!this.#pause && this.#current) return
    this.#backoff.reset()
    this.#turn.abort()
    this.#pause?.end()
    this.#pause = undefined
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await this.#pause?.over
      if (signal.aborted) return
      this.#turn = new AbortController()
      const turn = this.#turn.signal
      const waitMs = await this.#session(turn)
      if (signal.aborted) return
      await this.#options.clock.sleep(waitMs, turn).catch(() => undefined)
    }
  }
  async #leave(reason: GoodbyeReason): Promise<void> {
    const turn = this.#turn
    // A collector that has just believed the proof holds this computer for connected, before the
    // welcome is here: it is told too, if it is quick.
    const cancel = this.#options.clock.after(welcomeWithinMs, () => turn.abort())
    await this.#attempt
    cancel()
    turn.abort()
    const current = this.#current
    current?.work.flush()
    await current?.wire.close(reason)
  }
  /** From one attempt to the end of its session; answers how long to wait before the next. */
  async #session(signal: AbortSignal): Promise<number> {
    const { spool, connect, onWelcome, onMessage } = this.#options
    let sessionEpoch = spool.epoch
    let wire: AgentSession
    try {
      const attempt = connect(() => {
        sessionEpoch = spool.epoch
        return this.#hello()
      }, signal)
      this.#attempt = attempt.catch(() => undefined)
      wire = await attempt
    } catch (error) {
      return signal.aborted ? 0 : this.#failed(error)
    } finally {
      this.#attempt = undefined
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
      wire: newestRevision,
    }
  }
  #failed(error: unknown): number {
    this.#connectFailures++
    this.#told(String(error), 'No session with a collector')
    if (!(error instanceof ConnectRefused)) return this.#backoff.next()
    return this.#spread(error.retryable ? error.retryAfterMs : refusedMs)
  }
  #waitAfter(end: SessionEnd): number {
    if (end.type === 'lost') {
      if (!this.#turn.signal.aborted) this.#lost(end.cause)
      return this.#backoff.next()
    }
    this.#told(`${end.code}: ${end.text}`, 'The collector ended the session')
    return this.#spread(end.retryAfterMs)
  }
  /** Told each time, so that the welcome after it is told too. */
  #lost(cause: Error | undefined): void {
    this.#lastTrouble = 'lost'
    const reason = cause?.message ?? 'closed by the other side'
    this.#options.log.info({ reason }, 'The connection to the collector was lost')
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
