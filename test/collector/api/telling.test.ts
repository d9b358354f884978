import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reader } from '../../support/alert-scene.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn, type Visitor } from '../../support/visitor.ts'

let office: SampleOffice
let officer: Visitor
beforeEach(async () => {
  office = await sampleOffice()
  officer = await loggedIn(office, 'asha', 'officer')
})
afterEach(() => office.close())

const person = {
  id: '',
  name: 'Mkuu wa Afya',
  address: 'afya@mlimani.go.tz',
  language: 'sw',
  severityMin: 'warning',
  site: '',
  department: 'afya',
  part: 'head',
  phone: '0712 345 678',
  order: 'mail-sms',
  hours: 'working',
  mailsPerDay: '',
  mailsPerMonth: '4',
  smsPerDay: '',
}
const save = (change: Partial<typeof person> = {}) =>
  officer.post('/settings/recipients', { ...person, ...change }, '/settings/recipients')

describe('a recipient', () => {
  beforeEach(() => office.parts.office.saveDepartment({ id: 'afya', name: 'Idara ya Afya' }))
  it('has a part, ways of reaching him and ceilings', async () => {
    expect((await save()).statusCode).toBe(303)
    const [one] = await office.parts.office.recipients()
    expect(one?.route).toEqual({
      part: 'head',
      phone: '0712 345 678',
      channels: ['mail', 'sms'],
      hours: 'working',
      mailsPerDay: null,
      mailsPerMonth: 4,
      smsPerDay: 1,
    })
    const page = (await officer.get('/settings/recipients')).body
    expect(page).toContain('Mkuu wa Idara: kompyuta za idara yake')
    expect(page).toContain('barua pepe 0 kati ya 2 leo')
    expect(page).toContain('0 kati ya 4 mwezi huu')
    expect(page).toContain('SMS 0 kati ya 1 leo')
  })
  it('with what cannot be is refused and shown again with the reason', async () => {
    const empty = 'Tafadhali jaza sehemu hii.'
    for (const [change, words] of [
      [{ phone: 'juma' }, 'Hii si namba ya simu'],
      [{ phone: '' }, empty],
      [{ department: '' }, empty],
      [{ mailsPerDay: '-3' }, ''],
      [{ mailsPerDay: 'many' }, ''],
      [{ part: 'king' }, ''],
      [{ order: 'pigeon' }, ''],
    ] as const) {
      const answer = await save(change)
      expect(answer.statusCode, JSON.stringify(change)).toBe(422)
      expect(answer.body.includes(words), words).toBe(true)
      expect(answer.body.includes('afya@mlimani.go.tz')).toBe(true)
    }
    expect(await office.parts.office.recipients()).toEqual([])
  })
})

const sms = {
  id: '',
  kind: 'sms',
  name: 'SMS',
  preset: 'beem',
  key: 'ufunguo-wa-siri',
  secret: 'siri-kuu',
  sender: 'MLINZI',
  severityMin: 'warning',
  language: 'sw',
  enabled: '1',
}
const channel = (change: Readonly<Record<string, string>> = {}) =>
  officer.post('/settings/channels', { ...sms, ...change }, '/settings/channels')

