/**
 * The agent's composition root: opens the spool, reads the sources, keeps the link. What is read
 * goes into the spool first and from there to the collector.
 */
import { randomBytes } from 'node:crypto'
import type { AgentConfig } from '../config/agent-defaults.ts'
import type { Reading } from '../contract/catalogue/grammar.ts'
import type { CollectorMessage, Welcome } from '../contract/wire/messages.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { PrivateFiles } from '../lib/private-folder.ts'
import { bootId } from './boot.ts'
import { CollectorList } from './connect/collector-list.ts'
import { createConnect } from './connect/connect.ts'
import type { GoodbyeReason } from './goodbye.ts'
import type { Host } from './host/host.ts'
import { loadIdentity, type Identity } from './identity.ts'
import { InventoryPost } from './inventory-post.ts'
import { Link, type HelloFacts } from './link/link.ts'
import { readMachineFacts } from './machine-facts.ts'
import { Scheduler } from './scheduler.ts'
import type { AgentSession } from './session.ts'
import type { AgentStatistics } from './sources/agent.ts'
import { createSources } from './sources/sources.ts'
import { openSpool, type Spool } from './spool/spool.ts'
import type { SpoolFiles } from './spool/files.ts'
import { writeState } from './state-file.ts'

export interface AgentOptions {
  readonly config: AgentConfig
  readonly version: string
  readonly host: Host
  readonly clock: Clock
  readonly log: Log
  readonly files: PrivateFiles
  readonly spoolPath: string
  readonly spoolFiles: SpoolFiles
  /** 0 to 1, like Math.random. */
  readonly random: () => number
}

/** This computer has no key yet, or none that can be read. */
export class NotEnrolled extends Error {
  override name = 'NotEnrolled'
}

const sampleSecondsDefault = 60
const stateFirstMs = 30_000
const stateEveryMs = 300_000
const megabyte = 1_000_000
/** Which settings the collector may push; it sends only what this version understands (C1). */
const configVersion = 1

