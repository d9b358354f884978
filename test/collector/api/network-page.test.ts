/** The page of the network, as a browser without JavaScript gets it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { declareNetwork } from '../../../collector/api/network/declare.ts'
import type { PollerState } from '../../../collector/state/network-records.ts'
import { networkDeclaration } from '../../../config/network-schema.ts'
import { mailService } from '../../../contract/catalogue/families/mail-service.ts'
import { ntpServer } from '../../../contract/catalogue/families/ntp-server.ts'
import { webPage } from '../../../contract/catalogue/families/web-page.ts'
import { x509Cert } from '../../../contract/catalogue/families/x509-cert.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { tellFacts } from '../../support/sample-facts.ts'
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

test('a mail server shows its time and its certificate, a time server how far the clocks differ, a page what happened to it', async () => {
  await declare({
    pollers: { Kilosa: 'KILOSA-ICT-01' },
    checks: [
      { kind: 'banner', name: 'Barua', host: 'barua.go.tz', protocol: 'imap', security: 'tls' },
      { kind: 'ntp', name: 'Saa', host: '10.20.3.1' },
      { kind: 'ntp', name: 'Saa nyingine', host: '10.20.3.2' },
      { kind: 'web', name: 'Tovuti', url: 'https://mlimani.go.tz/', staleDays: 30 },
    ],
  })
  const about = { server: 'barua.go.tz', port: '993', protocol: 'imap', check: 'Barua' } as const
  const facts = [
    reading(mailService, about, { result: 'success', response_time: 0.25, fails: 0 }),
    reading(
      x509Cert,
      { source: 'barua.go.tz:993', check: 'Barua' },
      { result: 'success', days_left: 12.4, fails: 0 },
    ),
    reading(
      ntpServer,
      { server: '10.20.3.1', check: 'Saa' },
      { result: 'success', offset_ms: -1500, delay_ms: 4, fails: 0 },
    ),
    reading(
      ntpServer,
      { server: '10.20.3.2', check: 'Saa nyingine' },
      { result: 'unsynchronised', stratum: 16, fails: 0 },
    ),
    reading(
      webPage,
      { server: 'https://mlimani.go.tz/', check: 'Tovuti' },
      { result: 'success', change: 'large', days_unchanged: 0.1, age: 'fresh', fails: 0 },
    ),
  ]
  await tellFacts(
    office.parts.store,
    office.parts.clock,
    facts.map((one) => [pollerId, one]),
  )
  const { body } = await (await loggedIn(office)).get('/network')
  expect(body).toContain('barua.go.tz:993')
  expect(body).toContain('ms 250, cheti: siku 12')
  expect(body).toContain('inatofautiana kwa ms -1,500')
  expect(body).toContain('Haijulikani')
  expect(body).toContain('UMEBADILIKA SANA: uangalie, ni ule ule kwa siku 0')
})
