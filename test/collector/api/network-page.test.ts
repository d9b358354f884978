/** The page of the network, as a browser without JavaScript gets it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { declareNetwork } from '../../../collector/api/network/declare.ts'
import type { PollerState } from '../../../collector/state/network-records.ts'
import { networkDeclaration } from '../../../config/network-schema.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
let poller: PollerState
let pollerId = ''

beforeEach(async () => {
  const refused = new Map()
  poller = { hostId: '', state: 'working', accepted: 2, refused, refusedCount: 0 }
  office = await sampleOffice({
    networkDesk: { pollerOf: () => pollerId, pollerState: (hostId) => ({ ...poller, hostId }) },
  })
  await office.parts.office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  pollerId = (await office.addHost({ name: 'KILOSA-ICT-01', siteId: 's1' })).id
})
afterEach(() => office.close())

const declare = (declaration: unknown) =>
  declareNetwork(office.parts, networkDeclaration.parse(declaration))

test('before anything is declared it says how to begin, in both languages', async () => {
  const visitor = await loggedIn(office)
  expect((await visitor.get('/network')).body).toContain('mlinzi network add')
  await visitor.post('/language', { language: 'en', to: '/network' })
  expect((await visitor.get('/network')).body).toContain('No device and no service is declared')
})

test('devices stand under their site, services and pollers below, with what is refused and why', async () => {
  const { checks } = await declare({
    pollers: { Kilosa: 'KILOSA-ICT-01' },
    devices: [{ name: 'Swichi <1>', address: '10.20.3.2', site: 'Kilosa' }],
    checks: [{ kind: 'http', name: 'Tovuti', url: 'https://u:siri@mlimani.go.tz/a?key=siri2' }],
  })
  poller = {
    ...poller,
    refused: new Map([[checks[0]?.id ?? '', 'no_internet']]),
    refusedCount: 1,
  }
  const { body } = await (await loggedIn(office)).get('/network')
  expect(body).toContain('<h2>Kilosa</h2>')
  expect(body).toContain('Swichi &lt;1>')
  expect(body).toContain('https://mlimani.go.tz/a')
  expect(body).not.toContain('siri')
  expect(body).toContain('hairuhusu anwani za intaneti')
  expect(body).toContain('2, na 1 zimekataliwa')
})

test('a head of department sees the department’s devices and no others, and no services', async () => {
  await office.parts.office.saveDepartment({ id: 'afya', name: 'Afya' })
  await declare({
    pollers: { Kilosa: 'KILOSA-ICT-01' },
    devices: [
      { name: 'Printa ya Afya', role: 'printer', address: '10.20.3.5', department: 'Afya' },
      { name: 'Ruta', address: '10.20.3.1' },
    ],
    checks: [{ kind: 'tcp', name: 'Hifadhidata', host: '10.20.3.9', port: 1433 }],
  })
  const { body } = await (await loggedIn(office, 'mkuu', 'head', 'afya')).get('/network')
  expect(body).toContain('Printa ya Afya')
  expect(body).not.toContain('Ruta')
  expect(body).not.toContain('Hifadhidata')
})
