import { afterEach, beforeEach, expect, test } from 'vitest'
import { password, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn, Visitor } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

async function someone(name = 'amina') {
  const user = await office.parts.users.create({ name, role: 'officer', departmentId: null })
  await office.parts.users.setPassword(user.id, password)
  return user
}

test('a page without a session leads to the login and back to where one wanted to go', async () => {
  await someone()
  const visitor = new Visitor(office.api)
  const sent = await visitor.get('/alerts')
  expect(sent.headers.location).toBe('/login?to=%2Falerts')
  const entered = await visitor.post('/login', { name: 'Amina', password, to: '/alerts' }, '/login')
  expect(entered.headers.location).toBe('/alerts')
  expect((await visitor.get('/alerts')).statusCode).toBe(200)
})

test('after the login nobody is sent to another site', async () => {
  await someone()
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/ok\r\nx: y']) {
    const visitor = new Visitor(office.api)
    const entered = await visitor.post('/login', { name: 'amina', password, to }, '/login')
    expect(entered.headers.location).toBe('/')
  }
})

test('five wrong passwords close the name for that address until 15 minutes are over', async () => {
  await someone()
  const visitor = new Visitor(office.api)
  for (let attempt = 0; attempt < 5; attempt++) {
    const wrong = await visitor.post('/login', { name: 'amina', password: 'no' }, '/login')
    expect(wrong.statusCode).toBe(401)
  }
  const closed = await visitor.post('/login', { name: 'amina', password }, '/login')
  expect(closed.statusCode).toBe(429)
  await office.clock.advance(15 * 60_000)
  const open = await visitor.post('/login', { name: 'amina', password }, '/login')
  expect(open.statusCode).toBe(303)
})

test('a one-time link sets the password once, and opening it does not use it up', async () => {
  const user = await office.parts.users.create({ name: 'juma', role: 'admin', departmentId: null })
  const secret = await office.parts.users.createLoginLink(user.id, 3_600_000)
  const link = `/login/link/${secret}`
  const visitor = new Visitor(office.api)
  expect((await visitor.get(link)).body).toContain('juma')
  const short = await visitor.post(link, { password: 'short', repeat: 'short' }, link)
  expect(short.statusCode).toBe(422)
  const set = await visitor.post(link, { password, repeat: password }, link)
  expect(set.statusCode).toBe(303)
  expect((await visitor.get('/users')).statusCode).toBe(200)
  expect((await new Visitor(office.api).get(link)).statusCode).toBe(410)
  expect(await office.parts.users.checkPassword('juma', password)).toBeDefined()
})

test('a link that is too old opens nothing', async () => {
  const user = await someone()
  const secret = await office.parts.users.createLoginLink(user.id, 3_600_000)
  await office.clock.advance(3_600_001)
  expect((await new Visitor(office.api).get(`/login/link/${secret}`)).statusCode).toBe(410)
})

test('a form without the session’s token changes nothing', async () => {
  const visitor = await loggedIn(office)
  const refused = await visitor.post('/settings/office', {
    name: 'X',
    language: 'en',
    csrf: 'guess',
  })
  expect(refused.statusCode).toBe(403)
  expect((await office.parts.office.organisation()).name).toBe('')
})

test('the session’s cookie is out of reach of scripts and other sites, and ends with the logout', async () => {
  await someone()
  const visitor = new Visitor(office.api)
  const entered = await visitor.post('/login', { name: 'amina', password }, '/login')
  const cookie = entered.cookies.find(({ name }) => name === 'mlinzi_session')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const copy = visitor.cookies
  await visitor.post('/logout', {})
  const after = await office.api.inject({ method: 'GET', url: '/', cookies: copy })
  expect(after.headers.location).toBe('/login')
})

test('a session ends after ten unused hours', async () => {
  const visitor = await loggedIn(office)
  await office.clock.advance(9 * 3_600_000)
  expect((await visitor.get('/')).statusCode).toBe(200)
  await office.clock.advance(10 * 3_600_000)
  expect((await visitor.get('/')).statusCode).toBe(303)
})

test('a user who is locked is out at once', async () => {
  const visitor = await loggedIn(office, 'juma', 'officer')
  const user = await office.parts.users.byName('juma')
  await office.parts.users.change(user?.id ?? '', { disabled: true })
  expect((await visitor.get('/')).statusCode).toBe(303)
})

test('each page forbids foreign scripts, styles and frames', async () => {
  const page = await new Visitor(office.api).get('/login')
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/style-src 'sha256-[^']+'/)
  expect(policy).not.toContain('unsafe')
  expect(page.body).not.toMatch(/ style="| on[a-z]+="/)
})
