/** Devices and checks by the console's forms, as a browser without JavaScript posts them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
let visitor: Awaited<ReturnType<typeof loggedIn>>
let poller: string
beforeEach(async () => {
  office = await sampleOffice()
  await office.parts.office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  poller = (await office.addHost({ name: 'KILOSA-ICT-01', siteId: 's1' })).id
  visitor = await loggedIn(office, 'ofisa', 'officer')
})
afterEach(() => office.close())

const device = {
  name: 'Swichi',
  address: '10.20.3.2',
  role: 'network',
  site: 's1',
  poller: '',
  ping: '1',
}
const state = () => office.parts.network.state()

test('a device is added, changed and removed; its community goes in and never out, and all is audited', async () => {
  expect((await visitor.get('/network')).body).toContain('/network/devices/new')
  const form = { ...device, snmp: '2c', community_password: 'siri-ya-jamii' }
  await visitor.post('/network/devices/new', form)
  const [added] = (await state()).devices
  const id = added?.hostId ?? ''
  expect(added).toMatchObject({ address: '10.20.3.2', secret: 'kept', snmp: { version: '2c' } })
  const { body } = await visitor.get(`/network/devices/${id}`)
  expect(body).toContain('value="10.20.3.2"')
  expect(body).not.toContain('siri-ya-jamii')
  const change = {
    ...form,
    name: 'Swichi Kuu',
    address: '10.20.3.9',
    community_password: '',
    poller,
  }
  await visitor.post(`/network/devices/${id}`, change)
  expect((await state()).devices).toMatchObject([
    { hostId: id, address: '10.20.3.9', pollerHostId: poller },
  ])
  expect((await office.parts.network.opened()).snmp.get(id)).toMatchObject({
    community: 'siri-ya-jamii',
  })
  expect((await office.parts.hosts.get(id))?.name).toBe('Swichi Kuu')
  await visitor.post(`/network/devices/${id}`, { ...change, snmp: '', ping: '' })
  expect((await state()).devices).toMatchObject([{ snmp: null, secret: 'none' }])
  expect((await state()).checks).toEqual([])
  await visitor.post(`/network/devices/${id}/remove`, {})
  expect((await state()).devices).toEqual([])
  const log = JSON.stringify(await office.parts.audit.list({ limit: 50 }))
  expect(log).toContain('network.device.save')
  expect(log).toContain('network.device.remove')
  expect(log).not.toContain('siri-ya-jamii')
})

test('faults stand at their fields, with what was typed but for the secrets', async () => {
  const wrong = { ...device, name: 'KILOSA-ICT-01', snmp: '3', authKey_password: 'siri-fupi-8' }
  const answers = [
    await visitor.post('/network/devices/new', { ...device, address: 'a b', everySeconds: '3' }),
    await visitor.post('/network/devices/new', wrong),
    await visitor.post('/network/devices/new', { ...device, snmp: '3' }),
    await visitor.post('/network/devices/new', { ...device, snmp: '2c' }),
    await visitor.post('/network/checks/new-tcp', { name: 'A', host: '', port: 'x' }),
    await visitor.post('/network/checks/new-ping', { name: 'A', host: '10.0.0.1' }),
  ]
  const faults = [
    ['network-address-error', 'network-everySeconds-error'],
    ['network-name-error'],
    ['network-snmp.user-error'],
    ['network-community_password-error'],
    ['network-host-error', 'network-port-error'],
    ['network-pollers-error'],
  ]
  answers.forEach(({ statusCode, body }, at) => {
    expect(statusCode).toBe(422)
    for (const fault of faults[at] ?? []) expect(body).toContain(`id="${fault}"`)
    expect(body).not.toContain('siri-fupi-8')
  })
  expect(answers[0]?.body).toContain('value="a b"')
  expect((await state()).devices).toEqual([])
})

test('checks of each kind are shown, and one is added, renamed and removed', async () => {
  for (const kind of ['ping', 'tcp', 'http', 'tls', 'dns', 'banner', 'ntp', 'web', 'mail'])
    expect((await visitor.get(`/network/checks/new-${kind}`)).statusCode).toBe(200)
  const side = (name: string, security: string) => ({
    [`${name}.host`]: 'barua.go.tz',
    [`${name}.security`]: security,
    [`${name}.user`]: 'ict',
    [`${name}_password`]: 'Siri ya barua',
  })
  const mail = {
    name: 'Barua',
    from: 'ict@barua.go.tz',
    to: 'ict@barua.go.tz',
    'fetch.protocol': 'imap',
    pollers: poller,
    ...side('send', 'starttls'),
    ...side('fetch', 'tls'),
  }
  await visitor.post('/network/checks/new-mail', mail)
  const [check] = (await state()).checks
  expect(check).toMatchObject({
    name: 'Barua',
    pollers: [poller],
    secret: 'kept',
    check: { send: { port: 587 } },
  })
  const blank = { ...mail, send_password: '', fetch_password: '', everySeconds: '1800' }
  await visitor.post(`/network/checks/${check?.id}`, blank)
  const opened = (await office.parts.network.opened()).checks.get(check?.id ?? '')
  expect(opened).toMatchObject({ everySeconds: 1800, send: { password: 'Siri ya barua' } })
  const renamed = await visitor.post(`/network/checks/${check?.id}`, { ...blank, name: 'Barua 2' })
  expect(renamed.statusCode).toBe(422)
  await visitor.post(`/network/checks/${check?.id}`, { ...mail, name: 'Barua 2' })
  expect((await state()).checks.map(({ name }) => name)).toEqual(['Barua 2'])
  await visitor.post(`/network/checks/${(await state()).checks[0]?.id}/remove`, {})
  expect((await state()).checks).toEqual([])
  expect((await visitor.get('/network/checks/hakuna')).statusCode).toBe(404)
})

test('a viewer and a head of department see no form and change nothing', async () => {
  await office.parts.office.saveDepartment({ id: 'afya', name: 'Afya' })
  for (const other of [
    await loggedIn(office, 'mtazamaji', 'viewer'),
    await loggedIn(office, 'mkuu', 'head', 'afya'),
  ]) {
    expect((await other.get('/network')).body).not.toContain('/network/devices/new')
    expect((await other.get('/network/devices/new')).statusCode).toBe(403)
    expect((await other.post('/network/devices/new', device)).statusCode).toBe(403)
  }
  expect((await state()).devices).toEqual([])
})
