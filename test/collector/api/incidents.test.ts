/** Pages and API of incidents and of the register of power cuts. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
const fromMs = Date.parse('2026-11-12T10:12:00+03:00')
const toMs = Date.parse('2026-11-12T16:20:00+03:00')
const cut = { siteId: 'mlimani', fromMs, toMs, hostIds: ['pc-1', 'pc-2'] }

beforeEach(async () => {
  office = await sampleOffice({
    power: {
      cuts: async (from, to) => [cut].filter((one) => one.fromMs >= from && one.fromMs < to),
    },
  })
  await office.parts.office.saveSite({
    id: 'mlimani',
    name: 'Kituo cha Afya Mlimani',
    profile: 'wan',
    subnets: [],
  })
})
afterEach(() => office.close())

const down = {
  id: 'one',
  ruleId: 'site-silent',
  siteId: 'mlimani',
  severity: 'critical',
  openedAtMs: fromMs + 600_000,
  values: { count: 16, total: 16, since: fromMs / 1000, names: 'A, B' },
} as const

test('without incidents and cuts the pages say so', async () => {
  const visitor = await loggedIn(office)
  expect((await visitor.get('/incidents')).body).toContain('Hakukuwa na tukio lolote.')
  const empty = await visitor.get(`/power?at=${Date.parse('2026-08-01T00:00:00Z')}`)
  expect(empty.body).toContain('Robo ya 1 ya mwaka 2026/2027')
  expect(empty.body).toContain('Hakuna katizo la umeme')
  expect((await visitor.get('/incidents/none')).statusCode).toBe(404)
})

test('an incident is listed and told with its beginning, what is part of it and what to do', async () => {
  const router = await office.addHost({ name: 'RT-MLI-01', role: 'network', siteId: 'mlimani' })
  await office.openAlert(down)
  await office.openAlert({
    id: 'part',
    ruleId: 'network-silent',
    hostId: router.id,
    parentId: 'one',
    values: { since: fromMs / 1000 },
  })
  const visitor = await loggedIn(office)
  const list = (await visitor.get('/incidents')).body
  expect(list).toContain('Kituo cha Afya Mlimani')
  expect(list.match(/\/incidents\/[a-z]+/g)).toEqual(['/incidents/one'])
  const page = (await visitor.get('/incidents/one')).body
  expect(page).toContain('10:12 (saa 4:12 asubuhi)')
  expect(page).toContain('RT-MLI-01: kifaa cha mtandao hakipatikani')
  expect(page).toContain('Piga simu kituoni')
  // Its own part has a page in the same way, but stands on no list.
  expect((await visitor.get('/incidents/part')).statusCode).toBe(200)
})

test('another alert is no incident, and a head of department sees no whole site', async () => {
  await office.parts.office.saveDepartment({ id: 'afya', name: 'Afya' })
  await office.openAlert(down)
  await office.openAlert({ id: 'disk', ruleId: 'disk-full' })
  const visitor = await loggedIn(office)
  expect((await visitor.get('/incidents/disk')).statusCode).toBe(404)
  const head = await loggedIn(office, 'mkuu', 'head', 'afya')
  expect((await head.get('/incidents')).body).toContain('Hakukuwa na tukio lolote.')
  expect((await head.get('/incidents/one')).statusCode).toBe(404)
})

test('the register of the quarter names site, length and number; a bad address shows the present one', async () => {
  const visitor = await loggedIn(office)
  for (const path of ['/power', '/power?at=abc', '/power?at=-1', '/power?at=9e99']) {
    const { body } = await visitor.get(path)
    expect(body).toContain('Robo ya 2 ya mwaka 2026/2027')
    expect(body).toContain('Kituo cha Afya Mlimani')
    expect(body).toContain('saa 6')
    expect(body).toContain('la 1 katika robo')
  }
})

test('other programs are told the same', async () => {
  await office.openAlert(down)
  const { secret } = await office.parts.apiTokens.create('viewer', 'viewer')
  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${secret}` }
    return (await office.api.inject({ url: `/api/v1${path}`, headers })).json()
  }
  expect(await ask('/incidents')).toMatchObject([
    {
      id: 'one',
      kind: 'site',
      cause: 'unknown',
      siteId: 'mlimani',
      began: '2026-11-12T07:12:00.000Z',
      ended: null,
    },
  ])
  expect(await ask('/power-cuts?from=2026-11-01')).toEqual([
    {
      siteId: 'mlimani',
      from: '2026-11-12T07:12:00.000Z',
      to: '2026-11-12T13:20:00.000Z',
      seconds: 22_080,
      hostIds: ['pc-1', 'pc-2'],
    },
  ])
  expect(await ask('/power-cuts?to=2026-10-01')).toEqual([])
})
