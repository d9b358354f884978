/**
 * A collector that keeps rows and received intervals in memory and outlives the agents under test.
 * It reads with the real decoders, and it can be made to be slow, to refuse and to cut.
 */
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { IntervalSet, intervalsOf } from '../../../agent/spool/interval-set.ts'
import { binaryKind } from '../../../contract/wire/binary-kind.ts'
import {
  chainHash,
  decodeDictionary,
  emptyDictionaryHash,
} from '../../../contract/wire/dictionary.ts'
import { FrameReader } from '../../../contract/wire/frame-reader.ts'
import type { DecodedFrame } from '../../../contract/wire/frame.ts'
import { subprotocol } from '../../../contract/wire/limits.ts'
import {
  agentMessage,
  type AgentMessage,
  type CollectorMessage,
  type Hello,
  type ProfileSettings,
} from '../../../contract/wire/messages.ts'
import { commonRevision } from '../../../contract/wire/revision.ts'
import { unpackRows } from '../../../contract/wire/row-packing.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'

export interface StoredRow {
  readonly epoch: string
  readonly row: Row
  readonly descriptor: SeriesDescriptor
  /** In the fields' units, by name. */
  readonly values: Readonly<Record<string, number | string | null>>
}
export interface ReceivedFrame {
  readonly session: number
  readonly kind: DecodedFrame['kind']
  readonly urgent: boolean
  readonly seqs: readonly number[]
  readonly epoch: string
  readonly bytes: number
}
export interface TestCollectorOptions {
  readonly profile?: Partial<ProfileSettings>
  /** History rows in the welcome, and again after each history frame. */
  readonly creditRows?: number
  readonly ackDelayMs?: () => number
  /** Refuses the frame as unreadable. */
  readonly refuses?: (rows: readonly Row[]) => boolean
  readonly limits?: Readonly<Record<string, number>>
  /** The newest revision of frames that it knows; left out: it is of before there were any. */
  readonly wire?: number
}

export const lan: ProfileSettings = {
  name: 'lan',
  sampleSeconds: 60,
  postSeconds: 60,
  lazyAckSeconds: 0,
}

export class TestCollector {
  readonly rows: StoredRow[] = []
  readonly frames: ReceivedFrame[] = []
  readonly hellos: Hello[] = []
  readonly goodbyes: string[] = []
  readonly voids = new Map<string, IntervalSet>()
  duplicates = 0
  dictionaryEntries = 0
  readonly #received = new Map<string, IntervalSet>()
  readonly #options: TestCollectorOptions
  readonly #server: WebSocketServer
  readonly #sockets = new Set<WebSocket>()
  #dictionary: SeriesDescriptor[] = []
  #hash = emptyDictionaryHash

