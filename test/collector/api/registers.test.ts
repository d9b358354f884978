import { afterEach, beforeEach, expect, test } from 'vitest'
import { officeNow, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn, type Visitor } from '../../support/visitor.ts'

let office: SampleOffice
let admin: Visitor
let hostId = ''

beforeEach(async () => {
  office = await sampleOffice()
  admin = await loggedIn(office)
  hostId = (await office.addHost({ name: 'ofisi-01' })).id
})
afterEach(() => office.close())

const audited = async (): Promise<readonly string[]> =>
  (await office.parts.audit.list({ limit: 20 })).map(({ action }) => action)

test('the notice stands in both languages; only an administrator confirms it, with the days', async () => {
  const page = (await admin.get('/staff-notice')).body
  expect(page).toContain('Keys that are pressed')
  expect(page).toContain('Vitufe vinavyobonyezwa')
  const officer = await loggedIn(office, 'juma', 'officer')
  expect((await officer.post('/staff-notice/confirm', { days: '30', told: '1' })).statusCode).toBe(
    403,
  )
  expect((await admin.post('/staff-notice/confirm', { days: '30' })).statusCode).toBe(422)
  expect((await admin.post('/staff-notice/confirm', { days: '3', told: '1' })).statusCode).toBe(422)
  const forged = { csrf: 'forged', days: '30', told: '1' }
  expect((await admin.post('/staff-notice/confirm', forged)).statusCode).toBe(403)
  expect((await office.parts.registers.notice.current()).state).toBe('never')
  expect((await admin.post('/staff-notice/confirm', { days: '30', told: '1' })).statusCode).toBe(
    303,
  )
  expect(await office.parts.registers.notice.current()).toEqual({
    state: 'confirmed',
    atMs: officeNow,
    by: 'amina',
    days: 30,
  })
  await admin.post('/staff-notice/withdraw', {})
  expect((await office.parts.registers.notice.current()).state).toBe('withdrawn')
  expect(await audited()).toEqual(expect.arrayContaining(['notice.confirm', 'notice.withdraw']))
})

test('usage is for officers’ eyes; they can erase one computer’s or all of it', async () => {
  const sample = {
    day: '2026-11-12',
    atMs: officeNow,
    inUse: true,
    logons: null,
    failedLogons: 1,
    users: 'mtumishi.mmoja',
  }
  const { usage } = office.parts.registers
  await usage.add([{ hostId, ...sample }])
  const officer = await loggedIn(office, 'juma', 'officer')
  const viewer = await loggedIn(office, 'neema', 'viewer')
  const page = `/hosts/${hostId}/records`
  expect((await officer.get(page)).body).toContain('mtumishi.mmoja')
  expect((await viewer.get(page)).body).not.toContain('mtumishi')
  expect((await viewer.post(`${page}/erase`, {})).statusCode).toBe(403)
  expect((await viewer.post('/staff-notice/erase', {})).statusCode).toBe(403)
  expect((await officer.post(`${page}/erase`, {})).statusCode).toBe(303)
  expect(await usage.days(hostId, 5)).toEqual([])
  await usage.add([{ hostId, ...sample }])
  await officer.post('/staff-notice/erase', {})
  expect(await usage.days(hostId, 5)).toEqual([])
  expect((await audited()).filter((action) => action === 'usage.erase')).toHaveLength(2)
})

test('programs: searched, counted by version, as a file that no office program computes', async () => {
  const other = await office.addHost({ name: 'ofisi-02' })
  const list = (...items: { name: string; version: string; publisher: string }[]) => ({
    items,
    leftOut: 0,
  })
  const { software } = office.parts.registers
  const word = (version: string) => ({ name: 'LibreOffice', version, publisher: '' })
  const evil = { name: '=cmd|<b>', version: '', publisher: '' }
  await software.replace(hostId, list(word('7.5'), evil), officeNow, () => [])
  await software.replace(other.id, list(word('7.6')), officeNow, () => [])
  const page = (await admin.get('/software')).body
  expect(page).toContain('<td>2</td><td>7.6 (1), 7.5 (1)</td>')
  expect(page).toContain('=cmd|&lt;b>')
  expect((await admin.get('/software?search=libre')).body).not.toContain('=cmd')
  expect((await admin.get('/software?search=%25')).body).not.toContain('LibreOffice')
  expect((await admin.get('/software?page=99')).statusCode).toBe(200)
  const file = await admin.get('/software/csv')
  expect(file.headers['content-type']).toContain('text/csv')
  expect(file.body).toContain("'=cmd")
  const head = await loggedIn(office, 'mkuu', 'head', null)
  expect((await head.get('/software')).body).not.toContain('LibreOffice')
  expect((await head.get(`/hosts/${hostId}/records`)).statusCode).toBe(404)
})

test('sticks: seen ones are accepted into the register, changed and taken out; officers only', async () => {
  const { removables } = office.parts.registers
  await removables.saw('Kingston DT 101  A1', hostId, officeNow)
  const viewer = await loggedIn(office, 'neema', 'viewer')
  expect((await viewer.get('/removables')).statusCode).toBe(403)
  expect((await admin.get('/removables')).body).toContain('ofisi-01')
  const device = 'Kingston DT 101  A1'
  const empty = await admin.post('/removables', { origin: device, device, label: '' })
  expect(empty.statusCode).toBe(422)
  await admin.post('/removables', { device, label: 'TEHAMA 7', holder: 'Neema', note: '' })
  expect(await removables.devices()).toMatchObject([
    { device, label: 'TEHAMA 7', registeredBy: 'amina' },
  ])
  await admin.post('/removables', { device, label: 'TEHAMA 8', holder: '', note: '' })
  expect(await removables.devices()).toMatchObject([{ label: 'TEHAMA 8', holder: '' }])
  expect((await admin.get('/removables/csv')).body).toContain('TEHAMA 8')
  await admin.post('/removables/remove', { device })
  expect(await removables.devices()).toEqual([])
})

test('with nothing told every page says so, and the host’s page leads to its records', async () => {
  for (const path of [
    '/software',
    '/removables',
    '/printing',
    '/staff-notice',
    `/hosts/${hostId}/records`,
  ])
    expect((await admin.get(path)).statusCode, path).toBe(200)
  expect((await admin.get('/printing?month=1066-10')).statusCode).toBe(200)
  expect((await admin.get('/printing/csv')).body).toContain('Kurasa')
  expect((await admin.get(`/hosts/${hostId}`)).body).toContain(`/hosts/${hostId}/records`)
  expect((await admin.get('/hosts/none/records')).statusCode).toBe(404)
})
