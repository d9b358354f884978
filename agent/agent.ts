/**
 * The agent's composition root: opens the spool, reads the sources, keeps the link. What is read
 * goes into the spool first and from there to the collector.
 */
import type { Reading } from '../contract/catalogue/grammar.ts'
import type { CollectorMessage, Welcome } from '../contract/wire/messages.ts'
import { withDeadline } from '../lib/deadline.ts'
import type { AgentOptions } from './agent-options.ts'
import { CollectorWatch } from './collector-watch.ts'
import { CollectorList } from './connect/collector-list.ts'
import { createConnect } from './connect/connect.ts'
import type { GoodbyeReason } from './goodbye.ts'
import { createHello } from './hello-facts.ts'
import { loadIdentity, type Identity } from './identity.ts'
import { InventoryPost } from './inventory-post.ts'
import { Link } from './link/link.ts'
import { readFirmwareIds, type FirmwareIds } from './machine-facts.ts'
import { NetworkPart } from './network-part.ts'
import { ownSpool } from './own-spool.ts'
import { settingsIn } from './pushed-settings.ts'
import { Scheduler } from './scheduler.ts'
import type { AgentSession } from './session.ts'
import { siteHeartbeat, type SiteHeartbeat } from './site-heartbeat.ts'
import { createSources } from './sources/sources.ts'
import type { Spool } from './spool/spool.ts'
import { ownCost, sourceStates, spoolState, statisticsOf } from './state-figures.ts'
import { StateWriter } from './state-writer.ts'
import { UsageConsent } from './usage-consent.ts'

/** With what only programs tell of the machine on some systems. */
interface AgentParts extends AgentOptions {
  readonly firmware: FirmwareIds
}

/** This computer has no key yet, or none that can be read. */
export class NotEnrolled extends Error {
  override name = 'NotEnrolled'
}

const sampleSecondsDefault = 60
const stateFirstMs = 30_000
const stateEveryMs = 300_000
/** Windows gives services little time at its end, and the goodbye comes after the sources. */
const sourcesEndMs = 3000

