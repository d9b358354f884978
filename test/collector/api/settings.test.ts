import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn, Visitor } from '../../support/visitor.ts'

let office: SampleOffice
let visitor: Visitor
beforeEach(async () => {
  office = await sampleOffice()
  visitor = await loggedIn(office)
})
afterEach(() => office.close())

test('the organisation and its language are set; each user may choose another', async () => {
  const values = { name: 'Halmashauri ya Musoma', language: 'en', phone: '028', email: '' }
  await visitor.post('/settings/office', values)
  expect((await visitor.get('/')).body).toContain('<html lang="en">')
  await visitor.post('/language', { language: 'sw', to: '/alerts' })
  expect((await visitor.get('/')).body).toContain('<html lang="sw">')
  expect((await new Visitor(office.api).get('/login')).body).toContain('<html lang="en">')
})

test('sites and departments are added, changed, refused and taken away', async () => {
  const site = { id: '', name: 'Makao Makuu', profile: 'lan', subnets: '10.20.0.0/16 fd00::/8' }
  await visitor.post('/settings/sites', site)
  const [saved] = await office.parts.office.sites()
  expect(saved).toMatchObject({ name: 'Makao Makuu', subnets: ['10.20.0.0/16', 'fd00::/8'] })
  const twice = await visitor.post('/settings/sites', { ...site, name: 'makao makuu' })
  expect(twice.statusCode).toBe(422)
  for (const subnets of ['10.20.0.0', '10.20.0.0/33', '300.1.1.1/8', '10.0.0.0/8/8'])
    expect(
      (await visitor.post('/settings/sites', { ...site, name: 'x', subnets })).statusCode,
    ).toBe(422)
  const host = await office.addHost({ name: 'PC', siteId: saved?.id ?? '' })
  await visitor.post(`/settings/sites/${saved?.id}/remove`, {})
  expect(await office.parts.office.sites()).toEqual([])
  expect((await office.parts.hosts.get(host.id))?.siteId).toBeNull()
})

test('a list from a spreadsheet is read in whole, updates by name, or changes nothing', async () => {
  const csv = '\uFEFFjina;mtandao;anwani\r\n"Kituo; Mlimani";wan;10.21.0.0/16\r\nMakao Makuu;;\r\n'
  await visitor.post('/settings/places/import', { kind: 'sites', csv })
  await visitor.post('/settings/places/import', { kind: 'sites', csv: 'makao makuu,thin' })
  const sites = await office.parts.office.sites()
  expect(sites.map(({ name, profile }) => [name, profile])).toEqual([
    ['Kituo; Mlimani', 'wan'],
    ['makao makuu', 'thin'],
  ])
  for (const bad of ['', 'A,satellite', 'A,lan,nonsense', '"open', 'x\n'.repeat(2001)]) {
    const answer = await visitor.post('/settings/places/import', { kind: 'sites', csv: bad })
    expect(answer.statusCode).toBe(422)
  }
  expect(await office.parts.office.sites()).toHaveLength(2)
})

test('the mail password is kept encrypted, never shown, and not sent to another server', async () => {
  const smtp = {
    host: 'mail.office.go.tz',
    port: '587',
    security: 'starttls',
    user: 'mlinzi',
    password: 'siri-kubwa',
    from: 'mlinzi@office.go.tz',
  }
  await visitor.post('/settings/mail', smtp)
  expect((await office.parts.office.smtp())?.password).toBe('siri-kubwa')
  const row = await office.state.db
    .selectFrom('office_setting')
    .selectAll()
    .where('key', '=', 'smtp')
    .executeTakeFirst()
  expect(row?.value).not.toContain('siri')
  expect((await visitor.get('/settings/mail')).body).not.toContain('siri')
  await visitor.post('/settings/mail', { ...smtp, password: '', port: '465', security: 'tls' })
  expect(await office.parts.office.smtp()).toMatchObject({ password: 'siri-kubwa', port: 465 })
  await visitor.post('/settings/mail', { ...smtp, password: '', host: 'evil.example' })
  expect((await office.parts.office.smtp())?.password).toBe('')
  const log = JSON.stringify(await office.parts.audit.list({ limit: 10 }))
  expect(log).not.toContain('siri')
})

