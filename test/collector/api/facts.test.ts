/** The fleet by subject, and a host's facts, over the real routes, store and pages. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { access } from '../../../contract/catalogue/families/access.ts'
import { antivirus } from '../../../contract/catalogue/families/antivirus.ts'
import { antivirusProduct } from '../../../contract/catalogue/families/antivirus-product.ts'
import { backupSummary } from '../../../contract/catalogue/families/backup-summary.ts'
import { osSupport } from '../../../contract/catalogue/families/os-support.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { update } from '../../../contract/catalogue/families/update.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { tellFacts } from '../../support/sample-facts.ts'
import { officeNow, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
let ids: Readonly<Record<'good' | 'off' | 'silent' | 'printer', string>>
const seconds = Math.floor(officeNow / 1000)

beforeEach(async () => {
  office = await sampleOffice()
  await office.parts.office.saveDepartment({ id: 'afya', name: 'Afya' })
  await office.parts.office.saveDepartment({ id: 'fedha', name: '=Fedha, "na" Biashara' })
  const add = async (name: string, departmentId: string, role: 'desktop' | 'printer' = 'desktop') =>
    (await office.addHost({ name, departmentId, role })).id
  ids = {
    good: await add('AFY-PC-01', 'afya'),
    off: await add('FED-PC-07', 'fedha'),
    silent: await add('FED-PC-08', 'fedha'),
    printer: await add('HP-FED', 'fedha', 'printer'),
  }
  await tellFacts(office.parts.store, office.clock, [
    [
      ids.good,
      reading(antivirus, {}, { state: 'protected', realtime: true, definitions_age: 7200 }),
    ],
    [ids.good, reading(antivirusProduct, { product: 'Windows Defender' }, { state: 'on' })],
    [
      ids.good,
      reading(
        backupSummary,
        {},
        { state: 'found', data_jobs: 1, failed_jobs: 0, last_success: seconds - 3600 },
      ),
    ],
    [ids.off, reading(antivirus, {}, { state: 'off', reason: 'none' })],
    [ids.off, reading(backupSummary, {}, { state: 'none', data_jobs: 0, failed_jobs: 0 })],
    [
      ids.off,
      reading(
        smartDevice,
        { device: 'sda', model: 'WDC <b>' },
        { verdict: 'failing', reasons: 'pending_sectors', temp_c: 41 },
      ),
    ],
    [ids.off, reading(smartDevice, { device: 'sdb' }, { verdict: 'ok', temp_c: 30 })],
    [
      ids.off,
      reading(
        update,
        { manager: 'windows' },
        { state: 'security_pending', security: 4, security_age: 45 },
      ),
    ],
    [
      ids.off,
      reading(osSupport, {}, { state: 'ended', product: 'Windows 10 22H2', ends: 1_760_486_399 }),
    ],
    [
      ids.off,
      reading(access, {}, { administrators: 'PC\\zuhura, PC\\juma', administrator_count: 2 }),
    ],
  ])
})
afterEach(() => office.close())

function rowsOf(html: string): readonly string[] {
  return [...html.matchAll(/<a href="\/hosts\/([^"#]+)#/g)].map(([, id]) => id ?? '')
}

describe('the fleet by subject', () => {
  test('shows what is bad first, what nobody told as untold, and leaves printers out', async () => {
    const visitor = await loggedIn(office)
    const { body } = await visitor.get('/facts/antivirus')
    expect(rowsOf(body)).toEqual([ids.off, ids.silent, ids.good])
    expect(body).toContain('imezimwa')
    expect(body).toContain('Bado haijasema')
    expect(body).toContain('Windows Defender')
    expect(body).not.toContain('HP-FED')
  })

  test('a computer without any backup is bad, not empty', async () => {
    const visitor = await loggedIn(office)
    const { body } = await visitor.get('/facts/backups?verdict=bad')
    expect(rowsOf(body)).toEqual([ids.off])
    expect(body).toContain('hakuna')
  })

  test('a host is as its worst disk, and its words are never markup', async () => {
    const visitor = await loggedIn(office)
    const { body } = await visitor.get('/facts/disks')
    expect(rowsOf(body)[0]).toBe(ids.off)
    expect(body).toContain('sda WDC &lt;b>')
    expect(body).not.toContain('<b>"')
  })

  test('counts by department lead to that department', async () => {
    const visitor = await loggedIn(office)
    const { body } = await visitor.get('/facts/updates')
    expect(body).toContain('/facts/updates?department=fedha')
    expect(rowsOf((await visitor.get('/facts/updates?department=afya')).body)).toEqual([ids.good])
  })

  test('the file holds every line, quoted, and no formula', async () => {
    const visitor = await loggedIn(office)
    const answer = await visitor.get('/facts/updates/csv')
    expect(answer.headers['content-type']).toContain('text/csv')
    expect(answer.headers['content-disposition']).toContain('mlinzi-updates.csv')
    const lines = answer.body.split('\r\n')
    expect(lines).toHaveLength(5)
    expect(answer.body).toContain(`"'=Fedha, ""na"" Biashara"`)
    expect(answer.body).toContain('Windows 10 22H2')
  })

  test('another subject does not exist', async () => {
    const visitor = await loggedIn(office)
    expect((await visitor.get('/facts/constructor')).statusCode).toBe(404)
    expect((await visitor.get('/facts/nothing/csv')).statusCode).toBe(404)
  })
})

describe('a host’s page', () => {
  test('has its facts in sections, in words', async () => {
    const visitor = await loggedIn(office)
    const { body } = await visitor.get(`/hosts/${ids.off}`)
    for (const id of ['protection', 'backup', 'disks', 'access'])
      expect(body).toContain(`id="${id}"`)
    expect(body).toContain('inakufa')
    expect(body).toContain('Windows 10 22H2')
    expect(body).toContain('PC\\zuhura')
  })

  test('names of administrators are for officers: not for viewers, heads or their tokens', async () => {
    const viewer = await loggedIn(office, 'mgeni', 'viewer')
    expect((await viewer.get(`/hosts/${ids.off}`)).body).not.toContain('zuhura')
    const series = `/api/v1/series?host=${ids.off}&measurement=access&field=administrators`
    expect((await viewer.get(series)).statusCode).toBe(403)
    const officer = await loggedIn(office, 'afisa', 'officer')
    expect((await officer.get(series)).statusCode).toBe(200)
  })
})
