import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillCouncil } from '../../support/sample-council.ts'
import { officeNow, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

function rowsOf(html: string): string[] {
  return [...html.matchAll(/<tr data-host="([^"]+)"/g)].map(([, id]) => id ?? '')
}

test('an empty fleet explains how to enrol and hands out a command on the spot', async () => {
  const visitor = await loggedIn(office)
  const empty = await visitor.get('/')
  expect(empty.body).toContain('Bado hakuna kompyuta inayotuma taarifa')
  expect(empty.body).toContain('sudo mlinzi agent enrol TOKEN')
  const made = await visitor.post('/enrolment/tokens', {
    days: '1',
    uses: '50',
    role: 'desktop',
    autoApprove: '1',
  })
  const [token] = await office.parts.enrolment.tokens()
  expect(token).toMatchObject({ usesLeft: 50, autoApprove: true, role: 'desktop' })
  expect(made.body).toMatch(/sudo mlinzi agent enrol [\w-]{20,}/)
  expect((await visitor.get('/enrolment')).body).not.toMatch(/agent enrol [\w-]{20,}/)
})

test('the list puts what is wrong first and filters by words, place, kind and state', async () => {
  const server = await fillCouncil(office)
  const visitor = await loggedIn(office)
  const all = await visitor.get('/')
  expect(rowsOf(all.body)).toHaveLength(40)
  expect(rowsOf(all.body)[0]).toBe(server)
  expect(all.body).toContain('Diski /srv inakaribia kujaa')
  const count = async (query: string) => rowsOf((await visitor.get(`/?${query}`)).body).length
  expect(await count('q=elm+003')).toBe(1)
  expect(await count('q=nobody')).toBe(0)
  expect(await count('role=server')).toBe(1)
  expect(await count('state=trouble')).toBe(3)
  expect(await count('site=site-2')).toBe(3)
  expect(await count('site=unknown')).toBe(0)
  expect(await count('page=nonsense')).toBe(40)
})

test('what machines call themselves is shown as text, never as markup', async () => {
  const host = await office.addHost({ name: '<img src=x onerror=alert(1)>' })
  await office.parts.hosts.setInventory(host.id, '0'.repeat(32), {
    os: { name: '</script><i>x', deep: { deeper: { deepest: { hidden: 1 } } } },
  })
  const visitor = await loggedIn(office)
  for (const url of ['/', `/hosts/${host.id}`, '/enrolment', '/?q="><script>alert(1)</script>']) {
    const { body } = await visitor.get(url)
    expect(/<img|<script>alert|<i>x/.exec(body)).toBeNull()
  }
})

test('a head of department sees only the department’s hosts and alerts, by whatever address', async () => {
  const server = await fillCouncil(office, 12)
  const visitor = await loggedIn(office, 'mkuu', 'head', 'department-0')
  const list = await visitor.get('/')
  expect(rowsOf(list.body)).toHaveLength(2)
  expect(list.body).not.toContain('HWM-SRV-01')
  expect((await visitor.get(`/hosts/${server}`)).statusCode).toBe(404)
  expect((await visitor.get(`/hosts/${server}/graphs`)).statusCode).toBe(404)
  expect((await visitor.get(`/live?hosts=${server}`)).json()).toEqual({})
  const alerts = await visitor.get('/alerts')
  expect(alerts.body).not.toContain('a-disk-srv')
  const api = await visitor.get('/api/v1/hosts')
  expect(api.json()).toHaveLength(2)
  expect((await visitor.get(`/api/v1/hosts/${server}`)).statusCode).toBe(404)
  expect((await visitor.get(`/api/v1/alerts?host=${server}`)).statusCode).toBe(404)
})

test('each role may do its part and no more', async () => {
  await fillCouncil(office, 5)
  const viewer = await loggedIn(office, 'viewer', 'viewer')
  const officer = await loggedIn(office, 'officer', 'officer')
  expect((await viewer.post('/alerts/disk-srv/acknowledge', {}, '/alerts')).statusCode).toBe(403)
  expect((await viewer.get('/settings')).statusCode).toBe(403)
  expect((await viewer.get('/enrolment')).statusCode).toBe(403)
  expect((await officer.get('/settings/mail')).statusCode).toBe(200)
  for (const url of ['/users', '/audit']) expect((await officer.get(url)).statusCode).toBe(403)
  const grab = await officer.post('/users', { name: 'second', role: 'admin', department: '' })
  expect(grab.statusCode).toBe(403)
  expect((await office.parts.alerts.get('disk-srv'))?.acknowledgedAtMs).toBeNull()
})

test('acknowledging, silencing and ending a silence are plain forms and leave a trace', async () => {
  await fillCouncil(office, 5)
  const visitor = await loggedIn(office)
  const done = await visitor.post('/alerts/disk-srv/acknowledge', { to: '/alerts' }, '/alerts')
  expect(done.headers.location).toBe('/alerts?done=acknowledged')
  expect((await office.parts.alerts.get('disk-srv'))?.acknowledgedBy).toBe('amina')
  await visitor.post('/alerts/disk-srv/silence', { hours: '4', reason: 'ukarabati' }, '/alerts')
  const [silence] = await office.parts.alerts.silences(officeNow)
  expect(silence).toMatchObject({
    ruleId: 'disk-full-data',
    untilMs: officeNow + 4 * 3_600_000,
    reason: 'ukarabati',
    by: 'amina',
  })
  const endless = await visitor.post('/alerts/disk-srv/silence', { hours: '99999' }, '/alerts')
  expect(endless.statusCode).toBe(400)
  await visitor.post(`/silences/${silence?.id}/end`, {}, '/alerts')
  await office.clock.advance(1)
  expect(await office.parts.alerts.silences(office.clock.now())).toEqual([])
  const log = await office.parts.audit.list({ limit: 10 })
  const actions = log.map(({ action }) => action)
  expect(actions).toEqual(['silence.end', 'alert.silence', 'alert.acknowledge', 'login'])
  expect((await visitor.get('/audit')).body).toContain('Tahadhari ilinyamazishwa')
})

test('old errors of a disk are accepted by a plain form, and nothing else is', async () => {
  const accepted: string[] = []
  const own = await sampleOffice({ acceptAlert: (id) => accepted.push(id) })
  try {
    const server = await fillCouncil(own, 5)
    const grown = { id: 'grown', ruleId: 'disk-errors-grow', hostId: server, object: 'sda' }
    await own.openAlert(grown)
    const visitor = await loggedIn(own)
    const page = (await visitor.get('/alerts')).body
    expect(page.match(/action="[^"]*\/accept"/g)).toEqual(['action="/alerts/grown/accept"'])
    expect(page).toContain('Kubali hitilafu za zamani')
    const done = await visitor.post('/alerts/grown/accept', { to: '/alerts' }, '/alerts')
    expect(done.headers.location).toBe('/alerts?done=baseline_accepted')
    expect((await visitor.get('/alerts?done=baseline_accepted')).body).toContain('Imekubaliwa')
    expect((await visitor.post('/alerts/disk-srv/accept', {}, '/alerts')).statusCode).toBe(400)
    expect((await visitor.post('/alerts/nothing/accept', {}, '/alerts')).statusCode).toBe(404)
    const forged = await visitor.post('/alerts/grown/accept', { csrf: 'guess' }, '/alerts')
    expect(forged.statusCode).toBe(403)
    const viewer = await loggedIn(own, 'viewer', 'viewer')
    expect((await viewer.get('/alerts')).body).not.toContain('/accept"')
    expect((await viewer.post('/alerts/grown/accept', {}, '/alerts')).statusCode).toBe(403)
    await own.clearAlert('grown')
    expect((await visitor.post('/alerts/grown/accept', {}, '/alerts')).statusCode).toBe(303)
    expect(accepted).toEqual(['grown'])
    expect((await own.parts.audit.list({ limit: 10 })).map(({ action }) => action)).toContain(
      'alert.accept',
    )
  } finally {
    await own.close()
  }
})

test('a waiting machine that looks like a known one can be joined with it or let in anew', async () => {
  const known = await office.addHost({ name: 'AFY-PC-001', serial: 'SN-4711-XYZ' })
  await office.addHost({ name: 'NEW-NAME', serial: 'SN-4711-XYZ' })
  const visitor = await loggedIn(office)
  const page = await visitor.get('/enrolment')
  expect(page.body).toContain('Inafanana na AFY-PC-001')
  const [key] = (await office.parts.enrolment.keys()).filter(({ state }) => state === 'pending')
  const address = `/enrolment/keys/${key?.agentId}/join`
  expect((await visitor.post(address, { host: 'unknown' })).statusCode).toBe(404)
  await visitor.post(address, { host: known.id })
  const joined = (await office.parts.enrolment.keys()).find(
    ({ agentId }) => agentId === key?.agentId,
  )
  expect(joined).toMatchObject({ hostId: known.id, state: 'approved' })
})

test('a host’s page shows graphs of each time span with the data in the page', async () => {
  const server = await fillCouncil(office, 2)
  const visitor = await loggedIn(office)
  for (const span of ['1h', '24h', '7d', '30d']) {
    const { body } = await visitor.get(`/hosts/${server}?span=${span}`)
    const text = /<script id="graph-data"[^>]*>(.*?)<\/script>/s.exec(body)?.[1] ?? '{}'
    const { graphs } = JSON.parse(text)
    const names = graphs.map((graph: { name: string }) => graph.name)
    expect(names).toEqual(['cpu', 'memory', 'disk', 'network', 'load', 'battery'])
    const [cpu] = graphs
    expect(cpu.lines[0].values).toHaveLength(cpu.coverage.length)
    const newest = cpu.lines[0].values.findLast((value: number | null) => value !== null)
    expect(newest).toBeGreaterThan(5)
    expect(newest).toBeLessThan(80)
  }
  const day = await visitor.get(`/hosts/${server}`)
  expect(day.body).toContain('hatch-cpu')
  expect(day.body).toContain('ProLiant ML30 Gen10')
})

test('a counter is drawn as its rate per second', async () => {
  const server = await fillCouncil(office, 2)
  const visitor = await loggedIn(office)
  const graphs = (await visitor.get(`/hosts/${server}/graphs?span=1h`)).json()
  const network = graphs.find((graph: { name: string }) => graph.name === 'network')
  expect(network.lines[1].label).toBe('enp3s0 ↑')
  expect(network.lines[1].values.at(-3)).toBe(2000)
})

test('a host is renamed, moved and removed', async () => {
  await fillCouncil(office, 3)
  const visitor = await loggedIn(office)
  const [host] = (await office.parts.hosts.all()).filter(({ role }) => role !== 'server')
  const address = `/hosts/${host?.id}`
  const wrong = await visitor.post(address, { name: '', site: 'no', role: 'toaster' }, address)
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('Tafadhali jaza sehemu hii.')
  const change = {
    name: 'FED-PC-900',
    site: 'site-1',
    department: '',
    role: 'laptop',
    critical: '1',
  }
  await visitor.post(address, change, address)
  expect(await office.parts.hosts.get(host?.id ?? '')).toMatchObject({
    name: 'FED-PC-900',
    siteId: 'site-1',
    departmentId: null,
    role: 'laptop',
    critical: true,
  })
  await visitor.post(`${address}/remove`, {}, address)
  expect(await office.parts.hosts.get(host?.id ?? '')).toBeUndefined()
})

test('ten thousand hosts come in pages', { timeout: 30_000 }, async () => {
  const host = await office.addHost({ name: 'PC' })
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    ...host,
    id: `h${index}`,
    name: `PC-${String(index).padStart(5, '0')}`,
  }))
  const crowded = await sampleOffice({ hosts: { ...office.parts.hosts, all: async () => many } })
  const visitor = await loggedIn(crowded)
  const page = await visitor.get('/?page=2&q=pc')
  expect(rowsOf(page.body)).toHaveLength(200)
  expect(rowsOf(page.body)[0]).toBe('h200')
  expect(page.body).toContain('/?q=pc&amp;page=3')
  await crowded.close()
})
