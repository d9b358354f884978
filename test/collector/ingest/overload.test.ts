import { afterEach, describe, expect, test } from 'vitest'
import { IngestBed, until } from './ingest-bed.ts'
import { WireAgent } from './wire-agent.ts'

let bed: IngestBed
afterEach(() => bed.remove())

async function started(...parts: ConstructorParameters<typeof IngestBed>): Promise<WireAgent> {
  bed = new IngestBed(...parts)
  const ingest = await bed.start()
  const agent = new WireAgent(bed.clock)
  await agent.connect(ingest)
  return agent
}

describe('overload', () => {
  test('a commit over 2 s pauses every socket until it is done', async () => {
    const agent = await started()
    const gate = Promise.withResolvers<void>()
    bed.store.before = () => gate.promise
    agent.post(agent.rows(1))
    await bed.clock.advance(1900)
    expect(agent.paused).toBe(false)
    await bed.clock.advance(200)
    expect(agent.paused).toBe(true)
    gate.resolve()
    await until(() => !agent.paused && agent.acks.length === 1, 'resumed')
  })

  test('a full disk: no acknowledgement, paused, tried again, nothing lost', async () => {
    const agent = await started()
    let full = true
    bed.store.before = () => {
      if (full) throw Object.assign(new Error('no room'), { code: 'store_full' })
    }
    agent.post(agent.rows(2))
    await bed.clock.advance(120_000)
    expect(agent.acks).toEqual([])
    expect(agent.paused).toBe(true)
    full = false
    await bed.clock.advance(31_000)
    await until(() => agent.acks.length === 1, 'ack')
    expect(agent.paused).toBe(false)
    expect(bed.store.rows).toHaveLength(2)
  })

  test('an agent that sends more than its share is paused alone', async () => {
    const agent = await started({ settings: { batchFramesMax: 2, agentBytesMax: 2000 } })
    const other = new WireAgent(bed.clock, 'b')
    await other.connect(bed.running)
    const gate = Promise.withResolvers<void>()
    bed.store.before = () => gate.promise
    for (let frames = 0; frames < 14; frames++)
      agent.post(agent.rows(200, { values: [null, null] }))
    await until(() => agent.paused, 'paused')
    expect(other.paused).toBe(false)
    bed.store.before = () => undefined
    gate.resolve()
    await until(() => bed.store.rows.length === 2800, 'all stored')
    expect(agent.paused).toBe(false)
    expect(bed.ingest?.counts().queueBytes).toBe(0)
  })

  test('little free disk stops history and lets live readings go on', async () => {
    bed = new IngestBed()
    bed.freeBytes = 100
    const ingest = await bed.start()
    await bed.clock.advance(10_000)
    const agent = new WireAgent(bed.clock)
    const session = await agent.connect(ingest)
    expect(session.historyRows).toBe(0)
    agent.post(agent.rows(1))
    await until(() => agent.acks.length === 1, 'ack')
    await bed.clock.advance(30_000)
    expect(agent.received.filter(({ type }) => type === 'credit')).toEqual([])
    bed.freeBytes = 2 ** 40
    await bed.clock.advance(10_000)
    expect(agent.received.some(({ type }) => type === 'credit')).toBe(true)
  })
})
