import { afterEach, describe, expect, test } from 'vitest'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import { cpuSeries, IngestBed, lan, until, WireAgent } from './ingest-bed.ts'

let bed: IngestBed
afterEach(() => bed.remove())

async function started(...parts: ConstructorParameters<typeof IngestBed>): Promise<WireAgent> {
  bed = new IngestBed(...parts)
  const ingest = await bed.start()
  const agent = new WireAgent(bed.clock)
  await agent.connect(ingest)
  return agent
}

describe('the way of a frame', () => {
  test('ends with an acknowledgement of its frame, epoch and intervals', async () => {
    const agent = await started()
    const rows = [...agent.rows(3), ...agent.rows(2).slice(1)]
    agent.post(rows)
    await until(() => agent.acks.length === 1, 'ack')
    expect(agent.acks[0]).toEqual({
      type: 'ack',
      frame: 1,
      epoch: agent.epoch,
      intervals: [
        [0, 2],
        [4, 4],
      ],
    })
    expect(bed.store.rows.map(({ seq, values }) => [seq, ...values])).toEqual(
      rows.map(({ seq, values }) => [seq, ...values]),
    )
    expect(bed.store.rows[0]?.series.hostId).toBe(agent.hostId)
    expect(bed.commits).toHaveLength(1)
  })

  test('acknowledges nothing while the commit is not durable', async () => {
    const agent = await started()
    const gate = Promise.withResolvers<void>()
    bed.store.before = () => gate.promise
    agent.post(agent.rows(1))
    await bed.clock.advance(100)
    expect(agent.acks).toEqual([])
    gate.resolve()
    await until(() => agent.acks.length === 1, 'ack')
  })

  test('groups what comes while a commit runs, acknowledging each agent once', async () => {
    const agent = await started()
    const gate = Promise.withResolvers<void>()
    bed.store.before = () => gate.promise
    agent.post(agent.rows(1))
    await bed.clock.advance(10)
    for (let more = 0; more < 10; more++) agent.post(agent.rows(1))
    gate.resolve()
    await until(() => agent.acks.length === 2, 'two acks')
    expect(bed.store.commits).toBe(2)
    expect(agent.acks[1]).toMatchObject({ frame: 11, intervals: [[1, 10]] })
  })

  test('delays acknowledgements that are not urgent, as the profile says', async () => {
    const agent = await started({ profileOf: () => ({ ...lan, lazyAckSeconds: 30 }) })
    agent.post(agent.rows(1), { urgent: false })
    agent.post(agent.rows(1), { urgent: false })
    await until(() => bed.store.rows.length === 2, 'stored')
    await bed.clock.advance(29_000)
    expect(agent.acks).toEqual([])
    await bed.clock.advance(1_000)
    expect(agent.acks).toMatchObject([{ frame: 2, intervals: [[0, 1]] }])
    agent.post(agent.rows(1), { urgent: false })
    agent.post(agent.rows(1), { urgent: true })
    await until(() => agent.acks.length === 2, 'urgent ack')
    expect(agent.acks[1]).toMatchObject({ frame: 4, intervals: [[2, 3]] })
  })

  test('settles what the spool had to delete', async () => {
    const agent = await started()
    const intervals: [number, number][] = [
      [5, 9],
      [0, 4],
      [20, 21],
    ]
    agent.tell({ type: 'void', epoch: 'f'.repeat(32), intervals })
    await until(() => agent.acks.length === 1, 'ack')
    expect(agent.acks[0]).toMatchObject({
      frame: 0,
      epoch: 'f'.repeat(32),
      intervals: [
        [0, 9],
        [20, 21],
      ],
    })
  })

  test('carries inventory to the hosts', async () => {
    const agent = await started()
    agent.tell({ type: 'inventory', hash: '1'.repeat(32), facts: { ram: 4 } })
    expect(bed.inventories).toEqual([[agent.hostId, '1'.repeat(32), { ram: 4 }]])
  })
})

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

describe('the dictionary', () => {
  test('is remembered over restarts and not announced again', async () => {
    const agent = await started()
    agent.post(agent.rows(1))
    await until(() => agent.acks.length === 1, 'ack')
    await bed.stop()
    const ingest = await bed.start()
    await agent.connect(ingest)
    expect(agent.session?.dictionary.count).toBe(1)
    agent.post(agent.rows(1))
    await until(() => agent.acks.length === 2, 'second ack')
    expect(bed.store.rows.map(({ seq }) => seq)).toEqual([0, 1])
  })

  test('starts anew when an agent comes back with another one', async () => {
    const agent = await started()
    agent.series.push({ ...cpuSeries, tags: [['cpu', '0']] })
    agent.announce(1)
    agent.post(agent.rows(1, { series: 1 }))
    await until(() => agent.acks.length === 1, 'ack')
    // A disk image put back: the second entry is now another series.
    agent.series[1] = { ...cpuSeries, tags: [['cpu', '7']] }
    await agent.connect(bed.running)
    agent.post(agent.rows(1, { series: 1 }))
    await until(() => agent.acks.length === 2, 'second ack')
    expect(bed.store.rows.map(({ series }) => series.descriptor.tags[0]?.[1])).toEqual(['0', '7'])
  })

  test('keeps what an agent with a shorter one shares with it', async () => {
    const agent = await started()
    agent.series.push({ ...cpuSeries, tags: [['cpu', '0']] })
    agent.announce(1)
    await until(() => agent.session?.dictionary.count === 2, 'learnt')
    agent.series.pop()
    const session = await agent.connect(bed.running)
    expect(session.dictionary).toEqual(agent.hello.dictionary)
  })
})

describe('time', () => {
  test.each([Date.UTC(2009, 0, 1), Date.UTC(2099, 0, 1)])(
    'a clock at %d is stored at arrival time',
    async (wrong) => {
      bed = new IngestBed()
      const ingest = await bed.start()
      const agent = new WireAgent(bed.clock)
      agent.wallErrorMs = wrong - bed.clock.now()
      await agent.connect(ingest)
      const truth = bed.clock.now()
      agent.post(agent.rows(1))
      await until(() => agent.acks.length === 1, 'ack')
      expect(bed.store.rows.map(({ timeMs }) => timeMs)).toEqual([truth])
      expect(bed.offsets).toEqual([[agent.hostId, Math.round((wrong - truth) / 1000)]])
    },
  )

  test('rows older than 15 minutes are history, younger ones are not, whatever the frame says', async () => {
    const agent = await started()
    const now = bed.clock.now()
    agent.post([16, 14, 0].flatMap((minutes) => agent.rows(1, { timeMs: now - minutes * 60_000 })))
    await until(() => agent.acks.length === 1, 'ack')
    expect(bed.store.rows.map(({ flags }) => flags)).toEqual([historyFlag, 0, 0])
  })

  test('a collector whose own clock is certainly wrong takes nothing in', async () => {
    bed = new IngestBed()
    const ingest = await bed.start()
    bed.clock.set(Date.UTC(2009, 0, 1))
    await expect(new WireAgent(bed.clock).connect(ingest)).rejects.toThrow('2009')
  })

  test("a jump of the collector's own clock makes all agents say hello again", async () => {
    const agent = await started()
    bed.clock.set(bed.clock.now() + 3_600_000)
    await bed.clock.advance(10_000)
    await until(() => agent.isClosed, 'closed')
    expect(agent.closedWith).toMatchObject({ code: 'busy', retryable: true })
  })
})

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
