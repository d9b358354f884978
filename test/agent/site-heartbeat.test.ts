import { expect, test } from 'vitest'
import type { AgentSession, SessionEnd } from '../../agent/session.ts'
import { SiteHeartbeat } from '../../agent/site-heartbeat.ts'
import type { Sighting } from '../../agent/sources/network/neighbours.ts'
import type { AgentMessage } from '../../contract/wire/messages.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const neighbours = Array.from({ length: 10 }, (_, index) => ({ address: `10.0.0.${index + 2}` }))
const order = { everySeconds: 300, list: 4, neighbours }

function stage(sightings: readonly Sighting[], allowed = true) {
  const clock = new VirtualClock()
  const sent: AgentMessage[] = []
  const end = Promise.withResolvers<SessionEnd>()
  const session: Pick<AgentSession, 'send' | 'ended'> = {
    send: (message) => sent.push(message),
    ended: end.promise,
  }
  const asked: number[] = []
  const heartbeat = new SiteHeartbeat({
    clock,
    allowed,
    look: async (list) => {
      asked.push(list.length)
      return sightings
    },
  })
  return { clock, sent, session, end, heartbeat, asked }
}

test('every five minutes it says who is there, the first in the lowest bit', async () => {
  const seen = neighbours.map((_, index): Sighting => (index < 9 ? 'absent' : 'present'))
  const { clock, sent, session, heartbeat } = stage(['present', ...seen.slice(1)])
  heartbeat.follow(order, session)
  await clock.advance(0)
  expect(sent).toEqual([{ type: 'heartbeat', list: 4, present: 'AQI=' }])
  await clock.advance(600_000)
  expect(sent).toHaveLength(3)
  heartbeat.stop()
})

test('the same order again begins nothing; another replaces it; none ends it', async () => {
  const { clock, sent, session, heartbeat } = stage([])
  heartbeat.follow(order, session)
  heartbeat.follow({ ...order }, session)
  await clock.advance(300_000)
  expect(sent).toHaveLength(2)
  heartbeat.follow({ ...order, list: 5, neighbours: [] }, session)
  await clock.advance(300_000)
  expect(sent.slice(2)).toEqual([
    { type: 'heartbeat', list: 5, present: '' },
    { type: 'heartbeat', list: 5, present: '' },
  ])
  heartbeat.follow(undefined, session)
  await clock.advance(3600_000)
  expect(sent).toHaveLength(4)
})

test('it ends with its session', async () => {
  const { clock, sent, session, end, heartbeat } = stage([])
  heartbeat.follow(order, session)
  await clock.advance(0)
  end.resolve({ type: 'lost', cause: undefined })
  await clock.advance(3600_000)
  expect(sent).toHaveLength(1)
})

test('a machine whose own settings refuse looks at nobody and says that it is unsure', async () => {
  const { clock, sent, session, heartbeat, asked } = stage([], false)
  heartbeat.follow(order, session)
  await clock.advance(0)
  expect(asked).toEqual([])
  expect(sent).toEqual([{ type: 'heartbeat', list: 4, present: '', unsure: '/wM=' }])
  heartbeat.stop()
})
