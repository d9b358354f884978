import net from 'node:net'
import tls from 'node:tls'
import { expect, test } from 'vitest'
import { enrolledAgent, eventually } from '../support/door.ts'
import { doors } from '../support/doors.ts'

const open = doors()
const floodCount = Number(process.env['MLINZI_FLOOD'] ?? 2_000)
/** Together they may hold 256 places of the 320; a newcomer from elsewhere finds one. */
const attackers = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']
let turn = 0
const attacker = (): string => attackers[turn++ % attackers.length] ?? ''

/** Ends when the collector has ended it. */
type Attack = (port: number) => Promise<void>

const tcp = (port: number) => net.connect({ port, host: '127.0.0.1', localAddress: attacker() })
const secure = (port: number) => tls.connect({ socket: tcp(port), rejectUnauthorized: false })
const end = (socket: net.Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined).on('data', () => undefined)
    socket.once('close', () => resolve())
  })
const upgrade =
  'GET /agent HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

const attacks: readonly Attack[] = [
  // Says nothing, on TCP.
  (port) => end(tcp(port)),
  (port) => {
    const socket = tcp(port)
    socket.write(Buffer.alloc(2_000, 0x16))
    return end(socket)
  },
  // A whole TLS handshake, and nothing more.
  (port) => end(secure(port)),
  (port) => {
    const socket = secure(port)
    socket.write(`${upgrade}\r\n`)
    return end(socket)
  },
  // Opens the agents' WebSocket and leaves it at that.
  (port) => {
    const socket = secure(port)
    socket.write(`${upgrade}Sec-WebSocket-Protocol: mlinzi.1\r\n\r\n`)
    return end(socket)
  },
]

test(`${floodCount} strangers neither get in nor in the way, and fill no log`, async () => {
  const limits = { handshakeMs: 500, pendingMax: 320, pendingPerAddressMax: 64 }
  const door = await open({ limits })
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  let sent = 0
  let acknowledged = 0
  session.onMessage(() => acknowledged++)

  let pendingMost = 0
  let next = 0
  const strangers = Array.from({ length: 400 }, async () => {
    while (next < floodCount) {
      const attack = attacks[next++ % attacks.length]
      await attack?.(door.port)
      pendingMost = Math.max(pendingMost, door.gateway.counts().pending)
      session.sendFrame(Buffer.from([sent++ % 256]))
    }
  })
  // A newcomer from elsewhere is served while the flood goes on.
  const newcomer = await enrolledAgent(door)
  const second = await newcomer.connect()
  const during = next
  await Promise.all(strangers)

  expect(during).toBeLessThan(floodCount)
  expect(second.welcome.hostId).toBe(newcomer.hostId)
  await eventually('every frame is acknowledged', () => acknowledged === sent)
  expect(sent).toBe(floodCount)
  expect(door.ingest.peers).toHaveLength(2)
  // The two agents' own handshakes come on top of the strangers'.
  expect(pendingMost).toBeLessThanOrEqual(attackers.length * limits.pendingPerAddressMax + 2)
  const told = door.log.lines.map((line) => JSON.stringify(line))
  expect(new Set(told).size).toBe(told.length)
  expect(told.length).toBeLessThanOrEqual(attackers.length * 5)
  expect(door.log.lines.every((line) => line.level === 'warn')).toBe(true)
  expect(door.gateway.counts().refused).toBeGreaterThan(floodCount / 2)
  await eventually('every place is given back', () => door.gateway.counts().pending === 0)
}, 60_000)
