/** A morning of two lines and a service, in the real store and state, to the pages and the readings. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OwnSeries } from '../../../collector/own-series.ts'
import { WanDesk } from '../../../collector/wan/wan-desk.ts'
import type { NetworkState, StoredCheck } from '../../../collector/state/network-records.ts'
import type { WanDoor } from '../../../collector/state/wan-nouns.ts'
import { httpResponse } from '../../../contract/catalogue/families/http-response.ts'
import { interfaceFamily } from '../../../contract/catalogue/families/interface.ts'
import { ping } from '../../../contract/catalogue/families/ping.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'
import { rememberingLog } from '../../support/remembering-log.ts'

const minute = 60_000
let office: SampleOffice
let desk: WanDesk
let own: OwnSeries
let told: Map<string, Reading>
let network: NetworkState
const door: WanDoor = {
  sites: () => desk.sites(),
  services: () => desk.services(),
  month: (...asked) => desk.month(...asked),
}
const check = (
  id: string,
  name: string,
  more: Pick<StoredCheck, 'check' | 'pollers'>,
): StoredCheck => ({
  id,
  name,
  deviceId: null,
  secret: 'none',
  enabled: true,
  ...more,
})

beforeEach(async () => {
  office = await sampleOffice({ wanDesk: door })
  const { parts, clock } = office
  for (const [id, name] of [
    ['hq', 'Makao Makuu'],
    ['mli', 'Mlimani'],
  ] as const)
    await parts.office.saveSite({ id, name, profile: 'lan', subnets: [] })
  const hq = await office.addHost({ name: 'HQ-ICT', siteId: 'hq' })
  const mli = await office.addHost({ name: 'MLI-ICT', siteId: 'mli' })
  const router = await office.addHost({ name: 'RT-HQ', siteId: 'hq', role: 'network' })
  ids = { hq: hq.id, mli: mli.id, router: router.id }
  const base = { timeoutMs: 1000, everySeconds: 60 }
  const pollers = [hq.id, mli.id]
  network = {
    ...(await parts.network.state()),
    sites: new Map([
      ['hq', hq.id],
      ['mli', mli.id],
    ]),
    checks: [
      check('net', 'Intaneti', {
        pollers,
        check: { ...base, id: 'net', name: 'Intaneti', kind: 'ping', host: '196.46.0.1', count: 3 },
      }),
      check('muse', 'MUSE', {
        pollers,
        check: {
          ...base,
          id: 'muse',
          name: 'MUSE',
          kind: 'http',
          url: 'https://muse.go.tz/',
          method: 'GET',
          redirectsMax: 5,
        },
      }),
    ],
  }
  const hosts = await parts.hosts.all()
  const sites = await parts.office.sites()
  const calendar = await parts.office.calendar()
  const log = rememberingLog()
  own = new OwnSeries({ store: parts.store, clock, log, onCommit: () => undefined })
  told = new Map()
  desk = new WanDesk({
    wan: parts.wan,
    store: parts.store,
    hosts: () => hosts.map((host) => ({ ...host, createdAtMs: clock.now() - 10 * 86_400_000 })),
    sites: () => sites,
    calendar: () => calendar,
    network: () => network,
    homeSite: () => 'hq',
    incidents: async () => [],
    powerCuts: async () => [],
    clock,
    log,
    add: (hostId, one) => told.set(`${hostId} ${one.measurement.name}`, one),
  })
})
let ids: { hq: string; mli: string; router: string }
afterEach(() => office.close())

/** One minute of both pollers: whether the address answers there, and whether the service does. */
async function minutes(
  count: number,
  sees: { readonly hq: readonly [boolean, boolean]; readonly mli: readonly [boolean, boolean] },
) {
  for (let at = 0; at < count; at++) {
    const nowMs = office.clock.now()
    for (const site of ['hq', 'mli'] as const) {
      const [line, service] = sees[site]
      own.add(
        ids[site],
        reading(
          ping,
          { url: '196.46.0.1', check: 'Intaneti' },
          {
            percent_packet_loss: line ? 0 : 100,
            average_response_ms: line ? 24 : null,
            result: 'success',
            fails: line ? 0 : at + 1,
          },
        ),
        nowMs,
      )
      own.add(
        ids[site],
        reading(
          httpResponse,
          { server: 'https://muse.go.tz/', method: 'GET', check: 'MUSE' },
          { result: service ? 'success' : 'timeout', fails: service ? 0 : at + 1 },
        ),
        nowMs,
      )
    }
    await own.flush()
    await desk.turn()
    await office.clock.advance(minute)
  }
}
const fields = (key: string) => told.get(key)?.fields
const good = [true, true] as const

