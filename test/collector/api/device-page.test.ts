/** The page of a device without an agent, as a browser without JavaScript gets it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { declareNetwork } from '../../../collector/api/network/declare.ts'
import { networkDeclaration } from '../../../config/network-schema.ts'
import { deviceLink } from '../../../contract/catalogue/families/device-link.ts'
import { interfaceFamily } from '../../../contract/catalogue/families/interface.ts'
import { printer } from '../../../contract/catalogue/families/printer.ts'
import { printerSupply } from '../../../contract/catalogue/families/printer-supply.ts'
import { snmpDevice } from '../../../contract/catalogue/families/snmp-device.ts'
import { ups } from '../../../contract/catalogue/families/ups.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { tellFacts } from '../../support/sample-facts.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

const snmp = { version: '2c', community: 'siri-yangu', everySeconds: 60 }
async function device(words: object): Promise<string> {
  const { devices } = await declareNetwork(
    office.parts,
    networkDeclaration.parse({ devices: [{ name: 'Kifaa', address: '10.20.3.2', ...words }] }),
  )
  return devices[0]?.id ?? ''
}
async function pageOf(id: string, user = 'afisa'): Promise<string> {
  const visitor = await loggedIn(office, user)
  await visitor.post('/language', { language: 'en', to: '/' })
  return (await visitor.get(`/hosts/${id}`)).body
}

test('a switch of 48 ports has each in one row, in its own order, with what is behind it', async () => {
  const id = await device({ name: 'Swichi', snmp })
  const ports = Array.from({ length: 48 }, (_, at) =>
    reading(
      interfaceFamily,
      { ifName: `Gi1/0/${at + 1}`, ifDescr: `GigabitEthernet1/0/${at + 1}` },
      {
        ifIndex: at + 1,
        ifType: 6,
        ifAlias: at === 47 ? 'Ruta <WAN>' : '',
        admin: at === 5 ? 'down' : 'up',
        oper: at < 5 || at === 47 ? 'up' : 'down',
        ifSpeed: 1_000_000_000,
        in_bits: at * 1_000_000,
        out_bits: 250_000,
        used_percent: 0.2,
        ifInErrors: at === 3 ? 1234 : 0,
        error_percent: at === 3 ? 0.4 : 0,
        poe: at === 1 ? 'delivering' : 'searching',
        uplink: at === 47,
      },
    ),
  )
  const loopback = reading(
    interfaceFamily,
    { ifName: 'lo' },
    { ifIndex: 99, ifType: 24, oper: 'up' },
  )
  const neighbour = { protocol: 'lldp', neighbour: 'RUTA-KILOSA' } as const
  await tellFacts(office.parts.store, office.clock, [
    ...ports.toReversed().map((one) => [id, one] as const),
    [id, loopback] as const,
    [id, reading(deviceLink, { port: 'Gi1/0/48' }, neighbour)] as const,
    [id, reading(snmpDevice, {}, { state: 'ok', reason: 'none', kind: 'switch', uptime: 90_000 })],
  ])
  const body = await pageOf(id)
  const section = body.slice(body.indexOf('id="ports"'), body.indexOf('id="graphs"'))
  const names = [...section.matchAll(/<th scope="row">([^<]+)/g)].map(([, name]) => name)
  expect(names).toEqual([...Array.from({ length: 48 }, (_, at) => `Gi1/0/${at + 1}`), 'lo'])
  expect(section).toContain('6 of 48 are up.')
  expect(section).toContain('Ruta &lt;WAN>')
  expect(section).toContain('RUTA-KILOSA')
  expect(section).toContain('1 Gbit/s')
  expect(section).toContain('↓ 3 Mbit/s ↑ 250 kbit/s')
  expect(section).toContain('1,234 (0.4 %)')
  expect(section).toContain('Closed by its settings')
  expect(section).toContain('gives power')
  expect(body).not.toContain('siri-yangu')
  expect(body).toContain('data-graph="network"')
})

test('a printer has its toner and pages, a UPS its charge, time and the age of its battery', async () => {
  const printerId = await device({ name: 'Printa', role: 'printer', snmp })
  const upsId = await device({ name: 'UPS', role: 'ups', address: '10.20.3.3', snmp })
  const toner = { supply: 'Black Toner', number: '1', type: 'toner', colour: 'black' } as const
  await tellFacts(office.parts.store, office.clock, [
    [
      printerId,
      reading(printer, {}, { condition: 'warning', problem: 'low_toner', pages: 81_234 }),
    ],
    [printerId, reading(printerSupply, toner, { left_percent: 7, state: 'low' })],
    [
      upsId,
      reading(
        ups,
        {},
        {
          source: 'battery',
          battery_charge_percent: 64,
          time_left: 1080,
          load_percent: 38,
          battery_date: '03/2023',
        },
      ),
    ],
  ])
  const page = await pageOf(printerId)
  for (const text of ['id="printing"', 'little toner', '81,234', '>Black Toner<', '7 %'])
    expect(page).toContain(text)
  expect(page).toContain('data-graph="supplies"')
  const battery = await pageOf(upsId, 'naibu')
  for (const text of ['id="power"', 'Power comes from', '64 %', '18 min', '38 %', '03/2023'])
    expect(battery).toContain(text)
  expect(battery).toContain('data-graph="runtime"')
})

test('a device that has told nothing says what is missing, and one that is silent says so', async () => {
  const pinged = await device({})
  const page = await pageOf(pinged)
  expect(page).toContain('It is only pinged')
  expect(page).toContain('Nobody looks at it')
  const read = await device({ name: 'Swichi', address: '10.20.3.4', snmp })
  await office.parts.hosts.setPresence(read, 'unreachable', office.clock.now())
  const silent = await pageOf(read, 'naibu')
  expect(silent).toContain('It has not told its ports yet')
  expect(silent).toContain('It does not answer')
})

test('a computer has no ports and nothing of devices', async () => {
  const { id } = await office.addHost({ name: 'PC-1' })
  const body = await pageOf(id)
  expect(body).not.toContain('id="ports"')
  expect(body).not.toContain('It is only pinged')
})
