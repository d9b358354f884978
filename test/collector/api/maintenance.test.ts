import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

const once = { name: 'Betri za UPS', date: '12/11/2026', from: '10:00', until: '12:00' }

/** The office's time is Thursday 12/11/2026, 10:42. */
it('a window is planned, shown at its alerts, ended and removed, in both languages', async () => {
  const { id: hostId } = await office.addHost({ name: 'AFY-PC-014' })
  await office.openAlert({ id: 'a1', ruleId: 'disk-full-data', hostId, object: 'D:' })
  const officer = await loggedIn(office, 'asha', 'officer')
  expect((await officer.get('/maintenance')).body).toContain('Hakuna matengenezo yaliyopangwa.')
  const made = await officer.post(
    '/maintenance/once',
    { ...once, computer: 'afy-pc-014' },
    '/maintenance',
  )
  expect(made.statusCode).toBe(303)
  const page = (await officer.get('/maintenance')).body
  expect(page).toContain('Betri za UPS')
  expect(page).toContain('Katika matengenezo hadi 12/11/2026')
  const shown = 'Betri za UPS. Hakuna barua pepe itakayotumwa kabla ya hapo.'
  expect((await officer.get('/alerts')).body).toContain(shown)
  expect((await officer.get(`/hosts/${hostId}`)).body).toContain(shown)
  const [window] = await office.parts.maintenance.all()
  await officer.post(`/maintenance/${window?.id}/end`, {}, '/maintenance')
  expect((await officer.get('/alerts')).body).not.toContain(shown)
  await officer.post('/language', { language: 'en', to: '/maintenance' }, '/maintenance')
  expect((await officer.get('/maintenance')).body).toContain('Over')
  await officer.post(`/maintenance/${window?.id}/remove`, {}, '/maintenance')
  expect((await officer.get('/maintenance')).body).toContain('No maintenance is planned.')
  const actions = (await office.parts.audit.list({ limit: 20 })).map(({ action }) => action)
  expect(actions).toEqual(
    expect.arrayContaining(['maintenance.add', 'maintenance.end', 'maintenance.remove']),
  )
})
it('a weekly one names its days and its next time', async () => {
  await office.parts.office.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  const officer = await loggedIn(office, 'asha', 'officer')
  const weekly = { name: 'Sasisho', site: 'hq', from: '22:00', until: '02:00' }
  const none = await officer.post('/maintenance/weekly', weekly, '/maintenance')
  expect(none.statusCode).toBe(422)
  expect(none.body).toContain('value="Sasisho"')
  await officer.post('/maintenance/weekly', { ...weekly, day1: '1', day0: '1' }, '/maintenance')
  const page = (await officer.get('/maintenance')).body
  expect(page).toContain('Jumatatu, Jumapili 22:00–02:00')
  expect(page).toContain('15/11/2026')
})
it.each([
  [{ ...once }, 'Tafadhali jaza sehemu hii.'],
  [{ ...once, computer: 'PC-1', site: 'hq' }, 'Chagua kimoja tu'],
  [{ ...once, computer: 'PC-9' }, 'Hakuna chenye jina hili hapa.'],
  [{ ...once, computer: 'PC-1', date: '31/02/2027' }, 'Andika kila tarehe hivi'],
  [{ ...once, computer: 'PC-1', from: '25:00' }, 'Andika muda hivi'],
  [{ ...once, computer: 'PC-1', date: '2026-11-11' }, 'Wakati huu umekwisha pita.'],
  [{ ...once, computer: 'PC-1', lastDate: '2026-11-11' }, 'Mwisho uwe baada ya mwanzo.'],
  [{ ...once, computer: 'PC-1', lastDate: '2027-11-12' }, 'Zisizidi siku 31.'],
  [{ ...once, computer: 'PC-1', name: 'x'.repeat(101) }, 'Maandishi ni marefu mno.'],
])('what cannot be is said beside its field (%#)', async (fields, fault) => {
  await office.addHost({ name: 'PC-1' })
  const officer = await loggedIn(office, 'asha', 'officer')
  const answer = await officer.post('/maintenance/once', fields, '/maintenance')
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(fault)
  expect(await office.parts.maintenance.all()).toEqual([])
})
it('is not for viewers, and an unknown window is not found', async () => {
  const viewer = await loggedIn(office, 'juma', 'viewer')
  expect((await viewer.get('/maintenance')).statusCode).toBe(403)
  const refused = await viewer.post('/maintenance/once', { ...once, computer: 'x' })
  expect(refused.statusCode).toBe(403)
  const officer = await loggedIn(office, 'asha', 'officer')
  expect((await officer.post('/maintenance/none/end', {}, '/maintenance')).statusCode).toBe(404)
})
it('programs plan, read and remove it through the API', async () => {
  await office.addHost({ name: 'PC-1' })
  const { secret } = await office.parts.apiTokens.create('deploy', 'officer')
  const url = '/api/v1/maintenance-windows'
  const headers = { authorization: `Bearer ${secret}` }
  const post = (payload: object) => office.api.inject({ method: 'POST', url, headers, payload })
  const made = await post({ ...once, date: '2026-11-12', computer: 'PC-1' })
  expect(made.statusCode).toBe(201)
  const window = {
    covers: 'host',
    place: 'PC-1',
    days: null,
    runs: true,
    from: '2026-11-12T07:00:00.000Z',
    until: '2026-11-12T09:00:00.000Z',
    by: 'token:deploy',
  }
  expect(made.json()).toMatchObject(window)
  expect((await office.api.inject({ url, headers })).json()).toMatchObject([window])
  const refused = await post({ ...once, date: 'kesho', computer: 'PC-1' })
  expect(refused.statusCode).toBe(400)
  expect(refused.json().message).toBe('"date": write a day as 2026-12-01.')
  const path = `${url}/${made.json().id}`
  const [host] = await office.parts.hosts.all()
  await office.openAlert({
    id: 'a1',
    ruleId: 'disk-full-data',
    hostId: host?.id ?? '',
    object: 'D:',
  })
  const alerts = async () => (await office.api.inject({ url: '/api/v1/alerts', headers })).json()
  expect((await alerts())[0].maintenance).toEqual({ name: once.name, until: window.until })
  const end = { method: 'POST', url: `${path}/end`, headers } as const
  expect((await office.api.inject(end)).json()).toMatchObject({ runs: false })
  expect((await alerts())[0].maintenance).toBeNull()
  expect((await office.api.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(204)
  expect((await office.api.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(404)
})
