/** A computer with an agent, on a virtual clock: it measures, keeps what it cannot send, boots and dies. */
import type { Ingest } from '../../../collector/ingest/ingest.ts'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import type { Observed } from './observed.ts'
import { cpu } from '../../../contract/catalogue/families/cpu.ts'
import { lastStop } from '../../../contract/catalogue/families/last-stop.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { sampleOf } from '../../../contract/catalogue/sample.ts'
import type { Row } from '../../../contract/wire/series.ts'
import { silenceSeconds } from '../../../contract/wire/silence.ts'
import { WireAgent } from '../../collector/ingest/wire-agent.ts'
import type { VirtualClock } from '../virtual-clock.ts'

/** A ping stays unanswered so long before the session is given up. */
const answerMs = 30_000

export class Machine {
  readonly id: string
  readonly #clock: VirtualClock
  readonly #observed: Observed
  readonly #postMs: number
  /** Where in the posting interval it posts. */
  readonly #phaseMs: number
  readonly #wire: WireAgent
  #bootMs: number
  #on = true
  #line = true
  #connected = false
  /** The collector has not noticed yet that the session is dead: it gives it up then. */
  #giveUpMs: number | undefined
  #heardMs = 0
  #powerLostMs = 0
  #nextMs: number
  #kept: Row[] = []
  #credit = 0
  readonly #series = new Map<string, number>()
  /** Its processor at an instant, percent. */
  busyAt: (ms: number) => number = () => 20
  /** What each sample holds. */
  sampleAt: (ms: number) => readonly Reading[] = (ms) => [
    reading(cpu, { cpu: 'cpu-total' }, { usage_active: this.busyAt(ms) }),
  ]
  /** Rows in one frame of what it had kept. */
  historyRowsMax = 24
  /** Bytes on the wire of what it had kept, and when the last of them went. */
  historyBytes = 0
  historyEndedMs = 0
  stored = 0

