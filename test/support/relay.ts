import net from 'node:net'
import { once } from 'node:events'

export interface Relay {
  readonly port: number
  /** All bytes that clients have sent. */
  readonly fromClients: Buffer[]
  /** Nothing passes any more, and nobody is told: a half-open line. */
  freeze(): void
  close(): Promise<void>
}

/** A TCP relay to a port of this machine. */
export async function relayTo(port: number): Promise<Relay> {
  const sockets: net.Socket[] = []
  const fromClients: Buffer[] = []
  let frozen = false
  const server = net.createServer((client) => {
    const target = net.connect(port, '127.0.0.1')
    sockets.push(client, target)
    client.on('data', (bytes) => {
      fromClients.push(bytes)
      if (!frozen) target.write(bytes)
    })
    target.on('data', (bytes) => {
      if (!frozen) client.write(bytes)
    })
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => {
        if (!frozen) other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    fromClients,
    freeze: () => {
      frozen = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
