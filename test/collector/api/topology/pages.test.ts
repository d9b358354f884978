/** The pages of ways, the drawing and discovery, as a browser without JavaScript has them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../../support/sample-office.ts'
import { loggedIn } from '../../../support/visitor.ts'

let office: SampleOffice
let visitor: Awaited<ReturnType<typeof loggedIn>>
const device = {
  role: 'network',
  siteId: 's1',
  departmentId: null,
  pollerHostId: null,
  snmp: null,
} as const

beforeEach(async () => {
  office = await sampleOffice()
  await office.parts.office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  visitor = await loggedIn(office, 'ofisa', 'officer')
})
afterEach(() => office.close())

const actions = async () =>
  (await office.parts.audit.list({ limit: 20 })).map(({ action }) => action)
const svgOf = (body: string): string => /<svg width[\s\S]*?<\/svg>/.exec(body)?.[0] ?? ''

/** A router, a switch behind it, and so many computers behind that. */
async function tree(
  count: number,
  presence: 'online' | 'unreachable' = 'online',
): Promise<string[]> {
  const { network, ways } = office.parts
  await network.addDevice('rt', { ...device, name: 'RUTA', address: '10.0.0.1' })
  await network.addDevice('sw', { ...device, name: 'SWICHI', address: '10.0.0.2' })
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const name = `FED-PC-${String(at).padStart(3, '0')}`
    ids.push((await office.addHost({ name, siteId: 's1', presence })).id)
  }
  await ways.change((parents) =>
    parents.declare(
      [
        { childId: 'sw', parentId: 'rt', port: 'ether2', how: 'declared', by: 'asha' },
        ...ids.map((childId, at) => {
          return { childId, parentId: 'sw', port: `${at + 1}`, how: 'bridge', by: 'asha' } as const
        }),
      ],
      office.clock.now(),
    ),
  )
  return ids
}