describe('the lines of two sites', () => {
  it('a dead line is told once with its beginning, and stands in the month as the provider’s', async () => {
    await minutes(4, { hq: good, mli: good })
    expect(fields(`${ids.hq} wan`)).toMatchObject({ state: 'up', latency_ms: 24 })
    const beganMs = office.clock.now()
    await minutes(5, { hq: [false, false], mli: good })
    expect(fields(`${ids.hq} wan`)).toMatchObject({
      state: 'down',
      down_since: Math.floor(beganMs / 1000),
    })
    expect(fields(`${ids.mli} wan`)).toMatchObject({ state: 'up' })
    // HQ's line is down: that it does not reach the service says nothing of the service.
    expect(fields(`${ids.hq} service_reach`)).toMatchObject({ verdict: 'good', failing: 0 })
    const ping = { ruleId: 'ping-target-down', hostId: ids.hq, siteId: 'hq', object: 'Intaneti' }
    const alert = { ...ping, openedAtMs: beganMs } as Parameters<typeof desk.explains>[0]
    expect(desk.explains(alert)).toBe('line')
    await minutes(3, { hq: good, mli: good })
    const site = (await desk.sites()).find(({ siteId }) => siteId === 'hq')
    expect(site?.quality.state).toBe('up')
    expect(site?.outages).toMatchObject([
      { fromMs: beganMs, toMs: beganMs + 5 * minute, cause: 'provider' },
    ])
    const visitor = await loggedIn(office)
    const page = (await visitor.get('/wan')).body
    expect(page).toContain('Makao Makuu')
    expect(page).toContain('Kiungo (mtoa huduma)')
    const sheet = (await visitor.get('/wan/sites/hq/sheet')).body
    expect(sheet).toContain('>5.0<')
    const csv = await visitor.get('/wan/sites/hq/sheet/csv')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.body).toContain('Kiungo (mtoa huduma)')
    expect((await visitor.get('/wan/sites/none/sheet')).statusCode).toBe(404)
  })

  it('a system that fails everywhere is theirs, and that fails at one site ours', async () => {
    await minutes(3, { hq: good, mli: good })
    await minutes(6, { hq: [true, false], mli: [true, false] })
    expect(fields(`${ids.hq} service_reach`)).toMatchObject({
      verdict: 'theirs',
      asked: 2,
      failing_sites: 'Makao Makuu, Mlimani',
    })
    await minutes(6, { hq: good, mli: [true, false] })
    expect(fields(`${ids.hq} service_reach`)).toMatchObject({
      verdict: 'ours',
      failing_sites: 'Mlimani',
      good_sites: 'Makao Makuu',
    })
  })
})

describe('settings of a line', () => {
  it('are written with their units, refused with a reason, kept and audited', async () => {
    const visitor = await loggedIn(office)
    await office.parts.network.addDevice('rt-1', {
      name: 'Ruta ya HQ',
      role: 'network',
      siteId: 'hq',
      departmentId: null,
      address: '10.1.1.1',
      pollerHostId: null,
      snmp: null,
    })
    const typed = {
      provider: 'TTCL',
      contract: '44/2026',
      phone: '0800',
      promise: '99.5',
      renewDay: '5',
    }
    const more = { ...typed, bundle: 'GB 30', router: 'rt-1', port: 'ether1' }
    const wrong = await visitor.post(
      '/wan/sites/hq',
      { ...more, bundle: 'nyingi' },
      '/wan/sites/hq',
    )
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Andika ukubwa kama GB 30')
    const saved = await visitor.post('/wan/sites/hq', more, '/wan/sites/hq')
    expect(saved.statusCode).toBe(303)
    expect((await office.parts.wan.lines()).get('hq')).toMatchObject({
      provider: 'TTCL',
      promisePercent: 99.5,
      bundleBytes: 30 * 1024 ** 3,
      renewDay: 5,
      router: { hostId: 'rt-1', port: 'ether1' },
    })
    const { secret } = await office.parts.apiTokens.create('probe', 'officer')
    const headers = { authorization: `Bearer ${secret}` }
    const api = await office.api.inject({ method: 'GET', url: '/api/v1/wan', headers })
    expect(api.json().sites).toMatchObject([
      { id: 'hq', provider: 'TTCL', bundle: 'unknown' },
      { id: 'mli' },
    ])
    const refused = await office.api.inject({
      method: 'PUT',
      url: '/api/v1/wan/sites/hq',
      headers,
      payload: { promise: '120' },
    })
    expect(refused.statusCode).toBe(400)
    expect(refused.body).toContain('promise')
  })

  it('the port of a router counts the data of the bundle', async () => {
    await office.parts.wan.setLine('hq', {
      provider: '',
      contract: '',
      phone: '',
      promisePercent: null,
      checks: [],
      bundleBytes: 1000,
      renewDay: 1,
      router: { hostId: ids.router, port: 'ether1' },
    })
    for (const octets of [100, 400, 900]) {
      const count = { ifHCInOctets: octets, ifHCOutOctets: octets / 2 }
      own.add(ids.router, reading(interfaceFamily, { ifName: 'ether1' }, count), office.clock.now())
      await office.clock.advance(5 * minute)
    }
    await own.flush()
    const site = (await desk.sites()).find(({ siteId }) => siteId === 'hq')
    expect(site?.data).toMatchObject({ usedBytes: 1200, source: 'router', bundle: 'used_up' })
  })
})
