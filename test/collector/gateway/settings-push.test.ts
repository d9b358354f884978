import { expect, onTestFinished, test } from 'vitest'
import type { AgentPeer, LiveSettings } from '../../../collector/model/sessions.ts'
import type { CollectorMessage, Heartbeat } from '../../../contract/wire/messages.ts'
import type { AgentSession } from '../../../agent/session.ts'
import { agentIn, enrolledAgent, eventually, lanProfile } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'
import { relayTo } from '../../support/relay.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const open = doors()
const wan = { name: 'wan', sampleSeconds: 300, postSeconds: 300, lazyAckSeconds: 0 } as const
const order = { everySeconds: 300, list: 7, neighbours: [{ address: '10.0.0.2' }] }
const newest = { configVersion: 2 }

/** The messages that a session has heard, and a way to know that all before have come. */
function heard(session: AgentSession) {
  const messages: CollectorMessage[] = []
  session.onMessage((message) => messages.push(message))
  let frames = 0
  return {
    configs: () => messages.filter((message) => message.type === 'config'),
    /** A frame's acknowledgement comes after everything that was sent before it. */
    passed: async (): Promise<void> => {
      session.sendFrame(Buffer.from([1]))
      frames++
      await eventually('the ack has come', () => {
        return messages.filter(({ type }) => type === 'ack').length === frames
      })
    },
  }
}

test('a change of the profile reaches a connected agent at once, and once', async () => {
  let settings: LiveSettings = { profile: lanProfile }
  const door = await open({ gateway: { settingsOf: () => settings } })
  const session = await (await enrolledAgent(door)).connect(newest)
  const ears = heard(session)
  await ears.passed()
  expect(ears.configs()).toEqual([])
  settings = { profile: wan }
  door.gateway.refresh()
  door.gateway.refresh()
  await ears.passed()
  const { name: profile, ...beats } = wan
  expect(ears.configs()).toEqual([{ type: 'config', version: 2, settings: { ...beats, profile } }])
  settings = { profile: lanProfile }
  door.gateway.refresh()
  await ears.passed()
  expect(ears.configs()[1]).toMatchObject({ settings: { profile: 'lan', postSeconds: 60 } })
})

test('only the agents of the host that was named are asked about', async () => {
  const asked: string[] = []
  const settingsOf = ({ hostId }: AgentPeer): LiveSettings => {
    asked.push(hostId)
    return { profile: lanProfile }
  }
  const door = await open({ gateway: { settingsOf } })
  const one = await enrolledAgent(door)
  const other = await enrolledAgent(door)
  await one.connect(newest)
  await other.connect(newest)
  await eventually('both are in', () => asked.length === 2)
  door.gateway.refresh(other.hostId)
  expect(asked).toEqual([one.hostId, other.hostId, other.hostId])
})

test('an agent of an earlier version gets what it understands and nothing else', async () => {
  const settings: LiveSettings = { profile: wan, heartbeat: order }
  const door = await open({ gateway: { settingsOf: () => settings } })
  const session = await (await enrolledAgent(door)).connect({ configVersion: 1 })
  const ears = heard(session)
  await ears.passed()
  expect(ears.configs()).toEqual([{ type: 'config', version: 1, settings: { sampleSeconds: 300 } }])
})

test('a reconnected agent begins with its profile and hears the rest again', async () => {
  const settings: LiveSettings = { profile: lanProfile, heartbeat: order }
  const door = await open({ gateway: { settingsOf: () => settings } })
  const agent = await enrolledAgent(door)
  for (let turn = 0; turn < 2; turn++) {
    const session = await agent.connect(newest)
    expect(session.welcome.profile).toEqual(lanProfile)
    const ears = heard(session)
    await ears.passed()
    expect(ears.configs()).toMatchObject([{ settings: { heartbeat: order } }])
    await session.close('stop')
  }
})

test('a heartbeat is handed on with the agent that sent it', async () => {
  const beats: [string, Heartbeat][] = []
  const onHeartbeat = ({ hostId }: AgentPeer, message: Heartbeat): void =>
    void beats.push([hostId, message])
  const door = await open({ gateway: { onHeartbeat } })
  const agent = await enrolledAgent(door)
  const session = await agent.connect(newest)
  session.send({ type: 'heartbeat', list: 7, present: 'AQ==' })
  await eventually('it has come', () => beats.length === 1)
  expect(beats).toEqual([[agent.hostId, { type: 'heartbeat', list: 7, present: 'AQ==' }]])
})

test('after a push both ends wait for each other as the new profile says', async () => {
  const thin = { name: 'thin', sampleSeconds: 300, postSeconds: 3600, lazyAckSeconds: 0 } as const
  let settings: LiveSettings = { profile: lanProfile }
  const clock = new VirtualClock()
  const door = await open({ clock, gateway: { settingsOf: () => settings } })
  const relay = await relayTo(door.port)
  onTestFinished(() => relay.close())
  const agent = await enrolledAgent(door)
  const agentClock = new VirtualClock()
  const through = agentIn(agent.folder, [`127.0.0.1:${relay.port}`])
  const session = await through.connect(newest, agentClock)
  const ears = heard(session)
  settings = { profile: thin }
  door.gateway.refresh()
  await ears.passed()
  // A LAN's agent would long have given up the line, and a LAN's collector asked for a sign.
  const before = relay.fromClients.length
  await agentClock.advance(1000_000)
  await clock.advance(500_000)
  expect(relay.fromClients.length).toBe(before)
  await ears.passed()
  expect(door.gateway.counts().agents).toBe(1)
  await agentClock.advance(1300_000)
  expect((await session.ended).type).toBe('lost')
})

test('a day of heartbeats for 64 machines stays within 60 KB', async () => {
  let beats = 0
  const door = await open({ gateway: { onHeartbeat: () => beats++ } })
  const relay = await relayTo(door.port)
  onTestFinished(() => relay.close())
  const agent = await enrolledAgent(door)
  const session = await agentIn(agent.folder, [`127.0.0.1:${relay.port}`]).connect(newest)
  const bytes = (): number => relay.fromClients.reduce((sum, { length }) => sum + length, 0)
  const before = bytes()
  const present = Buffer.alloc(8, 0xff).toString('base64')
  for (let beat = 1; beat <= 24; beat++) {
    session.send({ type: 'heartbeat', list: 1000, present })
    await eventually('it has come', () => beats === beat)
  }
  // With the headers of IP and TCP, time stamps included, and an acknowledgement for each.
  const onTheLine = (bytes() - before) / 24 + 2 * (20 + 32)
  expect(onTheLine * 288).toBeLessThan(60_000)
})

test('that usage may be recorded is told only to agents that know the word', async () => {
  const settings: LiveSettings = { profile: lanProfile, usage: true }
  const door = await open({ gateway: { settingsOf: () => settings } })
  const knowing = heard(await (await enrolledAgent(door)).connect({ configVersion: 3 }))
  await knowing.passed()
  expect(knowing.configs()).toMatchObject([{ version: 3, settings: { usage: true } }])
  const older = heard(await (await enrolledAgent(door)).connect(newest))
  await older.passed()
  expect(older.configs()).toEqual([])
})