describe('the drawing', () => {
  test('an office without devices says so, in both languages', async () => {
    expect((await visitor.get('/network/map')).body).toContain(
      'Hakuna kompyuta wala kifaa hapa bado.',
    )
    await visitor.post('/language', { language: 'en', to: '/network/map' }, '/network/map')
    expect((await visitor.get('/network/map')).body).toContain(
      'No computer and no device is here yet.',
    )
  })

  test('few hosts are boxes with name, state in words and shape, port, and a link to each', async () => {
    const [first = ''] = await tree(3)
    const svg = svgOf((await visitor.get('/network/map?site=s1')).body)
    expect(svg.match(/<rect/g)).toHaveLength(6)
    expect(svg.match(/<path[^>]*d="M/g)).toHaveLength(5)
    for (const id of ['rt', 'sw', first]) expect(svg).toContain(`href="/hosts/${id}"`)
    expect(svg).toContain('FED-PC-000 (Kompyuta ya mezani): Inapatikana')
    expect(svg).toContain('Inapatikana · mlango 1</title>')
    expect(svg).toMatch(/text-anchor="end"[^>]*>ether2</)
    expect(svg).toContain('href="#online"')
    // Nothing that the page's policy would refuse, and nothing of a client's library.
    expect(svg).not.toMatch(/style=|<script|<foreignObject/)
  })

  test('very many computers behind a switch are one box, of which the missing stand out, and it opens', async () => {
    await tree(40)
    const hosts = await office.parts.hosts.all()
    const lost = hosts.find(({ name }) => name === 'FED-PC-017')
    await office.state.db
      .updateTable('host')
      .set({ presence: 'unreachable' })
      .where('id', '=', lost?.id ?? '')
      .execute()
    const svg = svgOf((await visitor.get('/network/map')).body)
    expect(svg.match(/<rect/g)).toHaveLength(5)
    expect(svg).toContain('FED-PC-017')
    expect(svg).toContain('na vingine 39')
    expect(svg).toContain('href="/network/map?site=s1&amp;open=sw"')
    const opened = svgOf((await visitor.get('/network/map?site=s1&open=sw')).body)
    expect(opened.match(/<rect/g)).toHaveLength(43)
  })

  test('who hangs on two is drawn once, with a broken line from the other', async () => {
    const [server = ''] = await tree(1)
    const { ways } = office.parts
    await ways.change((parents) =>
      parents.declare(
        [{ childId: server, parentId: 'rt', port: null, how: 'declared', by: 'a' }],
        1,
      ),
    )
    const svg = svgOf((await visitor.get('/network/map')).body)
    expect(svg.match(/FED-PC-000 \(/g)).toHaveLength(1)
    expect(svg.match(/stroke-dasharray="4 4"/g)).toHaveLength(1)
    expect(svg).toContain('pia kupitia')
  })

  test('a very long name and a strange one are cut in the box, whole in its title, and no markup', async () => {
    await office.parts.network.addDevice('long', {
      ...device,
      name: `<b>${'SWICHI-'.repeat(30)}`,
      address: '10.0.0.9',
    })
    const svg = svgOf((await visitor.get('/network/map')).body)
    expect(svg).toContain('&lt;b>SWICHI-SWICHI-SWICHI')
    expect(svg).not.toContain('<b>')
    expect(/<text[^>]*font-weight="600"[^>]*>([^<]*…)<\/text>/.exec(svg)?.[1]?.length).toBeLessThan(
      32,
    )
  })

  test('a head of department sees only the own computers, and no proposals', async () => {
    await tree(2)
    await office.parts.office.saveDepartment({ id: 'd1', name: 'Fedha' })
    const head = await loggedIn(office, 'mkuu', 'head', 'd1')
    const { body } = await head.get('/network/map')
    expect(body).not.toContain('FED-PC-000')
    expect((await head.get('/network/parents')).statusCode).toBe(403)
    expect((await head.get('/network/discovered')).statusCode).toBe(403)
  })
})

describe('what hangs on what', () => {
  const mac = '00:1a:a0:00:00:10'
  async function withProposal(): Promise<string> {
    await office.parts.network.addDevice('sw', { ...device, name: 'SWICHI', address: '10.0.0.2' })
    const { id } = await office.addHost({ name: 'FED-PC-01', siteId: 's1' })
    await office.state.db
      .insertInto('host_fact')
      .values({ host_id: id, kind: 'mac', value: mac })
      .execute()
    const ports = [{ port: '7', addresses: 1, macs: [mac] }]
    await office.parts.discovery.keepLinks({
      deviceId: 'sw',
      atMs: office.clock.now(),
      ports,
      macs: [],
    })
    return id
  }

  test('a proposal is shown with why, ticked and accepted, then listed; all is audited', async () => {
    const id = await withProposal()
    const { body } = await visitor.get('/network/parents')
    expect(body).toContain('SWICHI inaiona anwani yake')
    expect(body).toContain('Hakika')
    await visitor.post('/network/parents/decide', { do: 'accept', [`pair-${id}~sw`]: '1' })
    expect(office.parts.ways.links).toMatchObject([
      { childId: id, parentId: 'sw', how: 'bridge', by: 'ofisa' },
    ])
    const file = await visitor.get('/network/parents.csv')
    expect(file.body).toContain('FED-PC-01,SWICHI,7,')
    await visitor.post('/network/parents/remove', { child: id, parent: 'sw' })
    expect(office.parts.ways.links).toEqual([])
    await visitor.post('/network/parents/decide', { do: 'decline', [`pair-${id}~sw`]: '1' })
    expect((await visitor.get('/network/parents')).body).toContain('Hakuna pendekezo jipya')
    expect(await actions()).toEqual(
      expect.arrayContaining([
        'network.parents.accept',
        'network.parents.remove',
        'network.parents.decline',
      ]),
    )
  })

  test('all that is sure goes with one button; a list and a form say the rest, with faults told', async () => {
    const id = await withProposal()
    await visitor.post('/network/parents/decide', { do: 'sure' })
    expect(office.parts.ways.links).toHaveLength(1)
    const wrong = await visitor.post('/network/parents/declare', {
      child: 'FED-PC-1',
      parent: 'SWICHI',
    })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('FED-PC-01')
    const ring = await visitor.post('/network/parents/import', { list: 'SWICHI,FED-PC-01' })
    expect(ring.statusCode).toBe(422)
    expect(ring.body).toContain('SWICHI → FED-PC-01')
    const list = await visitor.post('/network/parents/import', {
      list: 'child,parent,port\nFED-PC-01,SWICHI,9',
    })
    expect(list.statusCode).toBe(303)
    expect(office.parts.ways.links).toMatchObject([{ childId: id, port: '9', how: 'declared' }])
  })
})

describe('what was discovered', () => {
  const ports = [
    {
      port: '3',
      addresses: 1,
      macs: [],
      neighbour: 'SWICHI-MPYA',
      neighbourId: '00:1b:21:00:00:01',
      neighbourKind: 'switch' as const,
    },
  ]
  beforeEach(async () => {
    await office.parts.network.addDevice('sw', { ...device, name: 'SWICHI', address: '10.0.0.2' })
  })

  test('nothing found and no subnet: the page says what to do', async () => {
    expect((await visitor.get('/network/discovered')).body).toContain(
      'Bado hakuna mtandao mdogo unaopitiwa',
    )
  })

  test('a neighbour that nobody knows is proposed, takes an address, and is a device then', async () => {
    await office.parts.discovery.keepLinks({
      deviceId: 'sw',
      atMs: office.clock.now(),
      ports,
      macs: [],
    })
    const { body } = await visitor.get('/network/discovered')
    expect(body).toContain('SWICHI-MPYA')
    expect(body).toContain('kimetajwa na jirani yake')
    const id = /name="found-(n[0-9a-f]+)"/.exec(body)?.[1] ?? ''
    const form = {
      do: 'accept',
      which: 'new',
      [`found-${id}`]: '1',
      [`name-${id}`]: 'SWICHI-MPYA',
      [`role-${id}`]: 'network',
    }
    const refused = await visitor.post('/network/discovered/decide', form)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('give its address')
    await visitor.post('/network/discovered/decide', { ...form, [`address-${id}`]: '10.0.0.3' })
    const { devices } = await office.parts.network.state()
    expect(devices.map(({ address }) => address)).toContain('10.0.0.3')
    expect((await visitor.get('/network/discovered')).body).not.toContain(`found-${id}`)
    expect(await actions()).toContain('discovery.accept')
  })

  test('it is put aside with a reason, and proposed again', async () => {
    await office.parts.discovery.keepLinks({
      deviceId: 'sw',
      atMs: office.clock.now(),
      ports,
      macs: [],
    })
    const id =
      /name="found-(n[0-9a-f]+)"/.exec((await visitor.get('/network/discovered')).body)?.[1] ?? ''
    await visitor.post('/network/discovered/decide', {
      do: 'decline',
      which: 'new',
      [`found-${id}`]: '1',
      reason: 'Ni ya jirani',
    })
    expect((await visitor.get('/network/discovered')).body).not.toContain(`found-${id}`)
    expect((await visitor.get('/network/discovered?which=declined')).body).toContain('Ni ya jirani')
    await visitor.post('/network/discovered/decide', {
      do: 'restore',
      which: 'declined',
      [`found-${id}`]: '1',
    })
    expect((await visitor.get('/network/discovered')).body).toContain(`found-${id}`)
    expect(await actions()).toEqual(
      expect.arrayContaining(['discovery.decline', 'discovery.restore']),
    )
  })

  test('a subnet is declared, asked for at once and removed; faults stand at their fields', async () => {
    const subnet = {
      cidr: '10.20.3.7/24',
      site: 's1',
      perSecond: '5',
      everyDays: '1',
      snmp: 'keep',
    }
    const wrong = await visitor.post('/network/subnets/save', {
      ...subnet,
      cidr: '10.0.0.0/8',
      perSecond: '900',
    })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('subnet-perSecond-error')
    const large = await visitor.post('/network/subnets/save', { ...subnet, cidr: '10.0.0.0/8' })
    expect(large.body).toContain('subnet-cidr-error')
    const secret = { ...subnet, snmp: '2c', community_password: 'siri-ya-ugunduzi' }
    await visitor.post('/network/subnets/save', secret)
    expect(await office.parts.discovery.subnets()).toMatchObject([
      { cidr: '10.20.3.0/24', secret: 'kept', wanted: false },
    ])
    await visitor.post('/network/subnets/run', { cidr: '10.20.3.0/24' })
    expect(await office.parts.discovery.subnets()).toMatchObject([{ wanted: true }])
    const { body } = await visitor.get('/network/subnets')
    expect(body).toContain('10.20.3.0/24')
    expect(body).not.toContain('siri-ya-ugunduzi')
    await visitor.post('/network/subnets/remove', { cidr: '10.20.3.0/24' })
    expect(await office.parts.discovery.subnets()).toEqual([])
    expect((await visitor.post('/network/subnets/run', { cidr: '1.2.3.0/24' })).statusCode).toBe(
      404,
    )
    expect(await actions()).toEqual(
      expect.arrayContaining(['discovery.subnet', 'discovery.run', 'discovery.remove']),
    )
    expect(JSON.stringify(await office.parts.audit.list({ limit: 50 }))).not.toContain(
      'siri-ya-ugunduzi',
    )
  })

  test('programs do the same by /api/v1', async () => {
    await office.parts.discovery.keepLinks({
      deviceId: 'sw',
      atMs: office.clock.now(),
      ports,
      macs: [],
    })
    const { secret } = await office.parts.apiTokens.create('programu', 'officer')
    const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) => {
      const headers = { authorization: `Bearer ${secret}` }
      return office.api.inject({
        method,
        url: `/api/v1/discovery${path}`,
        headers,
        ...(payload && { payload }),
      })
    }
    const [one] = (await call('GET', '/found')).json()
    expect(one).toMatchObject({
      name: 'SWICHI-MPYA',
      isNeighbour: true,
      place: { device: 'SWICHI', port: '3' },
    })
    expect(
      (await call('POST', '/decline', { ids: [one.id], reason: 'ya jirani' })).statusCode,
    ).toBe(204)
    expect((await call('GET', '/found?which=declined')).json()).toMatchObject([
      { reason: 'ya jirani', decidedBy: 'token:programu' },
    ])
    await call('POST', '/restore', { ids: [one.id] })
    const found = [{ id: one.id, address: '10.0.0.3', name: 'SW-3' }]
    expect((await call('POST', '/accept', { found })).json()).toMatchObject({
      devices: [{ name: 'SW-3' }],
    })
    expect(
      (await call('POST', '/subnets', { subnets: [{ cidr: '10.0.0.0/8', site: 's1' }] }))
        .statusCode,
    ).toBe(400)
    const saved = await call('POST', '/subnets', {
      subnets: [{ cidr: '10.20.3.0/24', site: 'Kilosa' }],
    })
    expect(saved.json()).toMatchObject([{ cidr: '10.20.3.0/24', siteName: 'Kilosa', state: null }])
    expect((await call('POST', '/run', { cidr: '10.20.3.9/24' })).statusCode).toBe(204)
    expect((await call('POST', '/run', { cidr: '10.20.3.9/99' })).statusCode).toBe(404)
    expect((await call('DELETE', '/subnets', { cidr: '10.20.3.0/24' })).statusCode).toBe(204)
    expect((await call('GET', '/subnets')).json()).toEqual([])
  })
})