describe('a way of telling', () => {
  it('keeps its secrets sealed, shows them to nobody and keeps them when nothing is typed', async () => {
    expect((await channel()).statusCode).toBe(303)
    const row = await office.state.db.selectFrom('channel').selectAll().executeTakeFirst()
    expect(row?.id).toBe('sms')
    expect(row?.settings).not.toContain('siri')
    const page = (await officer.get('/settings/channels')).body
    expect(page).not.toContain('siri-kuu')
    expect(page).not.toContain('ufunguo-wa-siri')
    await channel({ id: 'sms', key: '', secret: '', sender: 'HALMASHAURI' })
    expect((await office.parts.channels.all())[0]?.settings).toMatchObject({
      key: 'ufunguo-wa-siri',
      secret: 'siri-kuu',
      sender: 'HALMASHAURI',
    })
    // A key never goes to an address for which nobody typed it.
    await channel({ id: 'sms', key: 'x', secret: '', url: 'https://evil.example/' })
    expect((await office.parts.channels.all())[0]?.settings['secret']).toBe('siri-kuu')
    const log = JSON.stringify(await office.parts.audit.list({ limit: 10 }))
    expect(log).not.toMatch(/siri|ufunguo/)
  })
  it('is refused with what the service needs and does not get', async () => {
    for (const change of [
      { preset: 'africastalking', user: '' },
      { preset: 'json', url: '' },
      { preset: 'json', url: 'ftp://x' },
      { preset: 'gammu', folder: 'outbox' },
      { preset: 'pigeon' },
      { kind: 'webhook', url: 'https://10.1.1.1/hook', secret: '' },
      { kind: 'telegram', token: '1:A', chat: '' },
      { kind: 'pigeon' },
    ])
      expect((await channel(change)).statusCode, JSON.stringify(change)).toBe(422)
    expect(await office.parts.channels.all()).toEqual([])
  })
  it('of the office’s programs hears every alert that is grave enough, and can be taken away', async () => {
    await channel({
      kind: 'webhook',
      name: 'Dawati',
      url: 'http://10.1.1.1/hook',
      secret: 's',
      severityMin: 'critical',
    })
    const [one] = await office.parts.channels.all()
    expect(await office.parts.office.recipients()).toMatchObject([
      { id: one?.id, severityMin: 'critical', route: { part: 'feed', channels: [one?.id] } },
    ])
    expect((await officer.get('/settings/recipients')).body).not.toContain('Dawati')
    await officer.post(`/settings/channels/${one?.id}/remove`, {}, '/settings/channels')
    expect(await office.parts.office.recipients()).toEqual([])
  })
  it('is tried, and says in words what the service answered', async () => {
    await channel()
    const { body } = await officer.post(
      '/settings/channels/sms/test',
      { to: '0712345678' },
      '/settings/channels',
    )
    expect(body).toContain('Huduma haikupokea jaribio.')
    expect(body).toContain('401 bad key')
    expect(body).toContain('Huduma imekataa ufunguo au jina.')
    expect(
      (await officer.post('/settings/channels/none/test', {}, '/settings/channels')).statusCode,
    ).toBe(404)
  })
})

describe('the outbox', () => {
  it('says of each message what became of it and why', async () => {
    const { id: hostId } = await office.addHost({ name: 'AFY-PC-014' })
    for (let at = 0; at < 4; at++) {
      const values = { path: `D${at}` }
      const alert = { id: `a${at}`, ruleId: 'disk-full-data', hostId, object: `D${at}`, values }
      await office.openAlert(alert, [reader(`r${at}`, { name: `Msomaji ${at}` })])
    }
    const rows = await office.outbox.due('mail', office.clock.now() + 3_600_000, 9)
    const [sent, held, failed, waiting] = rows.map(({ id }) => id)
    const words = (subject: string) => ({
      subject,
      messageId: '<a@b>',
      body: '{"text":"","html":""}',
    })
    await office.outbox.claim(sent ?? 0, words('[ONYO] Kompyuta AFY-PC-014: diski'))
    await office.outbox.sent(sent ?? 0, office.clock.now())
    await office.outbox.held(held ?? 0, 'ceiling: 10 a day')
    await office.outbox.failed(failed ?? 0, 'number_refused: 403 invalid <number>')
    await office.outbox.retry(waiting ?? 0, office.clock.now() + 60_000, 'key_refused: 401 no')
    const { body } = await officer.get('/outbox')
    expect(body).toContain('[ONYO] Kompyuta AFY-PC-014: diski')
    // What is not written yet is told by what it will be about.
    expect(body).toContain('AFY-PC-014: diski D1 inakaribia kujaa')
    expect(body).toContain('Ukomo wa mpokeaji ulifikiwa')
    expect(body).toContain(
      'Huduma haikubali namba hii ya simu. Kagua namba. (403 invalid &lt;number',
    )
    expect(body).toContain('Huduma imekataa ufunguo au jina. Andika vyote upya. (401 no)')
    const only = (await officer.get('/outbox?state=held')).body
    expect(only).toContain('Msomaji 1')
    expect(only).not.toContain('Msomaji 2')
    expect((await officer.get('/outbox?state=nonsense')).statusCode).toBe(200)
    const viewer = await loggedIn(office, 'juma', 'viewer')
    expect((await viewer.get('/outbox')).statusCode).toBe(403)
  })
  it('is calm when there is nothing', async () => {
    expect((await officer.get('/outbox')).body).toContain('Hakuna ujumbe wa aina hii.')
  })
})
