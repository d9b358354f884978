/**
 * What the collector's connections are compared with: a TLS `ws` server that does nothing but
 * answer, and clients for it. `node bare-process.ts server CERT KEY` or `client PORT COUNT`.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { WebSocket, WebSocketServer } from 'ws'
import { systemClock as clock } from '../../lib/system-clock.ts'

const [role, first = '', second = ''] = process.argv.slice(2)
const answer = JSON.stringify({ type: 'ack', frame: 1, epoch: 'e'.repeat(32), intervals: [[1, 9]] })
const frame = Buffer.alloc(80, 7)
const connectingAtOnce = 24
const sockets: WebSocket[] = []

process.on('disconnect', () => process.exit(0))
if (role === 'server') serve(first, second)
else process.on('message', (order: { connect?: number; beats?: number }) => void obey(order))
if (role === 'client') process.send?.({ type: 'bare' })

function serve(certificate: string, key: string): void {
  const server = createServer({
    cert: readFileSync(certificate),
    key: readFileSync(key),
    minVersion: 'TLSv1.3',
  })
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('message', () => socket.send(answer))
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object') process.send?.({ type: 'listening', port: address?.port })
  })
}

/** Opens so many more connections, then each sends so many frames, ten seconds apart. */
async function obey({ connect = 0, beats = 0 }: { connect?: number; beats?: number }) {
  let left = connect
  const worker = async (): Promise<void> => {
    while (left-- > 0) sockets.push(await open())
  }
  await Promise.all(Array.from({ length: connectingAtOnce }, worker))
  for (let beat = 0; beat < beats; beat++) {
    const from = clock.monotonic()
    for (const [index, socket] of sockets.entries()) {
      const waitMs = from + (index * 10_000) / sockets.length - clock.monotonic()
      if (waitMs > 0.5) await clock.sleep(waitMs)
      socket.send(frame)
    }
  }
  process.send?.({ type: 'obeyed' })
}

function open(): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://127.0.0.1:${first}/`, {
      rejectUnauthorized: false,
      perMessageDeflate: false,
    })
    socket.once('open', () => resolve(socket)).once('error', reject)
  })
}