/** Starts everything. Rejects with NotEnrolled or, when another agent runs here, SpoolLocked. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const identity = await loadIdentity(options.files)
  if (!identity) throw new NotEnrolled('This computer is not enrolled')
  const collectors = new CollectorList(options.files, options.config.collectors, identity.addresses)
  await collectors.load()
  const firmware = await readFirmwareIds(options.host)
  return new Agent({ ...options, firmware }, identity, collectors, ownSpool(options))
}

export class Agent {
  /** Resolves after `stop`; rejects for a mistake in the program, which then has to end. */
  readonly ended: Promise<void>
  readonly #options: AgentOptions
  readonly #spool: Spool
  readonly #link: Link
  readonly #scheduler: Scheduler
  readonly #inventory = new InventoryPost()
  readonly #startedMs: number
  readonly #startedMonotonicMs: number
  readonly #stop = new AbortController()
  #sampleSeconds: number
  #hostName: string | null = null
  #spoolClosed = false
  readonly #state: StateWriter
  readonly #heartbeat: SiteHeartbeat
  readonly #usage: UsageConsent
  readonly #network: NetworkPart
  readonly #watch: CollectorWatch
  #session: AgentSession | undefined

  constructor(options: AgentParts, identity: Identity, list: CollectorList, spool: Spool) {
    const { config, host, clock, log, random } = options
    this.#options = options
    this.#spool = spool
    this.#state = new StateWriter(options.files, log)
    this.#startedMs = clock.now()
    this.#startedMonotonicMs = clock.monotonic()
    this.#sampleSeconds = this.#allowed(sampleSecondsDefault)
    this.#usage = new UsageConsent(config.sources.off.includes('usage'), options.allowPersonal)
    this.#network = new NetworkPart({
      ...options,
      sign: (bytes) => identity.sign(bytes),
      append: (timeMs, readings) => this.#append(timeMs, readings, true),
    })
    const sources = createSources(config.sources, {
      statistics: () =>
        statisticsOf(spool, this.#link, clock.monotonic() - this.#startedMonotonicMs),
      deliverInventory: (inventory) => this.#inventory.deliver(inventory),
      backupRuns: options.backupRuns,
      usageAllowed: () => this.#usage.allowed,
      network: () => this.#network.figures(),
    })
    this.#scheduler = new Scheduler({
      sources,
      host,
      clock,
      log,
      random,
      sampleSeconds: this.#sampleSeconds,
      append: (timeMs, readings, late) => this.#append(timeMs, readings, late),
    })
    const checks = sources.map(({ name }) => name)
    this.#heartbeat = siteHeartbeat(options)
    this.#link = new Link({
      spool,
      connect: createConnect({ identity, collectors: list, clock, log }),
      hello: createHello({ ...options, identity, checks }),
      clock,
      log,
      random,
      onWelcome: (welcome, session) => this.#welcomed(welcome, session),
      onMessage: (message) => this.#receive(message),
    })
    this.#network.start()
    this.#watch = new CollectorWatch({
      config: config.deadMan,
      hostName: () => this.#hostName ?? host.facts().hostname,
      connected: () => this.#link.stats().connected,
      clock,
      log,
    })
    this.ended = Promise.all([
      this.#scheduler.start(),
      this.#link.start(),
      this.#keepState(),
      this.#watch.run(),
    ]).then(() => undefined)
  }

  /** Says goodbye and closes the spool; what was not acknowledged stays there. */
  async stop(reason: GoodbyeReason): Promise<void> {
    this.#stop.abort(new Error('The agent stops'))
    this.#heartbeat.stop()
    await this.#network.stop()
    this.#watch.stop()
    await this.#endSources()
    await this.#link.close(reason)
    await this.#writeState(false)
    this.#spoolClosed = true
    this.#spool.close()
  }

  /** The machine goes to sleep: says goodbye and stays away until `resume`. */
  async pause(reason: GoodbyeReason): Promise<void> {
    await this.#link.pause(reason)
  }

  /** The machine is awake: connects and reads anew. */
  resume(): void {
    // First, so that the new session begins with what is true now.
    this.#scheduler.sampleNow()
    this.#link.resume()
    this.#watch.awake()
  }

  /** The goodbye does not wait for a provider that hangs. */
  async #endSources(): Promise<void> {
    const ended = this.#scheduler.stop()
    await withDeadline(ended, sourcesEndMs, this.#options.clock, 'A source').catch(
      (error: unknown) => this.#options.log.warn({ err: error }, 'The agent ends without waiting'),
    )
  }

  #append(timeMs: number, readings: readonly Reading[], late: boolean): void {
    if (this.#spoolClosed) return
    this.#link.post(this.#spool.append(readings, timeMs), late)
  }

  #welcomed(welcome: Welcome, session: AgentSession): void {
    this.#hostName = welcome.hostName
    this.#session = session
    // Withdrawn while this computer was away, it is not named any more.
    this.#usage.follow(false)
    this.#setSampleSeconds(welcome.profile.sampleSeconds)
    this.#inventory.welcomed(welcome, session)
    void this.#writeState(true)
    void session.ended.then(() => {
      // A beat that somebody's looking asked for must not fill the spool while the line is cut.
      if (this.#session === session) this.#setSampleSeconds(welcome.profile.sampleSeconds)
      return this.#writeState(true)
    })
  }

  #receive(message: CollectorMessage): void {
    if (message.type === 'config') this.#configure(message)
    else if (message.type === 'network' && this.#session !== undefined)
      this.#network.receive(message, this.#session)
    else if (message.type === 'discover' && this.#session !== undefined)
      this.#network.discover(message, this.#session)
    else if (message.type === 'error') {
      const { code, text } = message
      this.#options.log.warn({ code, text }, 'The collector reports an error')
    }
  }

  #configure(message: CollectorMessage): void {
    const settings = settingsIn(message)
    if (settings === undefined || this.#session === undefined) {
      this.#options.log.warn({}, 'The collector pushed settings that cannot be followed')
      return
    }
    this.#setSampleSeconds(settings.sampleSeconds)
    this.#usage.follow(settings.usage === true)
    this.#heartbeat.follow(settings.heartbeat, this.#session)
    void this.#writeState(true)
  }

  #setSampleSeconds(seconds: number): void {
    this.#sampleSeconds = this.#allowed(seconds)
    this.#scheduler.setSampleSeconds(this.#sampleSeconds)
  }

  /** The machine's own settings have the last word. */
  #allowed(seconds: number): number {
    return Math.max(seconds, this.#options.config.sampleSecondsMin)
  }

  async #keepState(): Promise<void> {
    const { signal } = this.#stop
    for (let waitMs = stateFirstMs; !signal.aborted; waitMs = stateEveryMs) {
      await this.#options.clock.sleep(waitMs, signal).catch(() => undefined)
      if (!signal.aborted) await this.#writeState(true)
    }
  }

  async #writeState(running: boolean): Promise<void> {
    if (running && this.#stop.signal.aborted) return
    const { version, clock, windowsCost } = this.#options
    await this.#state.write(() => ({
      processId: process.pid,
      version,
      startedMs: this.#startedMs,
      writtenMs: clock.now(),
      running,
      connected: running && this.#link.stats().connected,
      hostName: this.#hostName,
      sampleSeconds: this.#sampleSeconds,
      ...spoolState(this.#spool.stats()),
      ...ownCost(),
      sources: sourceStates(this.#scheduler.statuses()),
      windowsQuery: windowsCost && [...windowsCost()],
    }))
  }
}
