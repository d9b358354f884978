/** What the agent's memory is compared with: Node, `ws`, one TLS connection, a small frame a beat. */
import { WebSocket } from 'ws'
import { systemClock } from '../../lib/system-clock.ts'

const frame = Buffer.alloc(60, 7)
const socket = new WebSocket(`wss://127.0.0.1:${process.argv[2]}/`, { rejectUnauthorized: false })
socket.on('message', () => undefined)
socket.on('close', () => process.exit(0))
socket.on('open', () => void beat())

async function beat(): Promise<void> {
  for (;;) {
    socket.send(frame)
    await systemClock.sleep(10_000)
  }
}