/** Starts everything. Rejects with NotEnrolled or, when another agent runs here, SpoolLocked. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const identity = await loadIdentity(options.files)
  if (!identity) throw new NotEnrolled('This computer is not enrolled')
  const collectors = new CollectorList(options.files, options.config.collectors, identity.addresses)
  await collectors.load()
  const { clock, host, log, spoolFiles, spoolPath, config } = options
  const spool = openSpool({
    path: spoolPath,
    clock,
    bootId: bootId(host, clock),
    files: spoolFiles,
    log,
    bytesMax: config.spool.megabytesMax * megabyte,
    ageMaxDays: config.spool.daysMax,
    freeBytesMin: config.spool.diskFreeMegabytesMin * megabyte,
  })
  return new Agent(options, identity, collectors, spool)
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

  constructor(options: AgentOptions, identity: Identity, list: CollectorList, spool: Spool) {
    const { config, host, clock, log, random } = options
    this.#options = options
    this.#spool = spool
    this.#startedMs = clock.now()
    this.#startedMonotonicMs = clock.monotonic()
    this.#sampleSeconds = this.#allowed(sampleSecondsDefault)
    const sources = createSources(config.sources, {
      statistics: () => this.#statistics(),
      deliverInventory: (inventory) => this.#inventory.deliver(inventory),
    })
    this.#scheduler = new Scheduler({
      sources,
      host,
      clock,
      log,
      random,
      sampleSeconds: this.#sampleSeconds,
      append: (timeMs, readings) => this.#append(timeMs, readings),
    })
    const facts = helloFacts(
      options,
      identity,
      sources.map(({ name }) => name),
    )
    this.#link = new Link({
      spool,
      connect: createConnect({ identity, collectors: list, clock, log }),
      hello: () => facts,
      clock,
      log,
      random,
      onWelcome: (welcome, session) => this.#welcomed(welcome, session),
      onMessage: (message) => this.#receive(message),
    })
    this.ended = Promise.all([this.#scheduler.start(), this.#link.start(), this.#keepState()]).then(
      () => undefined,
    )
  }

  /** Says goodbye and closes the spool; what was not acknowledged stays there. */
  async stop(reason: GoodbyeReason): Promise<void> {
    this.#stop.abort(new Error('The agent stops'))
    await this.#scheduler.stop()
    await this.#link.close(reason)
    await this.#writeState(false)
    this.#spool.close()
  }

  #append(timeMs: number, readings: readonly Reading[]): void {
    this.#link.post(this.#spool.append(readings, timeMs))
  }

  #welcomed(welcome: Welcome, session: AgentSession): void {
    this.#hostName = welcome.hostName
    this.#setSampleSeconds(welcome.profile.sampleSeconds)
    this.#inventory.welcomed(welcome, session)
    void this.#writeState(true)
    void session.ended.then(() => this.#writeState(true))
  }

  #receive(message: CollectorMessage): void {
    if (message.type === 'config') {
      const seconds = message.settings['sampleSeconds']
      if (typeof seconds === 'number') this.#setSampleSeconds(seconds)
    } else if (message.type === 'error') {
      const { code, text } = message
      this.#options.log.warn({ code, text }, 'The collector reports an error')
    }
  }

  #setSampleSeconds(seconds: number): void {
    this.#sampleSeconds = this.#allowed(seconds)
    this.#scheduler.setSampleSeconds(this.#sampleSeconds)
  }

  /** The machine's own settings have the last word. */
  #allowed(seconds: number): number {
    return Math.max(seconds, this.#options.config.sampleSecondsMin)
  }

  #statistics(): AgentStatistics {
    const { backlogRows, bytes, counters } = this.#spool.stats()
    const { user, system } = process.cpuUsage()
    return {
      rssBytes: process.memoryUsage.rss(),
      cpuSeconds: (user + system) / 1e6,
      uptimeSeconds: (this.#options.clock.monotonic() - this.#startedMonotonicMs) / 1000,
      spoolRows: backlogRows,
      spoolBytes: bytes,
      spoolOldestMs: this.#spool.oldestMs(),
      droppedRows: dropped(counters),
      reconnects: Math.max(0, this.#link.stats().sessions - 1),
      refusedFrames: this.#link.stats().framesRefused,
    }
  }

  async #keepState(): Promise<void> {
    const { signal } = this.#stop
    for (let waitMs = stateFirstMs; !signal.aborted; waitMs = stateEveryMs) {
      await this.#options.clock.sleep(waitMs, signal).catch(() => undefined)
      if (!signal.aborted) await this.#writeState(true)
    }
  }

  /** For a person who asks; that it cannot be written is no reason to stop measuring. */
  async #writeState(running: boolean): Promise<void> {
    if (running && this.#stop.signal.aborted) return
    const { files, version, clock, log } = this.#options
    const { backlogRows, bytes, counters, fault } = this.#spool.stats()
    const state = {
      processId: process.pid,
      version,
      startedMs: this.#startedMs,
      writtenMs: clock.now(),
      running,
      connected: running && this.#link.stats().connected,
      hostName: this.#hostName,
      sampleSeconds: this.#sampleSeconds,
      backlogRows,
      spoolBytes: bytes,
      droppedRows: dropped(counters),
      spoolFault: fault ?? null,
      sources: this.#scheduler.statuses().map(({ name, state: word, reason }) => ({
        name,
        state: word ?? 'not read yet',
        reason: reason?.slice(0, 1024) ?? null,
      })),
    }
    await writeState(files, state).catch((error: unknown) =>
      log.warn({ err: error }, 'The state for `mlinzi agent status` could not be written'),
    )
  }
}

function dropped(counters: Readonly<Record<string, number>>): number {
  const names = ['rowsOverBytes', 'rowsOverAge', 'rowsOverMemory', 'rowsDamaged'] as const
  return names.reduce((sum, name) => sum + (counters[name] ?? 0), 0)
}

function helloFacts(
  { host, version }: AgentOptions,
  identity: Identity,
  checks: readonly string[],
): HelloFacts {
  return {
    agentId: identity.agentId,
    version,
    hostname: host.facts().hostname,
    platform: host.platform,
    checks: [...checks],
    configVersion,
    facts: readMachineFacts(host),
    instance: randomBytes(8).toString('hex'),
  }
}