  private constructor(server: WebSocketServer, options: TestCollectorOptions) {
    this.#server = server
    this.#options = options
    server.on('connection', (socket) => this.#serve(socket))
  }
  static async start(options: TestCollectorOptions = {}): Promise<TestCollector> {
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      handleProtocols: () => subprotocol,
    })
    await new Promise((resolve) => server.once('listening', resolve))
    return new TestCollector(server, options)
  }
  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }
  get sessions(): number {
    return this.#sockets.size
  }
  /** Says something to every agent that is connected. */
  tell(message: CollectorMessage): void {
    for (const socket of this.#sockets) this.#send(socket, message)
  }
  /** Cuts all lines without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate()
  }
  /** Forgets the dictionary, as after a restored backup. */
  forgetDictionary(): void {
    this.#dictionary = []
    this.#hash = emptyDictionaryHash
  }
  received(epoch: string): IntervalSet {
    let set = this.#received.get(epoch)
    if (!set) this.#received.set(epoch, (set = new IntervalSet()))
    return set
  }
  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: WebSocket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.terminate())
    let reader: FrameReader | undefined
    let session = 0
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary && reader) return this.#binary(socket, reader, session, data)
      const message = agentMessage.parse(JSON.parse(data.toString()))
      if (message.type === 'hello') {
        session = this.hellos.push(message)
        reader = this.#welcome(socket, message)
      } else this.#control(socket, message)
    })
  }
  #welcome(socket: WebSocket, hello: Hello): FrameReader {
    if (this.#dictionary.length > hello.dictionary.count) this.forgetDictionary()
    if (this.#dictionary.length === hello.dictionary.count && this.#hash !== hello.dictionary.hash)
      this.forgetDictionary()
    const revision = this.#options.wire === undefined ? undefined : commonRevision(hello.wire)
    this.#send(socket, {
      type: 'welcome',
      hostId: 'host',
      hostName: hello.hostname,
      timeMs: 0,
      dictionary: { count: this.#dictionary.length, hash: this.#hash },
      limits: { ...this.#options.limits },
      profile: { ...lan, ...this.#options.profile },
      historyRows: this.#options.creditRows ?? 1000,
      collectors: [],
      inventoryHash: null,
      ...(revision === undefined ? {} : { wire: revision }),
    })
    return new FrameReader({
      sessionEpoch: hello.epoch,
      seriesOf: (index) => this.#dictionary[index],
      ...(revision === undefined ? {} : { revision }),
    })
  }
  #control(socket: WebSocket, message: AgentMessage): void {
    if (message.type === 'goodbye') this.goodbyes.push(message.reason)
    if (message.type !== 'void') return
    const { epoch, intervals } = message
    const set = this.voids.get(epoch) ?? new IntervalSet()
    for (const interval of intervals) {
      set.add(interval)
      this.received(epoch).add(interval)
    }
    this.voids.set(epoch, set)
    this.#send(socket, { type: 'ack', frame: 0, epoch, intervals })
  }
  #binary(socket: WebSocket, reader: FrameReader, session: number, data: Buffer): void {
    if (binaryKind(data) === 'dictionary') return this.#learn(data)
    const frame = reader.read(data)
    const { number, kind, epoch, urgent } = frame
    const rows = unpackRows(frame.rows, (index) => this.#dictionary[index])
    const seqs = rows.map((row) => row.seq)
    if (this.#options.refuses?.(rows)) {
      const text = 'Refused by the test'
      this.#send(socket, { type: 'error', code: 'bad_frame', text, retryable: true, frame: number })
      return
    }
    this.frames.push({ session, kind, urgent, seqs, epoch, bytes: data.length })
    for (const row of rows) this.#store(epoch, row)
    const acknowledge = (): void => {
      this.#send(socket, { type: 'ack', frame: number, epoch, intervals: intervalsOf(seqs) })
      if (kind === 'history') this.#send(socket, { type: 'credit', historyRows: seqs.length })
    }
    const delayMs = this.#options.ackDelayMs?.() ?? 0
    if (delayMs === 0) acknowledge()
    else setTimeout(acknowledge, delayMs)
  }
  #learn(data: Buffer): void {
    const { firstIndex, descriptors } = decodeDictionary(data)
    if (firstIndex === 0) this.forgetDictionary()
    if (firstIndex !== this.#dictionary.length) throw new Error('The dictionary has a gap')
    this.dictionaryEntries += descriptors.length
    for (const descriptor of descriptors) {
      this.#hash = chainHash(this.#hash, descriptor)
      this.#dictionary.push(descriptor)
    }
  }
  #store(epoch: string, row: Row): void {
    const received = this.received(epoch)
    if (received.has(row.seq)) {
      this.duplicates++
      return
    }
    received.add([row.seq, row.seq])
    const descriptor = this.#dictionary[row.series]
    if (!descriptor) throw new Error('A row of an unknown series')
    const values = descriptor.fields.map(({ name, decimals }, index) => {
      const value = row.values[index] ?? null
      return [name, typeof value === 'number' ? value / 10 ** decimals : value] as const
    })
    this.rows.push({ epoch, row, descriptor, values: Object.fromEntries(values) })
  }
  #send(socket: WebSocket, message: CollectorMessage): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }
}
