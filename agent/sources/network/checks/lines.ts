/** Line protocols (SMTP, IMAP, POP3): lines in, lines out, bounded in length, number and time. */
import type { Socket } from 'node:net'
import type { Deadline } from './dial.ts'

export class ProtocolFault extends Error {
  override name = 'ProtocolFault'
}

const lineBytesMax = 8192
const bytesMax = 2 * 1024 * 1024

export class LineReader {
  readonly #socket: Socket
  readonly #limit: Deadline
  #buffer = ''
  #bytes = 0
  #closed = false
  #wake: () => void = () => undefined
  readonly #onData = (bytes: Buffer): void => this.#take(bytes)
  readonly #onClose = (): void => {
    this.#closed = true
    this.#wake()
  }

  constructor(socket: Socket, limit: Deadline) {
    this.#socket = socket
    this.#limit = limit
    socket.on('data', this.#onData)
    socket.once('close', this.#onClose)
  }

  /** Whether something of the other side waits unread. */
  get waiting(): boolean {
    return this.#buffer !== ''
  }

  /** Without its end. Rejects when the other side closes, says too much or takes too long. */
  async next(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\n')
      if (end >= 0) {
        const line = this.#buffer.slice(0, end).replace(/\r$/, '')
        this.#buffer = this.#buffer.slice(end + 1)
        return line
      }
      if (this.#buffer.length > lineBytesMax) throw new ProtocolFault('A line without an end')
      if (this.#closed) throw new ProtocolFault('The server closed the connection')
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#wake = resolve
      await this.#limit.within(promise)
    }
  }

  send(line: string): void {
    this.#socket.write(`${line}\r\n`)
  }

  /** Somebody else reads on (TLS). */
  release(): void {
    this.#socket.off('data', this.#onData)
    this.#socket.off('close', this.#onClose)
    this.#socket.pause()
  }

  #take(bytes: Buffer): void {
    this.#bytes += bytes.length
    if (this.#bytes > bytesMax) {
      this.#socket.destroy(new ProtocolFault('The server says too much'))
      return
    }
    this.#buffer += bytes.toString('latin1')
    if (this.#buffer.length > lineBytesMax + bytesMax) this.#socket.destroy()
    this.#wake()
  }
}
