import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP relay on loopback that counts what passes, TLS and all; TCP's own headers are not seen. */
export class CountingRelay {
  readonly port: number
  readonly #close: () => void
  readonly #bytes: { readonly up: number; readonly down: number; readonly segments: number }

  private constructor(port: number, bytes: CountingRelay['bytes'], close: () => void) {
    this.port = port
    this.#bytes = bytes
    this.#close = close
  }
  static async to(target: number): Promise<CountingRelay> {
    const bytes = { up: 0, down: 0, segments: 0 }
    const add = (way: 'up' | 'down', count: number): void => {
      bytes[way] += count
      bytes.segments++
    }
    const sockets = new Set<Socket>()
    const server = createServer((client) => {
      const far = connect(target, '127.0.0.1')
      join(client, far, (count) => add('up', count), sockets)
      join(far, client, (count) => add('down', count), sockets)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('The relay has no port')
    return new CountingRelay(address.port, bytes, () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
  }
  /** Segments: pieces as they arrived here; about one TCP segment each. */
  get bytes(): { readonly up: number; readonly down: number; readonly segments: number } {
    return { ...this.#bytes }
  }
  close(): void {
    this.#close()
  }
}

function join(from: Socket, to: Socket, count: (bytes: number) => void, all: Set<Socket>): void {
  all.add(from)
  from.setNoDelay(true)
  from.on('data', (chunk) => {
    count(chunk.length)
    to.write(chunk)
  })
  from.on('error', () => to.destroy())
  from.on('close', () => {
    all.delete(from)
    to.destroy()
  })
}
