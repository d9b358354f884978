/** What hangs on what by /api/v1: proposed, accepted, said, taken back; alerts follow at once. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readParentsCsv } from '../../../../collector/api/topology/parents-csv.ts'
import { sampleOffice, type SampleOffice } from '../../../support/sample-office.ts'

let office: SampleOffice
let token: string
let pc: string
let server: string
const mac = '00:1a:a0:00:00:10'

beforeEach(async () => {
  office = await sampleOffice()
  const { parts } = office
  await parts.office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  pc = (await office.addHost({ name: 'FED-PC-01', siteId: 's1' })).id
  server = (await office.addHost({ name: 'SRV-01', siteId: 's1', role: 'server' })).id
  await office.state.db
    .insertInto('host_fact')
    .values({ host_id: pc, kind: 'mac', value: mac })
    .execute()
  const device = {
    role: 'network',
    siteId: 's1',
    departmentId: null,
    pollerHostId: null,
    snmp: null,
  } as const
  for (const [id, name] of [
    ['sw', 'SWICHI'],
    ['rt', 'RUTA'],
  ] as const)
    await parts.network.addDevice(id, {
      ...device,
      name,
      address: id === 'sw' ? '10.0.0.2' : '10.0.0.1',
    })
  await parts.discovery.keepLinks({
    deviceId: 'sw',
    atMs: office.clock.now() - 60_000,
    ports: [
      { port: '7', addresses: 1, macs: [mac] },
      { port: '24', addresses: 40, macs: [], neighbour: 'RUTA', neighbourKind: 'router' },
    ],
    macs: [],
  })
  token = (await parts.apiTokens.create('programu', 'officer')).secret
})
afterEach(() => office.close())

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const headers = { authorization: `Bearer ${token}` }
  const url = `/api/v1/network/parents${path}`
  const answer = await office.api.inject({ method, url, headers, ...(body && { payload: body }) })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const actions = async () =>
  (await office.parts.audit.list({ limit: 20 })).map(({ action }) => action)

test('a proposal says why in words, changes nothing until it is accepted, and then alerts follow it', async () => {
  const { body } = await call('GET', '/proposals')
  expect(body).toMatchObject([
    { child: 'FED-PC-01', parent: 'SWICHI', port: '7', confidence: 'high', source: 'bridge' },
    { child: 'SWICHI', parent: 'RUTA', port: null, confidence: 'medium', source: 'lldp' },
  ])
  expect(body[0].why).toEqual([
    `SWICHI has learnt its address ${mac} on port 7, and no other there.`,
  ])
  expect(office.parts.ways.links).toEqual([])
  const links = [{ childId: pc, parentId: 'sw' }]
  expect(await call('POST', '/accept', { links })).toEqual({
    status: 200,
    body: { links, refused: [] },
  })
  expect(office.parts.ways.links).toMatchObject([
    { childId: pc, parentId: 'sw', port: '7', how: 'bridge', by: 'token:programu' },
  ])
  expect((await call('GET', '')).body).toMatchObject([{ child: 'FED-PC-01', seen: true }])
  expect((await call('POST', '/accept', { links })).status).toBe(400)
  expect(await actions()).toContain('network.parents.accept')
})

test('what is declined is proposed no more', async () => {
  await call('POST', '/decline', { links: [{ childId: 'sw', parentId: 'rt' }] })
  expect((await call('GET', '/proposals')).body).toHaveLength(1)
  expect(await actions()).toContain('network.parents.decline')
})

test('a pair of parents is said by hand, in place of what was before; rings are refused and told', async () => {
  const two = [
    { child: 'srv-01', parent: 'SWICHI', port: '3' },
    { child: server, parent: 'RUTA' },
  ]
  expect((await call('POST', '', { links: two })).body.links).toHaveLength(2)
  const ring = { links: [{ child: 'RUTA', parent: 'SRV-01' }] }
  expect((await call('POST', '', ring)).body).toEqual({
    links: [],
    refused: [{ childId: 'rt', parentId: server }],
  })
  await call('POST', '', { links: [{ child: 'SRV-01', parent: 'RUTA' }] })
  expect(office.parts.ways.links).toMatchObject([
    { childId: server, parentId: 'rt', how: 'declared' },
  ])
  expect((await call('DELETE', `/${server}/rt`)).status).toBe(204)
  expect((await call('DELETE', `/${server}/rt`)).status).toBe(404)
  expect(office.parts.ways.links).toEqual([])
})

test('a name that is not there is told with its line and the nearest one, and nothing is changed', async () => {
  const links = [
    { child: 'FED-PC-01', parent: 'SWICHI' },
    { child: 'FED-PC-1', parent: 'SWICHI' },
  ]
  const { status, body } = await call('POST', '', { links })
  expect(status).toBe(400)
  expect(body.message).toContain('line 2')
  expect(body.message).toContain('did you mean "FED-PC-01"')
  expect(office.parts.ways.links).toEqual([])
})

test('a viewer may not read or change it', async () => {
  token = (await office.parts.apiTokens.create('mtazamaji', 'viewer')).secret
  expect((await call('GET', '/proposals')).status).toBe(403)
  expect((await call('POST', '', { links: [] })).status).toBe(400)
  expect((await call('POST', '', { links: [{ child: 'a', parent: 'b' }] })).status).toBe(403)
})

test('a file of office programs is read with and without headings, and its faults are told by line', () => {
  const wanted = [{ child: 'PC 1', parent: 'SW', port: 'Gi1/0/7' }]
  expect(readParentsCsv('\uFEFFchild;parent;port\r\nPC 1;SW;Gi1/0/7\r\n')).toEqual(wanted)
  expect(readParentsCsv('PC 1,SW,Gi1/0/7')).toEqual(wanted)
  expect(() => readParentsCsv('PC 1,SW\nPC 2')).toThrow('line 2')
  expect(() => readParentsCsv('child,parent\n')).toThrow('no line')
  expect(() => readParentsCsv('"PC 1,SW')).toThrow('quote')
})
