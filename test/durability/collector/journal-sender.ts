import { once } from 'node:events'
import { WebSocket } from 'ws'
import {
  chainHash,
  emptyDictionaryHash,
  encodeDictionary,
} from '../../../contract/wire/dictionary.ts'
import { FrameWriter } from '../../../contract/wire/frame-writer.ts'
import type { Ack, CollectorMessage } from '../../../contract/wire/messages.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import { systemClock } from '../../../lib/system-clock.ts'

/** One reading as it was made: the oracle, which no part of the program touches. */
export interface JournalEntry {
  readonly host: string
  readonly series: number
  readonly seq: number
  /** True time. */
  readonly timeMs: number
  readonly values: readonly (number | string | null)[]
  readonly poison: boolean
}

const rowsPerFrame = 7
const framesInFlightMax = 8
/** A new series is announced after so many rows. */
const rowsPerSeries = 60
const seriesMax = 20
const poisonEvery = 50
/** Readings begin so long ago, so that spaced ones do not run into the future. */
const agoMs = 600_000

/** An agent reduced to its promise: what is not acknowledged is sent again. */
export class JournalSender {
  readonly host: string
  readonly journal: JournalEntry[] = []
  /** Rows not acknowledged, by sequence number. */
  readonly #unsent = new Map<number, Row>()
  readonly #series: SeriesDescriptor[] = []
  readonly #epoch: string
  readonly #agentId: string
  /** Wall clock less true time. */
  readonly #errorMs: number
  /** Least distance of two readings. */
  readonly #spacingMs: number
  readonly #random: () => number
  #socket: WebSocket | undefined
  #writer: FrameWriter | undefined
  #inFlight = new Set<number>()
  #frames = 0
  #seq = 0
  #lastMs = 0
  /** Told of each acknowledgement, also of those that it is deaf to. */
  onAcknowledgement: () => void = () => undefined
  /** What the collector had against us. */
  refusal: string | undefined
  #welcomed = false
  /** Loses acknowledgements on purpose, so that durable rows are sent again. */
  deaf = false

  constructor(number: number, random: () => number, errorMs = 0, spacingMs = 1) {
    this.#spacingMs = spacingMs
    this.host = `host-${number}`
    this.#agentId = number.toString(16).padStart(32, 'a')
    this.#epoch = number.toString(16).padStart(32, 'b')
    this.#errorMs = errorMs
    this.#random = random
    this.#announceNew()
  }

  get backlog(): number {
    return this.#unsent.size
  }
  series(index: number): SeriesDescriptor | undefined {
    return this.#series[index]
  }

  /** Makes readings with times that never repeat. */
  make(count: number): void {
    for (let made = 0; made < count; made++) {
      if (this.#seq % rowsPerSeries === rowsPerSeries - 1 && this.#series.length < seriesMax) {
        this.#announceNew()
      }
      const seq = this.#seq++
      const poison = seq % poisonEvery === poisonEvery - 1
      const timeMs = Math.max(systemClock.now() - agoMs, this.#lastMs + this.#spacingMs)
      this.#lastMs = timeMs
      const series = Math.floor(this.#random() * this.#series.length)
      const flag = poison ? 7 : Math.round(this.#random())
      const text = this.#random() < 0.2 ? null : `text ${seq % 9}`
      const values = [Math.round(this.#random() * 1e6) - 5e5, flag, text]
      this.journal.push({ host: this.host, series, seq, timeMs, values, poison })
      this.#unsent.set(seq, { series, seq, timeMs: timeMs + this.#errorMs, values })
    }
  }

  /** Connects, and sends until the connection ends. */
  async connect(port: number): Promise<void> {
    this.#welcomed = false
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    socket.on('error', () => undefined)
    this.#socket = socket
    await Promise.race([once(socket, 'open'), once(socket, 'close')])
    if (socket.readyState !== WebSocket.OPEN) return
    this.#writer = new FrameWriter({
      sessionEpoch: this.#epoch,
      seriesOf: (index) => this.#series[index],
    })
    this.#inFlight = new Set()
    this.#frames = 0
    socket.on('message', (bytes: Buffer) => this.#receive(JSON.parse(bytes.toString())))
    socket.send(JSON.stringify(this.#hello()))
  }

  async disconnect(): Promise<void> {
    this.#welcomed = false
    const socket = this.#socket
    if (!socket || socket.readyState === WebSocket.CLOSED) return
    socket.terminate()
    await once(socket, 'close')
  }

  #announceNew(): void {
    this.#series.push({
      measurement: `measurement_${this.#series.length}`,
      tags: [['host', this.host]],
      fields: [
        { name: 'level', kind: 'float', decimals: 2 },
        { name: 'flag', kind: 'boolean', decimals: 0 },
        { name: 'word', kind: 'text', decimals: 0 },
      ],
    })
    const index = this.#series.length - 1
    if (this.#welcomed) this.#announce(index)
  }

  #announce(from: number): void {
    const rest = this.#series.slice(from)
    if (rest.length === 0) return
    for (const message of encodeDictionary(from, rest)) this.#socket?.send(message)
  }

  #hello(): object {
    const hash = this.#series.reduce((before, one) => chainHash(before, one), emptyDictionaryHash)
    const clock = { wallMs: systemClock.now() + this.#errorMs, uptimeMs: systemClock.uptime() }
    return {
      type: 'hello',
      agentId: this.#agentId,
      epoch: this.#epoch,
      version: '0',
      hostname: this.host,
      platform: 'linux',
      clock: { ...clock, boot: 1 },
      dictionary: { count: this.#series.length, hash },
      checks: [],
      configVersion: 0,
      facts: { macs: [] },
      backlogRows: this.#unsent.size,
      instance: '0'.repeat(16),
    }
  }

  #receive(message: CollectorMessage): void {
    if (message.type === 'welcome') {
      this.#welcomed = true
      this.#announce(message.dictionary.count)
    }
    if (message.type === 'error') this.refusal = message.text
    if (message.type === 'ack') this.#acknowledged(message)
    this.pump()
  }

  #acknowledged({ frame, intervals }: Ack): void {
    this.#writer?.acknowledged(frame)
    this.#frames = 0
    if (!this.deaf) {
      for (const [first, last] of intervals) {
        for (let seq = first; seq <= last; seq++) {
          this.#unsent.delete(seq)
          this.#inFlight.delete(seq)
        }
      }
    }
    this.onAcknowledgement()
  }

  /** Sends what is neither acknowledged nor in flight; newest or oldest first, by chance. */
  pump(): void {
    const socket = this.#socket
    const writer = this.#writer
    if (!writer || !this.#welcomed || socket?.readyState !== WebSocket.OPEN) return
    const waiting = [...this.#unsent.values()].filter(({ seq }) => !this.#inFlight.has(seq))
    while (waiting.length > 0 && this.#frames < framesInFlightMax) {
      const newest = this.#random() < 0.5
      const rows = newest ? waiting.splice(-rowsPerFrame) : waiting.splice(0, rowsPerFrame)
      const clock = {
        boot: 1,
        offsetMs: systemClock.now() + this.#errorMs - systemClock.uptime(),
      }
      const kind = newest ? 'live' : 'history'
      const { bytes } = writer.write({ kind, epoch: this.#epoch, clock, urgent: true, rows })
      socket.send(bytes)
      this.#frames++
      for (const { seq } of rows) this.#inFlight.add(seq)
    }
  }
}
