/** An agent of the council without its socket: real frames into the collector's own ingest. */
import { createHash, randomBytes } from 'node:crypto'
import type { Opened } from '../../../collector/collector-parts.ts'
import type { AgentPeer, PeerSession } from '../../../collector/model/sessions.ts'
import { lastStop } from '../../../contract/catalogue/families/last-stop.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import { encodeDictionary } from '../../../contract/wire/dictionary.ts'
import { FrameWriter } from '../../../contract/wire/frame-writer.ts'
import type { FrameKind } from '../../../contract/wire/frame.ts'
import type { CollectorMessage, Hello } from '../../../contract/wire/messages.ts'
import type { Row } from '../../../contract/wire/series.ts'
import type { Clock } from '../../../lib/clock.ts'
import { FactBeats } from '../../../scripts/swarm/facts/fact-beats.ts'
import type { Ill } from '../../../scripts/swarm/ills.ts'
import { inventoryOf } from '../../../scripts/swarm/inventory.ts'
import { readingsAt } from '../../../scripts/swarm/machine-readings.ts'
import type { Moment } from '../../../scripts/swarm/moment.ts'
import { RowMaker } from '../../../scripts/swarm/row-maker.ts'
import type { Ending } from './habits.ts'
import type { CouncilHost } from './people.ts'

type StopCause = NonNullable<FieldsOf<typeof lastStop>['cause']>
interface Stop {
  readonly cause: StopCause
  readonly atMs: number
}
const causeOf: Readonly<Record<Ending | 'power', StopCause>> = {
  shutdown: 'shutdown',
  sleep: 'shutdown',
  silent: 'shutdown',
  power: 'power_lost',
}

export interface CouncilAgentParts {
  readonly host: CouncilHost
  readonly hostId: string
  readonly agentId: string
  readonly collector: Opened
  readonly clock: Clock
}

