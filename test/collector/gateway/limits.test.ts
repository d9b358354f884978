import https from 'node:https'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openLine, type Line } from '../../../agent/connect/line.ts'
import { openVerified } from '../../../agent/connect/tls-socket.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { enrolledAgent, eventually, neverAborted, type Door } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'

const open = doors()

async function visit(door: Door): Promise<Line> {
  const address = { host: '127.0.0.1', port: door.port }
  const socket = await openVerified(address, door.authority.certificate, neverAborted)
  return openLine(socket, () => systemClock.monotonic(), neverAborted)
}
const refusedAs = (door: Door, reason: string): boolean =>
  door.log.lines.some((line) => JSON.stringify(line.fields).includes(`"reason":"${reason}"`))

test('who says nothing is shown out after the time for a handshake', async () => {
  const door = await open({ limits: { handshakeMs: 200 } })
  const line = await visit(door)
  await line.closed
  await eventually('it is noted', () => refusedAs(door, 'handshake_timeout'))
  await eventually('the place is free', () => door.gateway.counts().pending === 0)
})

test('who sends more than a handshake holds is cut off', async () => {
  const door = await open({ limits: { handshakeBytesMax: 10_000 } })
  const line = await visit(door)
  line.socket.send(Buffer.alloc(200_000))
  await line.closed
  expect(line.lastError).toBeUndefined()
})

test.each([
  ['no JSON', 'hello?', 'bad_message'],
  ['JSON that is no message', '[1]', 'bad_message'],
  ['a known message with wrong parts', '{"type":"hello","agentId":7}', 'bad_message'],
  ['a message out of turn', '{"type":"goodbye","reason":"stop"}', 'bad_message'],
])('%s ends an unproven connection with an explanation', async (_what, text, code) => {
  const door = await open()
  const line = await visit(door)
  line.socket.send(text)
  expect(await line.next()).toMatchObject({ type: 'error', code })
  await line.closed
})

test('a message of a later version is answered and passed over, before and after the proof', async () => {
  const door = await open()
  const line = await visit(door)
  line.socket.send('{"type":"preface","version":9}')
  expect(await line.next()).toMatchObject({ type: 'error', code: 'unsupported' })
  line.socket.terminate()
  const agent = await enrolledAgent(door)
  const session = await agent.connect({ checks: ['cpu', 'a check that nobody knows'] })
  const answers: unknown[] = []
  session.onMessage((message) => answers.push(message))
  session.send(JSON.parse('{"type":"dream","about":"sheep"}'))
  session.send(JSON.parse('{"type":"void","epoch":"broken","intervals":[]}'))
  session.sendFrame(Buffer.from([5]))
  await eventually('all three are answered', () => answers.length === 3)
  expect(answers).toMatchObject([
    { type: 'error', code: 'unsupported' },
    { type: 'error', code: 'bad_message' },
    { type: 'ack' },
  ])
})

test('unknown extra fields are left out', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  session.send(JSON.parse(`{"type":"void","epoch":"${'a'.repeat(32)}","intervals":[[1,2]],"x":1}`))
  await eventually('the message has come', () => door.ingest.messages.length === 1)
  expect(door.ingest.messages[0]).toEqual({
    type: 'void',
    epoch: 'a'.repeat(32),
    intervals: [[1, 2]],
  })
})

test('wrong proofs make an address wait; a good one from elsewhere does not notice', async () => {
  const door = await open({ limits: { blamePerMinuteMax: 40, failureBlame: 20 } })
  const agent = await enrolledAgent(door)
  for (let attempt = 0; attempt < 2; attempt++) {
    const line = await visit(door)
    line.send(await agent.hello())
    await line.next()
    line.send({ type: 'proof', signature: Buffer.alloc(64).toString('base64') })
    expect(await line.next()).toMatchObject({ code: 'bad_proof' })
    await line.closed
  }
  await expect(visit(door)).rejects.toThrow()
  await eventually('it is noted', () => refusedAs(door, 'too_many_failures'))
})

test('a page and a session share the port', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  const request = https.get({ port: door.port, host: 'localhost', ca: door.authority.certificate })
  const [response] = await once(request, 'response')
  expect(response.statusCode).toBe(200)
  response.resume()
  expect(door.gateway.counts()).toMatchObject({ http: 1, agents: 1 })
  await session.close('stop')
})

test('a web page cannot open the agents’ WebSocket', async () => {
  const door = await open()
  const request = https.get({
    port: door.port,
    host: 'localhost',
    path: '/agent',
    ca: door.authority.certificate,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': 13,
      'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
      'Sec-WebSocket-Protocol': 'mlinzi.1',
      Origin: 'https://example.org',
    },
  })
  const [response] = await once(request, 'response')
  expect(response.statusCode).toBe(400)
})

test('an agent over TLS 1.2 is refused: its exporter value would not cover the handshake', async () => {
  const door = await open()
  const socket = new WebSocket(`wss://localhost:${door.port}/agent`, ['mlinzi.1'], {
    ca: door.authority.certificate,
    maxVersion: 'TLSv1.2',
  })
  const [error] = await once(socket, 'error').catch((cause: unknown) => [cause])
  expect(String(error)).toContain('400')
})
