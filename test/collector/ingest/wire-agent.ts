import {
  chainHash,
  emptyDictionaryHash,
  encodeDictionary,
} from '../../../contract/wire/dictionary.ts'
import { FrameWriter, type FrameInput } from '../../../contract/wire/frame-writer.ts'
import type {
  Ack,
  AgentMessage,
  ClockNow,
  CollectorMessage,
  Hello,
} from '../../../contract/wire/messages.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import type { AgentPeer, PeerSession } from '../../../collector/model/sessions.ts'
import type { Ingest } from '../../../collector/ingest/ingest.ts'
import type { Clock } from '../../../lib/clock.ts'

export const cpuSeries: SeriesDescriptor = {
  measurement: 'cpu',
  tags: [],
  fields: [
    { name: 'usage', kind: 'float', decimals: 2 },
    { name: 'cores', kind: 'integer', decimals: 0 },
  ],
}

/** An agent's end of the wire, without a socket: frames are really written and read. */
export class WireAgent implements AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly received: CollectorMessage[] = []
  readonly series: SeriesDescriptor[] = [cpuSeries]
  readonly clock: Clock
  epoch: string
  boot = 1
  /** The newest revision of frames that it says it knows. */
  wire: number | undefined
  paused = false
  closedWith: CollectorMessage | undefined
  isClosed = false
  session: PeerSession | undefined
  #writer: FrameWriter | undefined
  #seq = 0
  /** Wall clock error of this machine. */
  wallErrorMs = 0

  constructor(clock: Clock, id = 'a') {
    this.clock = clock
    this.agentId = id.padStart(32, '0').replaceAll(/[^0-9a-f]/g, '0')
    this.hostId = `host-${id}`
    this.epoch = id.padStart(32, 'e').replaceAll(/[^0-9a-f]/g, '0')
  }

  get hello(): Hello {
    const clock: ClockNow = {
      wallMs: this.clock.now() + this.wallErrorMs,
      uptimeMs: this.clock.uptime(),
      boot: this.boot,
    }
    return {
      type: 'hello',
      agentId: this.agentId,
      epoch: this.epoch,
      version: '0.1.0',
      hostname: this.hostId,
      platform: 'linux',
      clock,
      dictionary: { count: this.series.length, hash: this.#hash() },
      checks: [],
      configVersion: 0,
      facts: { macs: [] },
      backlogRows: 0,
      ...(this.wire === undefined ? {} : { wire: this.wire }),
      instance: '0123456789abcdef',
    }
  }

  async connect(ingest: Ingest): Promise<PeerSession> {
    const { hello } = this
    const peer: AgentPeer = {
      agentId: this.agentId,
      hostId: this.hostId,
      hello,
      send: (message) => this.send(message),
      pause: () => this.pause(),
      resume: () => this.resume(),
      close: (error) => this.close(error),
    }
    this.session = await ingest.open(peer, this.clock.now())
    this.#writer = new FrameWriter({
      sessionEpoch: hello.epoch,
      seriesOf: (index) => this.series[index],
    })
    this.announce(this.session.dictionary.count)
    return this.session
  }

  announce(from: number): void {
    const rest = this.series.slice(from)
    if (rest.length === 0) return
    for (const message of encodeDictionary(from, rest)) this.session?.receiveFrame(message)
  }

  rows(count: number, change: Partial<Row> = {}): Row[] {
    return Array.from({ length: count }, () => ({
      series: 0,
      seq: this.#seq++,
      timeMs: this.clock.now() + this.wallErrorMs,
      values: [4200, 4],
      ...change,
    }))
  }

  frame(rows: readonly Row[], change: Partial<FrameInput> = {}): Uint8Array {
    if (!this.#writer) throw new Error('Not connected')
    return this.#writer.write({
      kind: 'live',
      epoch: this.epoch,
      clock: { boot: this.boot, offsetMs: this.#offset() },
      urgent: true,
      rows,
      ...change,
    }).bytes
  }

  /** Sends rows as one frame; gives the frame's bytes. */
  post(rows: readonly Row[], change: Partial<FrameInput> = {}): Uint8Array {
    const bytes = this.frame(rows, change)
    this.session?.receiveFrame(bytes)
    return bytes
  }

  tell(message: AgentMessage): void {
    this.session?.receiveMessage(message)
  }

  get acks(): Ack[] {
    return this.received.filter((message) => message.type === 'ack')
  }

  send(message: CollectorMessage): void {
    this.received.push(message)
    if (message.type === 'ack') this.#writer?.acknowledged(message.frame)
    if (message.type === 'error' && message.code === 'bad_frame') this.#writer?.refused()
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }
  close(error?: CollectorMessage): void {
    this.isClosed = true
    this.closedWith = error
  }

  #offset(): number {
    return this.clock.now() + this.wallErrorMs - this.clock.uptime()
  }

  #hash(): string {
    return this.series.reduce((hash, series) => chainHash(hash, series), emptyDictionaryHash)
  }
}
