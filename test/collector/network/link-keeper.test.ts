/** What switches tell hourly in their readings becomes evidence, also where no subnet is looked through. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readTopology } from '../../../collector/api/topology/read-topology.ts'
import { LinkKeeper } from '../../../collector/network/link-keeper.ts'
import { deviceLink } from '../../../contract/catalogue/families/device-link.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { tellFacts } from '../../support/sample-facts.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'

let office: SampleOffice
let keeper: LinkKeeper
const mac = '00:1a:a0:00:00:10'
beforeEach(async () => {
  office = await sampleOffice()
  const { network, store, discovery, office: places } = office.parts
  await places.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  const device = {
    role: 'network',
    siteId: 's1',
    departmentId: null,
    pollerHostId: null,
    snmp: null,
  } as const
  await network.addDevice('sw', { ...device, name: 'SWICHI', address: '10.0.0.2' })
  keeper = new LinkKeeper({ store, discovery, deviceIds: () => ['sw'] })
})
afterEach(() => office.close())

const link = (port: string, fields: object) =>
  reading(
    deviceLink,
    { port },
    { protocol: 'none', neighbour: '', addresses: 0, address: '', ...fields },
  )
const tell = (readings: readonly Reading[]) =>
  tellFacts(
    office.parts.store,
    office.clock,
    readings.map((one) => ['sw', one] as const),
  )
const proposed = async () =>
  (await readTopology(office.parts)).proposals.map(({ childId, port, confidence }) => [
    childId,
    port,
    confidence,
  ])

test('a port with one address is evidence; a telephone of somebody’s own is not kept', async () => {
  const { id } = await office.addHost({ name: 'FED-PC-01', siteId: 's1' })
  await office.state.db
    .insertInto('host_fact')
    .values({ host_id: id, kind: 'mac', value: mac })
    .execute()
  await tell([
    link('7', { addresses: 1, address: mac }),
    link('8', { addresses: 1, address: '06:11:22:33:44:55' }),
    link('24', { protocol: 'lldp', neighbour: 'RUTA', addresses: 60 }),
  ])
  await keeper.turn()
  const [tables] = await office.parts.discovery.tables()
  expect(tables?.ports).toMatchObject([
    { port: '7', addresses: 1, macs: [mac] },
    { port: '8', addresses: 1, macs: [] },
    { port: '24', neighbour: 'RUTA', addresses: 60, macs: [] },
  ])
  expect(await proposed()).toEqual([[id, '7', 'high']])
})

test('the addresses of a run stand beside newer readings of the same port, for a week', async () => {
  const { id } = await office.addHost({ name: 'FED-PC-01', siteId: 's1' })
  await office.state.db
    .insertInto('host_fact')
    .values({ host_id: id, kind: 'mac', value: mac })
    .execute()
  const run = (atMs: number) =>
    office.state.db
      .insertInto('discovery_device')
      .values({
        device_id: 'sw',
        at_ms: atMs,
        value: JSON.stringify({
          ports: [{ device: 'sw', port: '7', addresses: 3, macs: [mac, '00:11:22:33:44:55'] }],
          macs: [],
        }),
      })
      .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ at_ms: atMs }))
      .execute()
  await tell([link('7', { addresses: 3 })])
  await keeper.turn()
  expect(await proposed()).toEqual([])
  await run(office.clock.now() - 2 * 86_400_000)
  expect(await proposed()).toEqual([[id, '7', 'medium']])
  await run(office.clock.now() - 9 * 86_400_000)
  expect(await proposed()).toEqual([])
})
