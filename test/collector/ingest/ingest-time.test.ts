import { afterEach, describe, expect, test } from 'vitest'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
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
