/** A poller brings readings of devices; only of those that it was asked to look at. */
import { afterEach, expect, test } from 'vitest'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import { cpuSeries, WireAgent } from './wire-agent.ts'
import { IngestBed, until } from './ingest-bed.ts'

let bed: IngestBed
afterEach(() => bed.remove())

const of = (deviceId: string): SeriesDescriptor => ({
  ...cpuSeries,
  tags: [['for_host', deviceId]],
})
const asked = new Set<string>()
const speaksFor = (hostId: string, deviceId: string) => asked.has(`${hostId} ${deviceId}`)

async function poller(): Promise<WireAgent> {
  asked.clear()
  bed = new IngestBed({ speaksFor })
  await bed.start()
  const agent = new WireAgent(bed.clock)
  agent.series.push(of('switch'), of('server'))
  asked.add(`${agent.hostId} switch`)
  await agent.connect(bed.running)
  return agent
}

test('a reading of a device is filed under the device, without the reserved tag', async () => {
  const agent = await poller()
  agent.post([...agent.rows(1), ...agent.rows(1, { series: 1 })])
  await until(() => agent.acks.length === 1, 'ack')
  const owners = [...bed.store.series.all()].map(({ hostId, descriptor }) => [
    hostId,
    descriptor.tags,
  ])
  expect(owners).toEqual([
    [agent.hostId, []],
    ['switch', []],
  ])
  expect(bed.store.rows).toHaveLength(2)
})

test('what nobody asked it for is set aside with the reason, and acknowledged', async () => {
  const agent = await poller()
  agent.post([...agent.rows(1), ...agent.rows(1, { series: 2 })])
  await until(() => agent.acks.length === 1, 'ack')
  expect(bed.store.rows.map(({ seq }) => seq)).toEqual([0])
  await bed.ingest?.close()
  expect(await bed.quarantined()).toMatchObject([{ seq: 1, reason: 'not_its_device' }])
})

test('asked later, it is heard from its next connection on; asked no more, it is not', async () => {
  const agent = await poller()
  agent.post(agent.rows(1, { series: 2 }))
  await until(() => agent.acks.length === 1, 'ack')
  asked.add(`${agent.hostId} server`)
  asked.delete(`${agent.hostId} switch`)
  await agent.connect(bed.running)
  agent.post([...agent.rows(1, { series: 1 }), ...agent.rows(1, { series: 2 })])
  await until(() => agent.acks.length === 2, 'ack')
  expect(bed.store.rows.map(({ series }) => series?.hostId)).toEqual(['server'])
})