  constructor(
    host: HostRecord,
    setup: {
      readonly clock: VirtualClock
      readonly observed: Observed
      readonly postMs: number
      readonly phaseMs: number
      readonly number: number
    },
  ) {
    this.id = host.id
    this.#clock = setup.clock
    this.#observed = setup.observed
    this.#postMs = setup.postMs
    this.#phaseMs = setup.phaseMs
    const nowMs = this.#clock.now()
    this.#bootMs = nowMs - 3_600_000
    this.#nextMs = this.#align(nowMs)
    const own = {
      now: () => this.#clock.now(),
      monotonic: () => this.#clock.monotonic(),
      uptime: () => this.#clock.now() - this.#bootMs,
      sleep: (ms: number, signal?: AbortSignal) => this.#clock.sleep(ms, signal),
      after: (ms: number, callback: () => void) => this.#clock.after(ms, callback),
    }
    this.#wire = new WireAgent(own, setup.number.toString(16))
    Object.assign(this.#wire, { hostId: host.id })
    this.#wire.series.splice(0)
    const send = this.#wire.send.bind(this.#wire)
    this.#wire.send = (message) => {
      send(message)
      if (message.type === 'credit') this.#credit += message.historyRows
      if (message.type === 'credit') this.#sendHistory()
    }
  }
  /** The mains, or somebody's finger on the button. */
  powerLost(): void {
    this.#powerLostMs = this.#clock.now()
    this.#die()
    this.#on = false
    this.#kept = []
  }
  async switchOn(cause: 'power_lost' | 'none' = 'none'): Promise<void> {
    const nowMs = this.#clock.now()
    // As the system's own log has it: the last time at which it wrote that it lives.
    const stopped = this.#powerLostMs
    this.#on = true
    this.#bootMs = nowMs
    this.#wire.boot++
    this.#wire.epoch = this.#wire.boot.toString(16).padStart(4, '0') + this.#wire.epoch.slice(4)
    this.#nextMs = this.#align(nowMs)
    await this.#connect()
    if (cause === 'none') return
    const words = { cause, stopped: Math.round(stopped / 1000), started: Math.round(nowMs / 1000) }
    this.post(reading(lastStop, {}, words))
  }
  lineCut(): void {
    this.#die()
    this.#line = false
  }
  /** The line is there again, and whoever slept wakes. */
  async lineBack(): Promise<void> {
    this.#line = true
    this.#on = true
    this.#nextMs = this.#align(this.#clock.now())
    await this.#connect()
  }
  /** Its battery is nearly empty: it sleeps, its disk keeps what was not sent. */
  sleepsWithWhatItKept(): void {
    this.#on = false
  }
  /** Switched off in order. */
  shutDown(): void {
    this.#on = false
    this.#connected = false
    const atMs = this.#clock.now()
    this.#observed.session({
      type: 'disconnected',
      hostId: this.id,
      atMs,
      lostAtMs: atMs,
      goodbye: 'shutdown',
    })
  }
  /** What falls due by now: a sample, a post, the end of a dead session. */
  async turn(): Promise<void> {
    const nowMs = this.#clock.now()
    if (this.#giveUpMs !== undefined && nowMs >= this.#giveUpMs) this.#givenUp()
    if (!this.#on) return
    if (this.#line && !this.#connected) await this.#connect()
    for (; this.#nextMs <= nowMs; this.#nextMs += this.#postMs) {
      const timeMs = this.#nextMs
      const rows = this.sampleAt(timeMs).map((one) => ({ ...this.#rowOf(one).row, timeMs }))
      if (this.#connected) this.#postLive(rows)
      else this.#kept.push(...rows)
    }
  }
  get keptCount(): number {
    return this.#kept.length
  }
  /** Now, or kept for later where there is no line. */
  post(one: Reading): void {
    const { row } = this.#rowOf(one)
    if (this.#connected) this.#postLive([row])
    else if (this.#on) this.#kept.push(row)
  }
  #align(nowMs: number): number {
    const at = nowMs - (nowMs % this.#postMs) + this.#phaseMs
    return at > nowMs ? at : at + this.#postMs
  }
  #rowOf(one: Reading): { readonly row: Row } {
    const sample = sampleOf(one)
    if ('refused' in sample) throw new Error(sample.refused)
    const key = `${one.measurement.name} ${JSON.stringify(one.tags)}`
    let series = this.#series.get(key)
    if (series === undefined) {
      series = this.#wire.series.push(sample.descriptor) - 1
      this.#series.set(key, series)
      if (this.#connected) this.#wire.announce(series)
    }
    const [row] = this.#wire.rows(1, { series, values: [...sample.values] })
    if (!row) throw new Error('no row')
    return { row }
  }
  #postLive(rows: readonly Row[]): void {
    if (!this.#connected) return
    this.#heardMs = this.#clock.now()
    this.stored += rows.length
    this.#wire.post(rows)
  }
  #sendHistory(): void {
    while (this.#connected && this.#credit > 0 && this.#kept.length > 0) {
      const rows = this.#kept.splice(-Math.min(this.historyRowsMax, this.#credit))
      this.#credit -= rows.length
      this.stored += rows.length
      this.historyBytes += this.#wire.post(rows, { kind: 'history', urgent: false }).length
      this.historyEndedMs = this.#clock.now()
    }
  }
  async #connect(): Promise<void> {
    const ingest: Ingest = this.#observed.ingest
    // The gateway ends a machine's dead session when its next one begins.
    if (this.#giveUpMs !== undefined) this.#givenUp()
    const session = await this.#wire.connect(ingest)
    const nowMs = this.#clock.now()
    this.#connected = true
    this.#heardMs = nowMs
    const bootAtMs = this.#bootMs
    this.#observed.session({ type: 'connected', hostId: this.id, atMs: nowMs, bootAtMs })
    this.#credit = session.historyRows
    this.#sendHistory()
  }
  /** The other side hears nothing more, and does not know it yet. */
  #die(): void {
    if (!this.#connected) return
    this.#connected = false
    this.#giveUpMs = this.#heardMs + silenceSeconds(this.#postMs / 1000) * 1000 + answerMs
  }
  #givenUp(): void {
    this.#giveUpMs = undefined
    const atMs = this.#clock.now()
    const lostAtMs = this.#heardMs
    this.#observed.session({ type: 'disconnected', hostId: this.id, atMs, lostAtMs, goodbye: null })
  }
}
