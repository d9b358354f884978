import { afterEach, describe, expect, test } from 'vitest'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import { IngestBed, until } from './ingest-bed.ts'
import { cpuSeries, WireAgent } from './wire-agent.ts'

let bed: IngestBed
afterEach(() => bed.remove())

async function started(...parts: ConstructorParameters<typeof IngestBed>): Promise<WireAgent> {
  bed = new IngestBed(...parts)
  const ingest = await bed.start()
  const agent = new WireAgent(bed.clock)
  await agent.connect(ingest)
  return agent
}

describe('bad input', () => {
  test('one poison row in 1,000: 999 stored, all settled, the bad one set aside with its reason', async () => {
    const agent = await started()
    const rows = agent
      .rows(1000)
      .map((row) => (row.seq === 500 ? { ...row, values: [10_001, 4] } : row))
    agent.post(rows)
    await until(() => agent.acks.length === 1, 'ack')
    expect(agent.acks[0]?.intervals).toEqual([[0, 999]])
    expect(bed.store.rows).toHaveLength(999)
    await until(() => bed.ingest?.counts().quarantined === 1, 'quarantined')
    await bed.ingest?.close()
    expect(await bed.quarantined()).toMatchObject([
      { seq: 500, measurement: 'cpu', field: 'usage', reason: 'out_of_range', value: '10001' },
    ])
  })

  test('a damaged frame is refused by number and the next is read', async () => {
    const agent = await started()
    const damaged = agent.frame(agent.rows(2)).slice()
    damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 1
    agent.session?.receiveFrame(damaged)
    await until(() => agent.received.some(({ type }) => type === 'error'), 'error')
    expect(agent.received[0]).toMatchObject({ type: 'error', code: 'bad_frame', frame: 1 })
    agent.post(agent.rows(1))
    await until(() => agent.acks.length === 1, 'ack')
    expect(bed.store.rows.map(({ seq }) => seq)).toEqual([2])
  })

  test('noise for ever ends the session', async () => {
    const agent = await started({ settings: { refusedPerSessionMax: 5 } })
    for (let noise = 0; noise < 6; noise++)
      agent.session?.receiveFrame(new Uint8Array([0xa1, 1, 2]))
    await until(() => agent.isClosed, 'closed')
    expect(agent.closedWith).toMatchObject({ code: 'bad_frame', retryable: true })
  })

  test('series beyond the limit and series of a conflicting type are set aside', async () => {
    bed = new IngestBed({ seriesPerAgentMax: 2 })
    const ingest = await bed.start()
    const agent = new WireAgent(bed.clock)
    const conflict: SeriesDescriptor = {
      ...cpuSeries,
      tags: [['cpu', '0']],
      fields: [{ name: 'usage', kind: 'integer', decimals: 0 }],
    }
    agent.series.push(conflict, { ...cpuSeries, tags: [['cpu', '1']] })
    await agent.connect(ingest)
    agent.post([
      ...agent.rows(1),
      ...agent.rows(1, { series: 1, values: [1] }),
      ...agent.rows(1, { series: 2 }),
    ])
    await until(() => agent.acks.length === 1, 'ack')
    expect(agent.acks[0]?.intervals).toEqual([[0, 2]])
    expect(bed.store.rows.map(({ seq }) => seq)).toEqual([0])
    await ingest.close()
    const reasons = (await bed.quarantined()).map(({ reason }) => reason)
    expect(reasons.toSorted()).toEqual(['too_many_series', 'type_conflict'])
  })

  test('a row of 2300 is set aside, its neighbours stay where they were', async () => {
    const agent = await started()
    const [good, bad] = [agent.rows(1), agent.rows(1, { timeMs: Date.UTC(2300, 0, 1) })]
    agent.post([...good, ...bad])
    await until(() => agent.acks.length === 1, 'ack')
    expect(bed.store.rows.map(({ timeMs }) => timeMs)).toEqual([good[0]?.timeMs])
  })

  test('a frame that the store will never take is refused, the others are stored', async () => {
    const agent = await started()
    const other = new WireAgent(bed.clock, 'b')
    await other.connect(bed.running)
    await until(() => other.session?.dictionary.count === 1, 'dictionary')
    bed.store.before = (frames) => {
      if (frames.some(({ agentId }) => agentId === agent.agentId)) {
        throw Object.assign(new Error('wrong number of values'), { code: 'bad_append' })
      }
    }
    agent.post(agent.rows(1))
    other.post(other.rows(1))
    await until(() => other.acks.length === 1, 'ack of the good one')
    await until(() => agent.received.length === 1, 'refusal of the bad one')
    expect(agent.received[0]).toMatchObject({ code: 'bad_frame', frame: 1 })
  })
})

describe('a store that fails on one frame without saying why', () => {
  test('stores the others, refuses that one, and goes on', async () => {
    const agent = await started()
    bed.store.before = (frames) => {
      if (frames.some(({ settled }) => settled[0]?.[0] === 1)) throw new Error('odd')
    }
    for (let frames = 0; frames < 3; frames++) agent.post(agent.rows(1))
    await until(() => bed.store.commits === 0, 'first try')
    await bed.clock.advance(5000)
    await until(() => bed.store.rows.length === 2, 'others stored')
    await until(() => agent.received.some(({ type }) => type === 'error'), 'refusal')
    expect(agent.received.find(({ type }) => type === 'error')).toMatchObject({ frame: 2 })
    expect(agent.acks.flatMap(({ intervals }) => intervals)).toEqual([
      [0, 0],
      [2, 2],
    ])
    expect(agent.paused).toBe(false)
  })
})