test('the test mail shows the server’s own words and what they mean', async () => {
  const smtp = { host: 'mail', port: '25', security: 'none', user: '', from: 'a@office.go.tz' }
  await visitor.post('/settings/mail', smtp)
  const answer = await visitor.post('/settings/mail/test', { to: 'b@office.go.tz' })
  expect(answer.body).toContain('535 5.7.8 authentication failed')
  expect(answer.body).toContain('Seva haikupokea barua pepe.')
  expect((await visitor.post('/settings/mail/test', { to: 'nobody' })).statusCode).toBe(422)
})

test('a banner says that nobody is told until a mail was really taken', async () => {
  const banner = async () =>
    /class="banner"[^]*?<p>(.*?)<\/p>/.exec((await visitor.get('/')).body)?.[1] ?? ''
  expect(await banner()).toContain('seva ya barua pepe haijawekwa')
  await visitor.post('/settings/mail', {
    host: 'mail',
    port: '25',
    security: 'none',
    user: '',
    from: 'a@office.go.tz',
  })
  expect(await banner()).toContain('orodha ya wapokeaji haina mtu')
  await visitor.post('/settings/recipients', {
    id: '',
    name: 'Amina',
    address: 'amina@office.go.tz',
    language: 'sw',
    severityMin: 'warning',
    site: '',
    department: '',
  })
  expect(await office.parts.office.recipients()).toHaveLength(1)
  expect(await banner()).toContain('hakuna barua pepe iliyowahi kufika')
  await office.parts.office.setMailProved(office.clock.now())
  expect(await banner()).toBe('')
})

test('working hours and holidays are checked as the office writes them', async () => {
  const hours = {
    zone: 'Africa/Dar_es_Salaam',
    work1: '1',
    open1: '08:00',
    close1: '16:30',
    open2: '07:30',
    close2: '15:30',
    holidays: '9/12/2026\n2026-12-25 2026-12-25',
  }
  await visitor.post('/settings/hours', hours)
  const calendar = await office.parts.office.calendar()
  expect(calendar.days[1]).toEqual({ open: '08:00', close: '16:30' })
  expect(calendar.days[2]).toBeNull()
  expect(calendar.holidays).toEqual(['2026-12-09', '2026-12-25'])
  for (const wrong of [
    { zone: 'Africa/Nowhere' },
    { open1: '8' },
    { close1: '07:00' },
    { holidays: '31/02/2026' },
  ])
    expect((await visitor.post('/settings/hours', { ...hours, ...wrong })).statusCode).toBe(422)
  const before = (await office.parts.office.calendar()).holidays
  await visitor.post('/settings/hours', { ...hours, public: 'on' })
  const { holidays } = await office.parts.office.calendar()
  for (const day of [...before, '2026-12-09', '2027-03-26']) expect(holidays).toContain(day)
})

test('a new user gets a link shown once; the last administrator stays', async () => {
  const made = await visitor.post('/users', { name: 'Juma', role: 'officer', department: '' })
  const link = /http:\/\/[^/]+(\/login\/link\/[\w-]+)/.exec(made.body)?.[1] ?? ''
  expect((await new Visitor(office.api).get(link)).statusCode).toBe(200)
  expect((await visitor.get('/users')).body).not.toContain('/login/link/')
  const same = await visitor.post('/users', { name: 'juma', role: 'viewer', department: '' })
  expect(same.statusCode).toBe(422)
  const head = await visitor.post('/users', { name: 'mkuu', role: 'head', department: '' })
  expect(head.statusCode).toBe(422)
  const me = await office.parts.users.byName('amina')
  const demoted = await visitor.post(`/users/${me?.id}`, { role: 'viewer', department: '' })
  expect(demoted.statusCode).toBe(422)
  expect((await visitor.post(`/users/${me?.id}/remove`, {})).statusCode).toBe(422)
  expect((await office.parts.users.byName('amina'))?.role).toBe('admin')
})

test('an own password changes only with the present one, and ends the sessions', async () => {
  const fresh = 'a new sentence'
  const wrong = await visitor.post('/account', { current: 'no', password: fresh, repeat: fresh })
  expect(wrong.statusCode).toBe(422)
  const values = { current: 'mlinzi wa zamu', password: fresh, repeat: fresh }
  expect((await visitor.post('/account', values)).statusCode).toBe(303)
  expect(await office.parts.users.checkPassword('amina', fresh)).toBeDefined()
  expect((await visitor.get('/')).headers.location).toBe('/login')
})
