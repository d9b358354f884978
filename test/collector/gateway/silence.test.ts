import { expect, onTestFinished, test } from 'vitest'
import { silenceSeconds } from '../../../contract/wire/silence.ts'
import { agentIn, enrolledAgent, eventually, type Door } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'
import { relayTo } from '../../support/relay.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const open = doors()

async function relayed(door: Door) {
  const relay = await relayTo(door.port)
  onTestFinished(() => relay.close())
  const agent = await enrolledAgent(door)
  return { relay, agent: agentIn(agent.folder, [`127.0.0.1:${relay.port}`]) }
}

/** As the machine's own: the time since the start has fractions of a millisecond. */
class MachineClock extends VirtualClock {
  override monotonic(): number {
    return super.monotonic() * 1.000_001 + 0.3
  }
}

test('a silent agent that answers stays; one whose line is dead is told as gone', async () => {
  const clock = new MachineClock()
  const door = await open({ clock })
  const { relay, agent } = await relayed(door)
  const session = await agent.connect()
  let asked = 0
  const pings = relay.fromClients
  for (let minute = 0; minute < 10; minute++) {
    const before = pings.length
    await clock.advance(100_000)
    await eventually('the ping is answered', () => pings.length > before)
    // The answer is on its way through this machine only; it must arrive before time goes on.
    session.sendFrame(Buffer.from([minute]))
    await eventually('the frame has come', () => door.ingest.frames.length === minute + 1)
    asked++
  }
  expect(asked).toBe(10)
  expect(door.gateway.counts().agents).toBe(1)
  relay.freeze()
  await clock.advance(140_000)
  const lost = door.events.at(-1)
  expect(lost).toMatchObject({ type: 'disconnected', goodbye: null })
  // It becomes the time of a stored row, and those are whole milliseconds.
  expect(lost?.type === 'disconnected' && Number.isInteger(lost.lostAtMs)).toBe(true)
})

test('an agent gives up a line on which a collector is never heard', async () => {
  const clock = new VirtualClock()
  const door = await open()
  const { relay, agent } = await relayed(door)
  const session = await agent.connect({}, clock)
  await clock.advance(200_000)
  session.sendFrame(Buffer.from([1]))
  const heard = Promise.withResolvers<void>()
  session.onMessage(() => heard.resolve())
  await heard.promise
  relay.freeze()
  await clock.advance(300_000)
  expect(await session.ended).toMatchObject({ type: 'lost' })
})

test('the silence before a ping follows the posting interval', () => {
  expect([10, 60, 300, 3600].map(silenceSeconds)).toEqual([30, 90, 450, 600])
})
