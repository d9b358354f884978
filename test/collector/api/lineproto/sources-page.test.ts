/** The page about programs that write: made, told, limited and revoked by an administrator alone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LineWrites } from '../../../../collector/lineproto/door.ts'
import { officeNow, sampleOffice, type SampleOffice } from '../../../support/sample-office.ts'
import { loggedIn, type Visitor } from '../../../support/visitor.ts'

let office: SampleOffice
let admin: Visitor
beforeAll(async () => {
  office = await sampleOffice()
  admin = await loggedIn(office)
  await admin.post('/language', { language: 'en', to: '/' })
})
afterAll(() => office.close())

const fields = { name: 'proxmox', role: 'server', site: '', department: '', series: '2' }
const write = (secret: string, payload: string) =>
  office.api.inject({
    method: 'POST',
    url: '/api/v2/write?precision=s',
    payload,
    headers: { authorization: `Token ${secret}` },
  })

test('no program yet: what it is for, and the form', async () => {
  const page = await admin.get('/sources')
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('No program has a token yet.')
  expect(page.body).toContain('name="series"')
  const certificate = await admin.get('/sources/mlinzi-ca.pem')
  expect(certificate.body).toBe('-----BEGIN CERTIFICATE-----\n')
  expect(certificate.headers['content-disposition']).toContain('mlinzi-ca.pem')
})

test('only an administrator sees it', async () => {
  for (const role of ['viewer', 'head', 'officer'] as const) {
    const visitor = await loggedIn(office, `user-${role}`, role)
    expect((await visitor.get('/sources')).statusCode).toBe(403)
    expect((await visitor.post('/sources', fields)).statusCode).toBe(403)
  }
  expect(await office.parts.lineSources.all()).toEqual([])
})

test('faults of the form are told beside the field', async () => {
  for (const [change, text] of [
    [{ name: 'two words' }, 'not allowed'],
    [{ series: '0' }, 'number'],
    [{ name: '' }, 'fill'],
  ] as const) {
    const page = await admin.post('/sources', { ...fields, ...change }, '/sources')
    expect(page.statusCode).toBe(422)
    expect(page.body.toLowerCase()).toContain(text)
  }
})

test('a program is made, writes, is refused with reasons, gets more room, and is revoked', async () => {
  const made = await admin.post('/sources', fields, '/sources')
  const secret = /<code id="secret">(mlinzi_[\w-]+)<\/code>/.exec(made.body)?.[1] ?? ''
  expect(made.body).toContain('[[outputs.influxdb_v2]]')
  expect((await admin.post('/sources', fields, '/sources')).statusCode).toBe(422)
  const atS = officeNow / 1000
  const body = [`a,host=pve1 f=1 ${atS}`, `b,host=pve1 f=1 ${atS}`, `c,host=pve1 f=1 ${atS}`, '<b>']
  expect((await write(secret, body.join('\n'))).statusCode).toBe(400)
  const { lineDoor } = office.parts
  if (lineDoor instanceof LineWrites) await lineDoor.save()
  const page = await admin.get('/sources')
  expect(page.body).not.toContain(secret)
  expect(page.body).toContain('2 of 2')
  expect(page.body).toContain('too many series: source &quot;proxmox&quot; may have 2')
  expect(page.body).toContain('A bound was reached.')
  expect(page.body).toContain('No line protocol')
  expect(page.body).toContain('<code>&lt;b')
  const [source] = await office.parts.lineSources.all()
  expect(source).toMatchObject({ points: 2, refused: 2, seriesMax: 2 })
  await admin.post(`/sources/${source?.id}/limit`, { series: '3' }, '/sources')
  expect((await write(secret, `c,host=pve1 f=1 ${atS}`)).statusCode).toBe(204)
  const revoked = await admin.post(`/sources/${source?.id}/revoke`, {}, '/sources')
  expect(revoked.statusCode).toBe(303)
  expect((await write(secret, 'c f=1')).statusCode).toBe(401)
  expect((await admin.get('/sources')).body).toContain('Revoked')
  const audit = await office.parts.audit.list({ limit: 10 })
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['source.create', 'source.limit', 'source.revoke']),
  )
})

test('in Swahili every word is Swahili but the reason, which is the sender’s', async () => {
  await admin.post('/language', { language: 'sw', to: '/' })
  const page = await admin.get('/sources')
  expect(page.body).toContain('Programu nyingine')
  expect(page.body).toContain('Vilivyokataliwa: proxmox')
  expect(page.body).toContain('Kikomo kimefikiwa.')
  expect(page.body).not.toContain('Last write')
})