export class CouncilAgent implements AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly host: CouncilHost
  /** What is wrong with the computer just now. */
  readonly ills = new Set<Ill>()
  /** Changes what the computer reads; the last word before it is sent. */
  readonly changes = new Map<string, (reading: Reading) => Reading>()
  /** Since when what is told to happen has happened. */
  storyMs = 0
  #clockAheadMs = 0
  #collector: Opened
  readonly #clock: Clock
  readonly #maker = new RowMaker()
  readonly #epoch = randomBytes(16).toString('hex')
  readonly #instance = randomBytes(8).toString('hex')
  #facts = new FactBeats()
  #boot = 0
  #bootMs = 0
  #lastStop: Stop | undefined
  #powerCutsMs: number[] = []
  #on = false
  #line = true
  #inventoryTold = false
  #session: PeerSession | undefined
  #writer: FrameWriter | undefined
  #dictionarySent = 0
  #waiting: (Row & { readonly boot: number; readonly bootMs: number })[] = []
  #sent = 0
  #acknowledged = 0
  #asleep = false

  constructor({ host, hostId, agentId, collector, clock }: CouncilAgentParts) {
    this.host = host
    this.hostId = hostId
    this.agentId = agentId
    this.#collector = collector
    this.#clock = clock
  }
  get on(): boolean {
    return this.#on
  }
  get connected(): boolean {
    return this.#session !== undefined
  }
  /** Frames that the collector has not acknowledged yet. */
  get unacknowledged(): number {
    return this.#sent - this.#acknowledged
  }
  get hello(): Hello {
    const { count, hash } = this.#dictionary()
    return {
      type: 'hello',
      agentId: this.agentId,
      epoch: this.#epoch,
      version: 'council',
      hostname: this.host.name,
      platform: 'simulated',
      clock: {
        wallMs: this.#clock.now() + this.#clockAheadMs,
        uptimeMs: this.#clock.now() - this.#bootMs,
        boot: this.#boot,
      },
      dictionary: { count, hash },
      checks: [],
      configVersion: 1,
      facts: { macs: [] },
      backlogRows: this.#waiting.length,
      instance: this.#instance,
    }
  }

  /** The collector has come up again: another process, the same address. */
  set collector(collector: Opened) {
    this.#end(null)
    this.#collector = collector
  }

  /** Its wall clock jumps: the session begins anew, as the real agent does. */
  set clockAheadMs(ms: number) {
    this.#clockAheadMs = ms
    this.#end(null)
  }

  /** Switched on, or woken: waking is no boot. */
  switchOn(): void {
    if (this.#on) return
    this.#on = true
    if (!this.#asleep) {
      this.#boot++
      this.#bootMs = this.#clock.now() - 40_000
      this.#facts = new FactBeats()
    }
    this.#asleep = false
  }

  switchOff(ending: Ending | 'power'): void {
    if (!this.#on) return
    this.#on = false
    this.#asleep = ending === 'sleep'
    this.#lastStop = { cause: causeOf[ending], atMs: this.#clock.now() }
    if (ending === 'power') this.#powerCutsMs.push(this.#clock.now())
    this.#end(ending === 'shutdown' || ending === 'sleep' ? ending : null)
  }

  /** Its line to the collector: a computer that is on keeps what it cannot send. */
  setLine(up: boolean): void {
    this.#line = up
    if (!up) this.#end(null)
  }

  /** One post: a moment's readings and the facts that are due, or kept while there is no line. */
  async post(): Promise<void> {
    if (!this.#on) return
    const rows = this.#rowsNow()
    if (!this.#line) {
      const [boot, bootMs] = [this.#boot, this.#bootMs]
      this.#waiting.push(...rows.map((row) => ({ ...row, boot, bootMs })))
      return
    }
    if (!this.#session) await this.#connect()
    this.#send('live', rows)
    if (this.#waiting.length === 0) return
    // What was kept is told with the boot in which it was read.
    for (const own of Map.groupBy(this.#waiting, ({ boot }) => boot).values())
      this.#send('history', own, own[0])
    this.#waiting = []
  }

  send(message: CollectorMessage): void {
    if (message.type !== 'ack') return
    this.#writer?.acknowledged(message.frame)
    this.#acknowledged = message.frame
  }
  pause(): void {}
  resume(): void {}
  close(error?: Extract<CollectorMessage, { type: 'error' }>): void {
    this.#end(null)
    throw new Error(`${this.host.name}: the collector closed the session: ${error?.text ?? ''}`)
  }

  async #connect(): Promise<void> {
    const atMs = this.#clock.now()
    const hello = this.hello
    const { ingest, presence, repositories } = this.#collector
    const session = await ingest.open(this, atMs)
    this.#session = session
    this.#writer = new FrameWriter({
      sessionEpoch: this.#epoch,
      seriesOf: (index) => this.#maker.descriptors[index],
    })
    this.#sent = this.#acknowledged = 0
    const { count, hash } = session.dictionary
    this.#dictionarySent = this.#maker.hashAt(count) === hash ? count : 0
    await repositories.hosts.setContact(this.hostId, { atMs, clockOffsetSeconds: 0 })
    const bootAtMs = atMs - hello.clock.uptimeMs
    presence.session({ type: 'connected', hostId: this.hostId, atMs, bootAtMs })
    if (!this.#inventoryTold) this.#tellInventory(session)
  }

  #tellInventory(session: PeerSession): void {
    const facts = { ...inventoryOf(this.#moment()) }
    const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)
    session.receiveMessage({ type: 'inventory', hash, facts })
    this.#inventoryTold = true
  }

  #end(goodbye: 'shutdown' | 'sleep' | null): void {
    const session = this.#session
    this.#session = undefined
    this.#sent = this.#acknowledged = 0
    if (!session) return
    session.closed()
    const { hostId } = this
    const atMs = this.#clock.now()
    this.#collector.presence.session({ type: 'disconnected', hostId, atMs, goodbye })
  }

  #send(
    kind: FrameKind,
    rows: readonly Row[],
    { boot, bootMs } = { boot: this.#boot, bootMs: this.#bootMs },
  ): void {
    const session = this.#session
    const writer = this.#writer
    if (!session || !writer) throw new Error(`${this.host.name} has no session`)
    if (this.#dictionarySent < this.#maker.descriptors.length) {
      const news = this.#maker.descriptors.slice(this.#dictionarySent)
      for (const bytes of encodeDictionary(this.#dictionarySent, news)) session.receiveFrame(bytes)
      this.#dictionarySent = this.#maker.descriptors.length
    }
    for (let left = rows; left.length > 0;) {
      const clock = { boot, offsetMs: bootMs + this.#clockAheadMs }
      const frame = writer.write({ kind, epoch: this.#epoch, clock, urgent: true, rows: left })
      this.#sent = frame.number
      session.receiveFrame(frame.bytes)
      left = left.slice(frame.rowCount)
    }
  }

  #rowsNow(): Row[] {
    const moment = this.#moment()
    const due = [...readingsAt(moment), ...this.#facts.due(moment)]
    const own = due.map((one) => this.#changed(one))
    return this.#maker.rows(own, moment.timeMs + this.#clockAheadMs)
  }

  #changed(one: Reading): Reading {
    if (one.measurement === lastStop) return this.#lastStopReading()
    return this.changes.get(one.measurement.name)?.(one) ?? one
  }

  #lastStopReading(): Reading {
    const weekAgoMs = this.#clock.now() - 7 * 24 * 3_600_000
    const seconds = (ms: number): number => Math.floor(ms / 1000)
    return reading(
      lastStop,
      {},
      {
        cause: this.#lastStop?.cause ?? 'shutdown',
        reason: 'none',
        stopped: seconds(this.#lastStop?.atMs ?? this.#bootMs - 14 * 3_600_000),
        started: seconds(this.#bootMs),
        unclean_week: this.#powerCutsMs.filter((atMs) => atMs > weekAgoMs).length,
      },
    )
  }

  #moment(): Moment {
    const { name, siteId, departmentId, role, system } = this.host
    const story = { story: 'healthy', ills: this.ills } as const
    const place = { name, site: siteId, department: departmentId ?? '', role, system }
    return {
      host: { ...place, ...story },
      timeMs: this.#clock.now(),
      bootMs: this.#bootMs,
      storyMs: this.storyMs,
    }
  }

  #dictionary(): { readonly count: number; readonly hash: string } {
    const { length } = this.#maker.descriptors
    return { count: length, hash: this.#maker.hashAt(length) ?? '0'.repeat(32) }
  }
}
