import { afterEach, describe, expect, test } from 'vitest'
import { IngestBed, lan, until } from './ingest-bed.ts'
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

  test.each([
    [undefined, 15],
    [1, 15],
    [2, 60],
    [9, 60],
  ])('of an agent that knows frames of revision %s after %i frames', async (wire, count) => {
    bed = new IngestBed({ profileOf: () => ({ ...lan, lazyAckSeconds: 3600 }) })
    const agent = new WireAgent(bed.clock)
    agent.wire = wire
    await agent.connect(await bed.start())
    for (let sent = 0; sent < count; sent++) {
      await until(() => bed.store.rows.length === sent, 'the one before is stored')
      expect(agent.acks).toEqual([])
      agent.post(agent.rows(1), { urgent: false })
    }
    await until(() => agent.acks.length === 1, 'ack')
    expect(agent.acks[0]).toMatchObject({ frame: count, intervals: [[0, count - 1]] })
  })

  test('a goodbye is answered with what is durable', async () => {
    const agent = await started({ profileOf: () => ({ ...lan, lazyAckSeconds: 3600 }) })
    agent.post(agent.rows(2), { urgent: false })
    await until(() => bed.store.rows.length === 2, 'stored')
    expect(agent.acks).toEqual([])
    agent.session?.leaves?.()
    expect(agent.acks).toMatchObject([{ frame: 1, intervals: [[0, 1]] }])
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
