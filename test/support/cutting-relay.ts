import net from 'node:net'
import { once } from 'node:events'
import { systemClock } from '../../lib/system-clock.ts'

export interface CuttingRelay {
  readonly port: number
  /** Connections that were cut in the middle. */
  cuts(): number
  /** It begins whole. */
  cutAfter(bytes: readonly number[]): void
  /** From now on nothing is cut any more. */
  heal(): void
  close(): Promise<void>
}

const lifeMsMax = 1000

/**
 * A TCP relay that can cut its connections after so many bytes of the client, one number after the
 * other, over and over: in the TLS handshake, in the proof, in the middle of a frame. What says less is cut after a second.
 */
export async function cuttingRelay(host: string, to: number): Promise<CuttingRelay> {
  const sockets = new Set<net.Socket>()
  let bytes: readonly number[] = []
  let connections = 0
  let cuts = 0
  const server = net.createServer((client) => {
    const target = net.connect(to, host)
    const cut = (): void => {
      cuts++
      client.resetAndDestroy()
    }
    const cancel = bytes.length === 0 ? () => undefined : systemClock.after(lifeMsMax, cut)
    client.once('close', cancel)
    let left = bytes[connections++ % Math.max(bytes.length, 1)] ?? Infinity
    client.on('data', (chunk) => {
      target.write(left < chunk.length ? chunk.subarray(0, Math.max(0, left)) : chunk)
      left -= chunk.length
      if (left > 0) return
      cuts++
      client.resetAndDestroy()
    })
    target.on('data', (chunk) => client.write(chunk))
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        other.end()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cuts: () => cuts,
    cutAfter: (numbers) => {
      bytes = numbers
    },
    heal: () => {
      bytes = []
    },
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
