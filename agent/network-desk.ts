/**
 * What the collector would like this agent to look at on the network, judged by the machine's own
 * settings, kept for the time without a collector, and run. Only a poller loads this file: it is a
 * bundle of its own (scripts/agent-bundles.ts).
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { DiscoverOrder } from '../contract/wire/discovery.ts'
import { networkLimits, type NetworkDevice, type NetworkOrder } from '../contract/wire/network.ts'
import { readOrder } from './network-order-file.ts'
import { openNotes, type NotesFile } from './network-notes.ts'
import { orderFile, type NetworkParts } from './network-parts.ts'
import type { AgentSession } from './session.ts'
import { systemLookups } from './sources/network/discovery/look-closer.ts'
import { DiscoveryRunner } from './sources/network/discovery/runner.ts'
import { createEgress, type Egress } from './sources/network/egress.ts'
import { createGuard, type Guard, type LocalVeto } from './sources/network/guard.ts'
import { judgeOrder, type WholeOrder } from './sources/network/judge-order.ts'
import type { NetworkFigures } from './sources/network/network-source.ts'
import { NetworkPoller } from './sources/network/poller.ts'
import { SnmpBook } from './sources/network/snmp/snmp-book.ts'
import type { TrapReceiver } from './sources/network/snmp/trap-receiver.ts'
import { TaskBook } from './sources/network/tasks.ts'

export class NetworkDesk {
  readonly #parts: NetworkParts
  readonly #veto: LocalVeto
  readonly #poller: NetworkPoller
  readonly #notes: NotesFile
  readonly #book: TaskBook
  readonly #snmp: SnmpBook
  readonly #guard: Guard
  readonly #egress: Egress
  readonly #stopping = new AbortController()
  #discovery: DiscoveryRunner | undefined
  /** Of the order that is followed. */
  #devices: readonly NetworkDevice[] = []
  #traps: TrapReceiver | undefined
  #pieces: NetworkOrder[] = []
  #refused = 0

  constructor(parts: NetworkParts) {
    const { host, clock, log, random, append } = parts
    this.#parts = parts
    this.#veto = { poller: true, ...parts.config.network }
    const guard = createGuard(this.#veto, host)
    this.#guard = guard
    const egress = createEgress(host, clock)
    this.#notes = openNotes(parts)
    this.#book = new TaskBook(this.#notes.notes)
    this.#egress = egress
    const { groupOf } = this.#book
    this.#snmp = new SnmpBook(async () => {
      const { openStation } = await import('./snmp.ts')
      return openStation(parts.profiles, clock)
    })
    this.#poller = new NetworkPoller({ host, clock, log, guard, egress, groupOf, append, random })
  }

  figures(): ReturnType<NetworkFigures> {
    return { ...this.#poller.figures(), refused: this.#refused, traps: this.#traps?.figures() }
  }

  /** Goes on with the order that was last received, as after a power cut while the line is down. */
  async start(): Promise<void> {
    await this.#openTraps()
    await this.#notes.load()
    const order = await this.#load()
    if (order) this.#follow(order)
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The agent stops'))
    await this.#discovery?.stop()
    await this.#traps?.stop()
    await this.#poller.stop()
    await this.#snmp.close()
    await this.#notes.stop()
  }

  /** A part of an order came; with the last one it is followed. */
  receive(piece: NetworkOrder, session: Pick<AgentSession, 'send'>): void {
    if (piece.part === 0) this.#pieces = []
    const [first] = this.#pieces
    const fits = piece.part === this.#pieces.length
    if (!fits || (first && (first.order !== piece.order || first.parts !== piece.parts))) {
      this.#pieces = []
      return
    }
    this.#pieces.push(piece)
    if (this.#pieces.length < piece.parts) return
    const order: WholeOrder = {
      devices: this.#pieces.flatMap(({ devices }) => devices),
      checks: this.#pieces.flatMap(({ checks }) => checks),
    }
    this.#pieces = []
    const { accepted, refused } = this.#follow(order)
    session.send({
      type: 'network_report',
      order: piece.order,
      accepted,
      refusedCount: refused.length,
      refused: refused.slice(0, networkLimits.refusalsMax),
    })
    void this.#save(order)
  }

  /** Asked to look through a subnet; the machine's own settings say where and how fast. */
  discover(order: DiscoverOrder, session: Pick<AgentSession, 'send'>): void {
    this.#discovery ??= this.#openDiscovery()
    this.#discovery.receive(order, (report) => session.send(report))
  }

  #openDiscovery(): DiscoveryRunner {
    const { host, clock, log, config } = this.#parts
    const { signal } = this.#stopping
    // Single checks may go to the public Internet; nobody looks through it.
    const guard = createGuard({ ...this.#veto, internet: false }, host)
    const asking = async () => {
      const resolve = (name: string): Promise<string> => guard.resolve(name)
      return { station: await this.#snmp.station(), resolve, clock, signal }
    }
    return new DiscoveryRunner({
      host,
      clock,
      log,
      guard,
      signal,
      egress: this.#egress,
      perSecondMax: config.network.probesPerSecondMax,
      lookups: systemLookups,
      identify: async (address, order) => {
        if (order.snmp.length === 0) return undefined
        const { identify } = await import('./snmp.ts')
        return identify(address, order, await asking())
      },
      tables: async () => {
        const devices = this.#devices.filter(({ snmp }) => snmp)
        if (devices.length === 0) return { ports: [], own: [], neighbours: [], partly: false }
        const { readTables } = await import('./snmp.ts')
        return readTables(devices, await asking())
      },
    })
  }

  #follow(order: WholeOrder): {
    accepted: number
    refused: ReturnType<typeof judgeOrder>['refused']
  } {
    const judged = judgeOrder(order, this.#veto, createGuard(this.#veto, this.#parts.host))
    const { order: allowed } = judged
    this.#poller.follow([...this.#book.tasksOf(allowed), ...this.#snmp.tasksOf(allowed.devices)])
    this.#traps?.follow(allowed.devices)
    this.#devices = allowed.devices
    this.#refused = judged.refused.length
    return { accepted: judged.accepted, refused: judged.refused }
  }

  /** Only where this machine's own settings name a port; nobody can push it. */
  async #openTraps(): Promise<void> {
    const { config, clock, log, append, sign } = this.#parts
    const { trapPort: port, trapAddress: address, trapsPerMinuteMax: perMinute } = config.network
    if (port === 0) return
    const { TrapReceiver: Receiver } = await import('./snmp.ts')
    const resolve = (name: string): Promise<string> => this.#guard.resolve(name)
    const seed = sign(Buffer.from('mlinzi trap engine 1'))
    const parts = { port, address, perMinute, seed, clock, log, append, resolve }
    this.#traps = new Receiver(parts)
    this.#traps.start()
  }

  async #save(order: WholeOrder): Promise<void> {
    const empty = order.devices.length + order.checks.length === 0
    const { files, log } = this.#parts
    const done = empty ? files.remove(orderFile) : files.write(orderFile, this.#seal(order))
    await done.catch((error: unknown) =>
      log.warn({ err: error }, 'The order of network checks could not be kept'),
    )
  }

  async #load(): Promise<WholeOrder | undefined> {
    try {
      const bytes = await this.#parts.files.read(orderFile)
      if (bytes === undefined) return undefined
      return readOrder(this.#open(bytes))
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'The order of network checks is asked for again')
      return undefined
    }
  }

  /** The passwords in it are of no use to whoever copies this file without the agent's key. */
  #key(): Buffer {
    const signature = this.#parts.sign(Buffer.from('mlinzi network order 1'))
    return createHmac('sha256', signature).update(orderFile).digest()
  }
  #seal(order: WholeOrder): Buffer {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key(), iv)
    const text = Buffer.concat([cipher.update(JSON.stringify(order), 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), text])
  }
  #open(bytes: Buffer): unknown {
    const cipher = createDecipheriv('aes-256-gcm', this.#key(), bytes.subarray(0, 12))
    cipher.setAuthTag(bytes.subarray(12, 28))
    const text = Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()])
    return JSON.parse(text.toString('utf8'))
  }
}
