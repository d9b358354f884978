import type { WebSocket } from 'ws'
import type { CollectorMessage } from '../../contract/wire/messages.ts'
import type { Clock } from '../../lib/clock.ts'

export interface Incoming {
  readonly bytes: Uint8Array
  readonly binary: boolean
}
export type Receive = (bytes: Uint8Array, binary: boolean) => void

/** Messages that may wait while the collector thinks about the one before. */
const waitingMax = 8
const hangUpMs = 2_000

/** A WebSocket before its session: messages are asked for one by one. */
export class Channel {
  readonly socket: WebSocket
  readonly #waiting: Incoming[] = []
  #wake: () => void = () => undefined
  #receive: Receive
  #closed = false

  constructor(socket: WebSocket) {
    this.socket = socket
    this.#receive = (bytes, binary) => this.#keep(bytes, binary)
    socket.on('message', (data, binary) => this.#receive(bytesOf(data), binary))
    // ws closes the connection itself after a protocol error; the event only must be heard.
    socket.on('error', () => undefined)
    socket.once('close', () => {
      this.#closed = true
      this.#wake()
    })
  }
  /** Undefined once the connection is closed. */
  async next(): Promise<Incoming | undefined> {
    for (;;) {
      const incoming = this.#waiting.shift()
      if (incoming !== undefined) return incoming
      if (this.#closed) return undefined
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#wake = resolve
      await promise
    }
  }
  /** From now on messages go to the receiver, those that waited first. */
  handOver(receive: Receive): void {
    this.#receive = receive
    for (const { bytes, binary } of this.#waiting.splice(0)) receive(bytes, binary)
  }
  get closed(): boolean {
    return this.#closed
  }
  send(message: CollectorMessage): void {
    this.socket.send(JSON.stringify(message))
  }
  /** Closes in order; the other side has two seconds to agree. */
  hangUp(clock: Clock, code: 1000 | 1001 | 1008, reason?: string): void {
    this.socket.close(code, reason)
    // A paused socket never reads the other side's farewell.
    this.socket.resume()
    const cancel = clock.after(hangUpMs, () => this.socket.terminate())
    this.socket.once('close', cancel)
  }
  #keep(bytes: Uint8Array, binary: boolean): void {
    this.#waiting.push({ bytes, binary })
    if (this.#waiting.length > waitingMax) this.socket.terminate()
    this.#wake()
  }
}

/** ws gives a Buffer unless its binaryType is changed. */
function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
