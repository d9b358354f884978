import type { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import { collectorName } from '../../contract/wire/address.ts'
import { agentPath, limits, subprotocol } from '../../contract/wire/limits.ts'
import {
  collectorMessage,
  type AgentMessage,
  type CollectorMessage,
} from '../../contract/wire/messages.ts'

export type ErrorMessage = Extract<CollectorMessage, { type: 'error' }>

/** Messages kept until somebody takes them; a collector that sends more is not one. */
const keptMax = 256

/** A WebSocket to a collector, speaking messages. Those of later versions are passed over (C1). */
export class Line {
  readonly socket: WebSocket
  /** When anything last came, by the given clock. */
  heardMs: number
  /** The last error message, which may explain the end. */
  lastError: ErrorMessage | undefined
  /** Resolves when the connection is closed; the error is there when it broke. */
  readonly closed: Promise<Error | undefined>
  readonly #kept: CollectorMessage[] = []
  #handler: ((message: CollectorMessage) => void) | undefined
  #wake: () => void = () => undefined
  #isClosed = false

  constructor(socket: WebSocket, monotonic: () => number) {
    this.socket = socket
    this.heardMs = monotonic()
    socket.on('ping', () => (this.heardMs = monotonic()))
    socket.on('message', (data: Buffer, binary: boolean) => {
      this.heardMs = monotonic()
      // Collectors send text; a binary message is of a later version.
      if (!binary) this.#take(data.toString('utf8'))
    })
    this.closed = this.#whenClosed()
  }
  send(message: AgentMessage): void {
    if (!this.#isClosed) this.socket.send(JSON.stringify(message))
  }
  /** The next message, or undefined when the connection is closed. */
  async next(): Promise<CollectorMessage | undefined> {
    for (;;) {
      const message = this.#kept.shift()
      if (message !== undefined || this.#isClosed) return message
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#wake = resolve
      await promise
    }
  }
  /** From now on messages go to the handler, those that were kept first. */
  onMessage(handler: (message: CollectorMessage) => void): void {
    this.#handler = handler
    for (const message of this.#kept.splice(0)) handler(message)
  }
  async #whenClosed(): Promise<Error | undefined> {
    const { promise, resolve } = Promise.withResolvers<void>()
    let cause: Error | undefined
    this.socket.on('error', (error) => (cause = error))
    this.socket.once('close', () => resolve())
    await promise
    this.#isClosed = true
    this.#wake()
    return cause
  }
  #take(text: string): void {
    const parsed = collectorMessage.safeParse(jsonOf(text))
    if (!parsed.success) return
    const message = parsed.data
    if (message.type === 'error') this.lastError = message
    if (this.#handler !== undefined) return this.#handler(message)
    this.#kept.push(message)
    if (this.#kept.length > keptMax) this.socket.terminate()
    this.#wake()
  }
}

/** Upgrades a verified TLS connection. Rejects when the other side is no collector. */
export async function openLine(
  tls: TLSSocket,
  monotonic: () => number,
  signal: AbortSignal,
): Promise<Line> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = new WebSocket(`wss://${collectorName}${agentPath}`, [subprotocol], {
    createConnection: () => tls,
    perMessageDeflate: false,
    maxPayload: limits.controlBytesMax * 4,
  })
  const abort = (): void => {
    reject(signal.reason)
    socket.terminate()
  }
  signal.addEventListener('abort', abort, { once: true })
  socket.once('open', resolve).once('error', reject)
  const line = new Line(socket, monotonic)
  try {
    await promise
    return line
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
