import { expect, test } from 'vitest'
import { CollectorList } from '../../../agent/connect/collector-list.ts'
import { agentIn, enrolledAgent, eventually } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'
import { relayTo } from '../../support/relay.ts'

const open = doors()

test('an enrolled agent connects, sends a frame and hears the acknowledgement', async () => {
  const door = await open()
  const { ingest, events } = door
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  expect(session.welcome.hostId).toBe(agent.hostId)
  expect(session.welcome.collectors).toEqual([`127.0.0.1:${door.port}`])
  const { promise, resolve } = Promise.withResolvers<unknown>()
  session.onMessage(resolve)
  session.sendFrame(Buffer.from([1, 2, 3]))
  expect(await promise).toMatchObject({ type: 'ack', intervals: [[3, 3]] })
  expect(ingest.frames[0]?.bytes).toEqual(Buffer.from([1, 2, 3]))
  expect(events).toMatchObject([{ type: 'connected', hostId: agent.hostId }])
  await session.close('shutdown')
  expect(await session.ended).toEqual({ type: 'lost', cause: undefined })
  await eventually('the end is told', () => events.length === 2)
  expect(events[1]).toMatchObject({ type: 'disconnected', goodbye: 'shutdown' })
  await eventually('the session is over', () => ingest.closed === 1)
})

test('the first contact leaves version, clock offset and last seen at the host', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const wallMs = Date.UTC(2009, 0, 1)
  const clock = { wallMs, uptimeMs: 5, boot: 3 }
  const session = await agent.connect({ clock, version: '9.9.9', hostname: 'pc-2' })
  await eventually('the contact is written', async () => {
    const host = await door.identity.hosts.get(agent.hostId)
    return host?.agentVersion === '9.9.9'
  })
  const host = await door.identity.hosts.get(agent.hostId)
  expect(host?.clockOffsetSeconds).toBeLessThan(-15 * 365 * 86_400)
  expect(host?.lastSeenMs).toBeGreaterThan(Date.UTC(2020, 0, 1))
  expect(host?.name).toBe('pc-2')
  await session.close('stop')
})

test('the same process takes the place of its older connection at once', async () => {
  const door = await open({ limits: { cloneAnswerMs: 60_000 } })
  const agent = await enrolledAgent(door)
  const older = await agent.connect()
  const newer = await agent.connect()
  expect((await older.ended).type).toBe('lost')
  newer.sendFrame(Buffer.from([7]))
  await eventually('the newer one is served', () => door.ingest.frames.length === 1)
  expect(door.events.map((event) => event.type)).toEqual(['connected', 'disconnected', 'connected'])
  expect(door.gateway.counts().agents).toBe(1)
})

test('a restarted agent gets in when its old line is half open, and is no clone', async () => {
  const door = await open({ limits: { cloneAnswerMs: 300 } })
  const relay = await relayTo(door.port)
  const agent = await enrolledAgent(door)
  const through = agentIn(agent.folder, [`127.0.0.1:${relay.port}`])
  await through.connect({ instance: 'a'.repeat(16) })
  relay.freeze()
  await new CollectorList(agent.files, [], []).worked(`127.0.0.1:${door.port}`, [])
  const session = await agent.connect({ instance: 'b'.repeat(16) })
  expect(session.welcome.hostId).toBe(agent.hostId)
  expect((await door.identity.enrolment.keys())[0]?.state).toBe('approved')
  await relay.close()
})

test('two machines with one key are both held apart until the officer decides', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const one = await agent.connect({ instance: 'a'.repeat(16) })
  const other = agent.connect({ instance: 'b'.repeat(16) })
  await expect(other).rejects.toMatchObject({ code: 'clone', retryAfterMs: 300_000 })
  expect(await one.ended).toMatchObject({ type: 'refused', code: 'clone' })
  const { enrolment } = door.identity
  expect((await enrolment.keys())[0]?.state).toBe('clone')
  await expect(agent.connect()).rejects.toMatchObject({ code: 'clone' })
  await enrolment.approve(agent.agentId)
  await expect(agent.connect()).resolves.toBeDefined()
})

test('revoking a key ends its live session at once and refuses the next', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  await door.identity.enrolment.revoke(agent.agentId)
  expect(await session.ended).toMatchObject({ type: 'refused', code: 'revoked' })
  await expect(agent.connect()).rejects.toMatchObject({ code: 'revoked' })
})

test('removing a host ends the session of its agent', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  await door.identity.hosts.remove(agent.hostId)
  expect(await session.ended).toMatchObject({ type: 'refused', code: 'unknown_key' })
  await expect(agent.connect()).rejects.toMatchObject({ code: 'unknown_key' })
})

test('a paused peer is not read until it is resumed', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  await eventually('the peer is open', () => door.ingest.peers.length === 1)
  door.ingest.peers[0]?.pause()
  session.sendFrame(Buffer.from([1]))
  const { promise, resolve } = Promise.withResolvers<unknown>()
  session.onMessage(resolve)
  await eventually('the bytes have left the agent', () => session.bufferedBytes === 0)
  expect(door.ingest.frames).toHaveLength(0)
  door.ingest.peers[0]?.resume()
  expect(await promise).toMatchObject({ type: 'ack' })
})

test('a fault in the ingest ends that session alone', async () => {
  const door = await open()
  const broken = await enrolledAgent(door)
  const healthy = await enrolledAgent(door)
  const one = await broken.connect()
  const other = await healthy.connect()
  door.ingest.frames.push = () => {
    throw new Error('Nobody expected this frame')
  }
  one.sendFrame(Buffer.from([1]))
  expect(await one.ended).toMatchObject({ type: 'refused', code: 'internal' })
  Reflect.deleteProperty(door.ingest.frames, 'push')
  other.sendFrame(Buffer.from([2]))
  await eventually('the other is served', () => door.ingest.frames.length === 1)
  expect(door.log.lines.filter((line) => line.level === 'error')).toHaveLength(1)
})
