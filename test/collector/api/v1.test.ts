import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillCouncil } from '../../support/sample-council.ts'
import { officeNow, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
let server: string
const tokens: Record<string, string> = {}
beforeAll(async () => {
  office = await sampleOffice({
    metrics: async () => [
      { name: 'rows_total', help: 'Rows', type: 'counter', values: [{ value: 7 }] },
    ],
  })
  server = await fillCouncil(office, 12)
  for (const role of ['viewer', 'officer', 'admin'] as const)
    tokens[role] = (await office.parts.apiTokens.create(role, role)).secret
})
afterAll(() => office.close())

function call(url: string, role = 'viewer', more: object = {}) {
  const headers = { authorization: `Bearer ${tokens[role] ?? role}` }
  return office.api.inject({ method: 'GET', url: `/api/v1${url}`, headers, ...more })
}

describe('/api/v1', () => {
  test('lists hosts with what other programs need', async () => {
    const answer = await call('/hosts')
    expect(answer.headers['x-total-count']).toBe('12')
    const hosts = answer.json()
    expect(hosts).toHaveLength(12)
    expect(hosts.find((host: { id: string }) => host.id === server)).toMatchObject({
      id: server,
      name: 'HWM-SRV-01',
      presence: 'online',
      lastSeen: new Date(officeNow - 20_000).toISOString(),
      site: 'Makao Makuu',
      department: null,
      role: 'server',
      openAlerts: 1,
    })
    expect((await call('/hosts?role=server&site=Makao%20Makuu')).json()).toHaveLength(1)
    expect((await call('/hosts?limit=5&offset=10')).json()).toHaveLength(2)
  })

  test('gives one host by id or name, with inventory and series', async () => {
    for (const key of [server, 'HWM-SRV-01']) {
      const host = (await call(`/hosts/${key}`)).json()
      expect(host.inventory.computer.model).toBe('ProLiant ML30 Gen10')
      expect(host.series).toContainEqual(
        expect.objectContaining({
          measurement: 'disk',
          tags: expect.objectContaining({ path: '/srv' }),
        }),
      )
    }
  })

  test('gives windows of a field with coverage, and each stored value without a step', async () => {
    const query = `host=HWM-SRV-01&measurement=disk&field=used_percent`
    const to = new Date(officeNow).toISOString()
    const from = new Date(officeNow - 3_600_000).toISOString()
    const windows = (await call(`/series?${query}&from=${from}&to=${to}&step=5m&agg=max`)).json()
    expect(windows).toHaveLength(2)
    const root = windows.find((one: { tags: { path: string } }) => one.tags.path === '/')
    expect(root.points.length).toBeGreaterThanOrEqual(12)
    expect(root.points[3]).toMatchObject({ value: 41.2, coverage: expect.any(Number) })
    const plain = (await call(`/series?${query}&from=${officeNow - 600_000}`)).json()
    expect(plain[0].points.length).toBeGreaterThanOrEqual(9)
  })

  test.each([
    ['/series?host=HWM-SRV-01', 'bad_request'],
    ['/series?host=HWM-SRV-01&measurement=cpu&field=x&from=yesterday', 'bad_request'],
    ['/series?host=HWM-SRV-01&measurement=cpu&field=x&step=0', 'bad_request'],
    ['/series?host=HWM-SRV-01&measurement=cpu&field=x&step=5m&agg=median', 'bad_request'],
    ['/series?host=HWM-SRV-01&measurement=cpu&field=x&from=0&step=1s', 'too_many_points'],
    ['/series?host=HWM-SRV-01&measurement=cpu&field=x&from=0', 'too_many_points'],
    ['/series?host=none&measurement=cpu&field=x', 'not_found'],
    ['/hosts/none', 'not_found'],
    ['/hosts?limit=100000', 'bad_request'],
    ['/nothing', 'not_found'],
  ])('refuses %s and says what to do', async (url, code) => {
    const answer = await call(url)
    expect(answer.json()).toEqual({
      code,
      message: expect.any(String),
      action: expect.any(String),
    })
    expect(answer.statusCode).toBe(code === 'not_found' ? 404 : 400)
  })

  test('asks for a token, and for the right one', async () => {
    expect((await office.api.inject('/api/v1/hosts')).statusCode).toBe(401)
    expect((await call('/hosts', 'guess')).json().code).toBe('not_signed_in')
    expect((await call('/tokens')).json().code).toBe('forbidden')
    const { id, secret } = await office.parts.apiTokens.create('gone', 'admin')
    await office.parts.apiTokens.revoke(id)
    expect((await call('/hosts', secret)).statusCode).toBe(401)
  })

  test('a browser’s session reads but does not change', async () => {
    const visitor = await loggedIn(office)
    expect((await visitor.get('/api/v1/hosts')).statusCode).toBe(200)
    const { statusCode } = await office.api.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      payload: {},
      cookies: visitor.cookies,
    })
    expect(statusCode).toBe(401)
  })

  test('lists alerts with their titles and lets an officer acknowledge', async () => {
    const open = (await call('/alerts')).json()
    expect(open).toHaveLength(3)
    expect(open[0]).toMatchObject({ rule: expect.any(String), clearedAt: null })
    expect((await call('/alerts?state=all')).json()).toHaveLength(4)
    expect((await call('/alerts?host=HWM-SRV-01')).json()).toHaveLength(1)
    const post = { method: 'POST' }
    const url = '/alerts/disk-srv/acknowledge'
    expect((await call(url, 'viewer', post)).statusCode).toBe(403)
    expect((await call(url, 'officer', post)).json().acknowledgedBy).toBe('token:officer')
  })

  test('makes and revokes enrolment tokens', async () => {
    const made = await call('/tokens', 'officer', { method: 'POST', payload: { uses: 3 } })
    expect(made.statusCode).toBe(201)
    const { id, secret, commands } = made.json()
    expect(commands[0].command).toContain(secret)
    const listed = (await call('/tokens', 'officer')).json()
    const token = listed.find((one: { id: string }) => one.id === id)
    expect(token).toMatchObject({ usesLeft: 3, revoked: false })
    expect(JSON.stringify(listed)).not.toContain(secret)
    const bad = { method: 'POST', payload: { siteId: 'nowhere' } }
    expect((await call('/tokens', 'officer', bad)).statusCode).toBe(400)
    expect((await call(`/tokens/${id}`, 'officer', { method: 'DELETE' })).statusCode).toBe(204)
  })

  test('describes itself as OpenAPI', async () => {
    const { paths, components } = (await office.api.inject('/api/v1/openapi.json')).json()
    expect(Object.keys(paths).toSorted()).toEqual([
      '/api/v1/alerts',
      '/api/v1/alerts/{id}/acknowledge',
      '/api/v1/alerts/{id}/not-useful',
      '/api/v1/backup-jobs',
      '/api/v1/backup-jobs/{id}',
      '/api/v1/backup-jobs/{id}/restore-tests',
      '/api/v1/backup-jobs/{id}/url',
      '/api/v1/backup-jobs/{id}/waive',
      '/api/v1/discovery/accept',
      '/api/v1/discovery/decline',
      '/api/v1/discovery/found',
      '/api/v1/discovery/restore',
      '/api/v1/discovery/run',
      '/api/v1/discovery/subnets',
      '/api/v1/expected-schedules',
      '/api/v1/false-alarms',
      '/api/v1/hosts',
      '/api/v1/hosts/{id}',
      '/api/v1/incidents',
      '/api/v1/maintenance-windows',
      '/api/v1/maintenance-windows/{id}',
      '/api/v1/maintenance-windows/{id}/end',
      '/api/v1/network',
      '/api/v1/network/checks/{id}',
      '/api/v1/network/devices/{id}',
      '/api/v1/network/parents',
      '/api/v1/network/parents/accept',
      '/api/v1/network/parents/decline',
      '/api/v1/network/parents/proposals',
      '/api/v1/network/parents/{child}/{parent}',
      '/api/v1/power-cuts',
      '/api/v1/rules',
      '/api/v1/rules/exceptions',
      '/api/v1/rules/exceptions/test',
      '/api/v1/rules/exceptions/{id}',
      '/api/v1/rules/test',
      '/api/v1/series',
      '/api/v1/tokens',
      '/api/v1/tokens/{id}',
      '/api/v1/wan',
      '/api/v1/wan/sites/{id}',
      '/api/v1/wan/sites/{id}/month',
    ])
    expect(
      paths['/api/v1/hosts'].get.responses['4XX'] ?? paths['/api/v1/hosts'].get.responses['4xx'],
    ).toBeDefined()
    expect(components.securitySchemes.token.scheme).toBe('bearer')
  })
})

test('/healthz is well only while store and state answer', async () => {
  expect((await office.api.inject('/healthz')).json()).toEqual({
    status: 'ok',
    store: true,
    state: true,
  })
  const broken = await sampleOffice({
    store: { ...office.parts.store, stats: () => Promise.reject(new Error('the disk is gone')) },
  })
  const answer = await broken.api.inject('/healthz')
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({ store: false, state: true })
  await broken.close()
})

test('/metrics is Prometheus text for this machine and for tokens, for nobody else', async () => {
  const { body } = await office.api.inject('/metrics')
  expect(body).toContain('# TYPE mlinzi_rows_total counter\nmlinzi_rows_total 7\n')
  expect(body).toMatch(/mlinzi_hosts\{presence="online"\} \d+/)
  const far = { url: '/metrics', remoteAddress: '10.20.1.9' }
  expect((await office.api.inject(far)).statusCode).toBe(401)
  const headers = { authorization: `Bearer ${tokens['viewer']}` }
  expect((await office.api.inject({ ...far, headers })).statusCode).toBe(200)
})
