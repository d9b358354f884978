/** Heartbeats over real HTTP; the pages and the API of declared jobs. */
import { once } from 'node:events'
import net from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pingDetails } from '../../../collector/api/backups/ping-details.ts'
import { wasOff } from '../../../collector/backups/presence-windows.ts'
import { presence } from '../../../contract/catalogue/families/presence.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { tellFacts } from '../../support/sample-facts.ts'
import { officeNow, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
let hostId: string
let jobId: string
let secret: string
let base: string

beforeEach(async () => {
  office = await sampleOffice()
  await office.parts.office.saveDepartment({ id: 'fedha', name: 'Fedha' })
  hostId = (await office.addHost({ name: 'FED-PC-07', departmentId: 'fedha' })).id
  const made = await office.parts.backupJobs.declare({
    hostId,
    name: 'malipo <b>',
    kind: 'data',
    agentJob: null,
    rotating: false,
    schedule: {
      everySeconds: 86_400,
      cron: null,
      zone: null,
      workingDays: false,
      graceSeconds: 3600,
      longestRunSeconds: 3600,
    },
  })
  jobId = made?.id ?? ''
  secret = await office.parts.backupJobs.newUrl(jobId)
  base = await office.api.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => office.close())

async function call(path: string, init?: RequestInit) {
  const answer = await fetch(`${base}/ping/${path}`, init)
  return {
    status: answer.status,
    text: await answer.text(),
    type: answer.headers.get('content-type'),
  }
}
async function judged() {
  const [one] = await office.parts.backupDesk.jobs()
  return one?.judgement
}

describe('a heartbeat address', () => {
  test('is answered without login, by each method, in plain words', async () => {
    expect(await call(secret)).toEqual({
      status: 200,
      text: 'OK\n',
      type: 'text/plain; charset=utf-8',
    })
    office.clock.set(officeNow + 1000)
    expect((await call(`${secret}/start`, { method: 'POST' })).status).toBe(200)
    expect((await judged())?.state).toBe('running')
    office.clock.set(officeNow + 61_000)
    expect((await call(`${secret}/success`, { method: 'HEAD' })).status).toBe(200)
    expect(await judged()).toMatchObject({ state: 'ok', durationSeconds: 60 })
    office.clock.set(officeNow + 120_000)
    expect((await call(`${secret}/137`)).status).toBe(200)
    expect(await judged()).toMatchObject({ state: 'failed', exitCode: 137 })
  })
  test('takes what a small body tells, and no fault of a body is a fault of the heartbeat', async () => {
    const at = new Date(officeNow - 600_000).toISOString()
    const told = { run: 'r1', exit_code: 0, duration_s: 33.5, bytes: 1234, at }
    const headers = { 'content-type': 'application/json' }
    await call(secret, { method: 'POST', body: JSON.stringify(told), headers })
    expect(await judged()).toMatchObject({
      state: 'ok',
      lastSuccessMs: officeNow - 600_000,
      durationSeconds: 33.5,
      sizeBytes: 1234,
    })
    for (const [body, type] of [
      ['{"run":', 'application/json'],
      ['<log/>', 'application/xml'],
      ['x', 'a strange type'],
      ['a=1', 'application/x-www-form-urlencoded'],
    ] as const)
      expect(
        (await call(secret, { method: 'POST', body, headers: { 'content-type': type } })).status,
        type,
      ).toBe(200)
    expect((await call(secret, { method: 'POST', body: 'x'.repeat(11_000) })).status).toBe(413)
  })
  test('fails by an exit code in the body, and repeats itself without effect', async () => {
    const body = JSON.stringify({ run: 'r2', exit_code: 2 })
    for (let n = 0; n < 3; n++) {
      await call(secret, { method: 'POST', body })
      office.clock.set(officeNow + n * 1000)
    }
    expect(await judged()).toMatchObject({ state: 'failed', failures: 1, exitCode: 2 })
  })
  test('that nobody made is unknown; one that was renewed ends', async () => {
    expect((await call('x')).status).toBe(404)
    expect((await call('A'.repeat(43))).status).toBe(404)
    expect((await call(`${secret}/delete`)).status).toBe(404)
    const renewed = await office.parts.backupJobs.newUrl(jobId)
    await office.parts.backupDesk.jobs()
    expect((await call(secret)).status).toBe(404)
    expect((await call(renewed)).status).toBe(200)
  })
  test('survives a flood and broken requests, and is there afterwards', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => call(`${secret}/start`)))
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 429])
    for (const text of [
      'POST /ping/%00%ff HTTP/1.1\r\n\r\n',
      `GET /ping/${'a'.repeat(9000)} \r\n\r\n`,
    ]) {
      const socket = net.connect(Number(new URL(base).port), '127.0.0.1')
      socket.on('error', () => undefined)
      const closed = once(socket, 'close')
      socket.resume().end(text)
      await closed
    }
    office.clock.set(officeNow + 1000)
    await office.clock.advance(60_000)
    expect((await call(secret)).status).toBe(200)
  })
  test('never stands in the state in clear', async () => {
    const rows = await office.state.db.selectFrom('backup_job').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

test('what a heartbeat carries is read whatever it is', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc.anything(),
  )
  const values = fc.oneof(fc.anything(), fc.string(), fc.double())
  fc.assert(
    fc.property(anything, fc.string(), (body, query) => {
      pingDetails(body, new URLSearchParams(query))
    }),
  )
  fc.assert(
    fc.property(values, values, values, (run, bytes, at) => {
      const body = Buffer.from(JSON.stringify({ run, bytes, at }) ?? '')
      const details = pingDetails(body, new URLSearchParams())
      expect(details.bytes === null || Number.isSafeInteger(details.bytes)).toBe(true)
      expect(details.run === null || details.run.length <= 64).toBe(true)
      expect(details.clientMs === null || Number.isFinite(details.clientMs)).toBe(true)
    }),
  )
})

describe('the pages', () => {
  test('list the jobs with their state, escaped, and lead to each', async () => {
    const visitor = await loggedIn(office)
    const { body } = await visitor.get('/backup-jobs')
    expect(body).toContain('malipo &lt;b>')
    expect(body).toContain('FED-PC-07')
    expect(body).toContain(`/backup-jobs/${jobId}`)
    expect((await visitor.get(`/backup-jobs/${jobId}`)).body).toContain(
      'Inasubiri nakala ya kwanza',
    )
    expect((await visitor.get('/backup-jobs/none')).statusCode).toBe(404)
  })
  test('declare a job and show its address once, with lines to copy', async () => {
    const visitor = await loggedIn(office)
    const fields = {
      name: 'hifadhi data',
      host: 'fed-pc-07',
      kind: 'data',
      period: 'cron',
      cron: '0 18 * * 1-5',
      graceHours: '6',
      longestHours: '12',
    }
    const wrong = await visitor.post('/backup-jobs', { ...fields, cron: 'kesho' }, '/backup-jobs')
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Ratiba hii haisomeki')
    const made = await visitor.post('/backup-jobs', fields, '/backup-jobs')
    expect(made.statusCode).toBe(303)
    const page = String(made.headers['location']).split('?')[0] ?? ''
    expect((await visitor.post('/backup-jobs', fields, '/backup-jobs')).body).toContain('Jina hili')
    const shown = await visitor.post(`${page}/url`, {}, '/backup-jobs')
    const url = /id="ping-url">([^<]+)</.exec(shown.body)?.[1] ?? ''
    expect(url).toMatch(/\/ping\/[\w-]{43}$/)
    expect(shown.body).toContain('Invoke-RestMethod')
    expect((await visitor.get(page)).body).not.toContain(url)
    expect((await call(new URL(url).pathname.slice('/ping/'.length))).status).toBe(200)
    const audit = await office.parts.audit.list({ limit: 20 })
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['backup_job.declare', 'backup_job.url']),
    )
    expect(JSON.stringify(audit)).not.toContain(url.slice(-43))
  })
  test('register restore tests, waive with a reason, change the times and remove', async () => {
    const visitor = await loggedIn(office)
    const page = `/backup-jobs/${jobId}`
    const restore = { date: '2026-11-10', result: 'good', who: 'Amina', note: 'faili moja' }
    expect(
      (await visitor.post(`${page}/restore`, { ...restore, date: '2027-01-01' }, page)).statusCode,
    ).toBe(422)
    await visitor.post(`${page}/restore`, restore, page)
    expect((await visitor.get(page)).body).toContain('faili moja')
    expect((await visitor.post(`${page}/waive`, { reason: '' }, page)).statusCode).toBe(422)
    await visitor.post(`${page}/waive`, { reason: 'haitumiki' }, page)
    expect((await judged())?.state).toBe('waived')
    await visitor.post(`${page}/waive`, { again: '1' }, page)
    const times = { period: '604800', graceHours: '24', longestHours: '5', rotating: '1' }
    await visitor.post(`${page}/schedule`, times, page)
    expect(await office.parts.backupJobs.get(jobId)).toMatchObject({
      waiver: null,
      rotating: true,
      schedule: { everySeconds: 604_800, graceSeconds: 86_400 },
      lastTest: { result: 'good' },
    })
    await visitor.post(`${page}/remove`, {}, page)
    expect(await office.parts.backupJobs.all()).toEqual([])
  })
  test('call a restore test overdue after six months', async () => {
    const visitor = await loggedIn(office)
    const shown = async () => (await visitor.get(`/backup-jobs/${jobId}`)).body
    expect(await shown()).not.toContain('Jaribu kila miezi sita')
    office.clock.set(officeNow + 190 * 86_400_000)
    const later = await loggedIn(office, 'juma')
    expect((await later.get(`/backup-jobs/${jobId}`)).body).toContain('Jaribu kila miezi sita')
  })
  test('keep to roles and departments, and to forms of their own', async () => {
    await office.parts.office.saveDepartment({ id: 'afya', name: 'Afya' })
    const other = await loggedIn(office, 'hamisi', 'head', 'afya')
    expect((await other.get('/backup-jobs')).body).not.toContain('FED-PC-07')
    expect((await other.get(`/backup-jobs/${jobId}`)).statusCode).toBe(404)
    const own = await loggedIn(office, 'neema', 'head', 'fedha')
    const page = await own.get(`/backup-jobs/${jobId}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('/url"')
    expect((await own.post(`/backup-jobs/${jobId}/remove`, {})).statusCode).toBe(403)
    const admin = await loggedIn(office)
    expect((await admin.post(`/backup-jobs/${jobId}/remove`, { csrf: 'x' })).statusCode).toBe(403)
  })
})

test('the API declares, lists, renews, waives and removes jobs', async () => {
  const { secret: token } = await office.parts.apiTokens.create('script', 'officer')
  const viewer = (await office.parts.apiTokens.create('look', 'viewer')).secret
  const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, bearer = token) =>
    office.api.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${bearer}` },
      ...(payload && { payload }),
    })
  const wanted = { host: 'FED-PC-07', name: 'usiku', cron: '0 1 * * *' }
  expect((await ask('POST', '/backup-jobs', wanted, viewer)).statusCode).toBe(403)
  expect((await ask('POST', '/backup-jobs', { ...wanted, everySeconds: 900 })).statusCode).toBe(400)
  const made = await ask('POST', '/backup-jobs', wanted)
  expect(made.statusCode).toBe(201)
  const { id, path } = made.json<{ id: string; path: string }>()
  expect((await call(path.slice('/ping/'.length))).status).toBe(200)
  const list = (await ask('GET', '/backup-jobs', undefined, viewer)).json<
    { name: string; state: string }[]
  >()
  expect(list.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'usiku ok',
    'malipo <b> waiting',
  ])
  expect((await ask('POST', `/backup-jobs/${id}/url`)).statusCode).toBe(201)
  expect((await ask('POST', `/backup-jobs/${id}/waive`, { reason: 'x' })).statusCode).toBe(204)
  const restore = { result: 'good', who: 'Amina' }
  expect((await ask('POST', `/backup-jobs/${id}/restore-tests`, restore)).statusCode).toBe(204)
  expect((await ask('DELETE', `/backup-jobs/${id}`)).statusCode).toBe(204)
  expect((await ask('DELETE', `/backup-jobs/${id}`)).statusCode).toBe(404)
})

test('the presence that the store keeps says whether a computer was off', async () => {
  const { store } = office.parts
  const tell = (atMs: number, state: 'online' | 'off' | 'asleep') => {
    office.clock.set(atMs)
    return tellFacts(store, office.clock, [[hostId, reading(presence, {}, { state })]])
  }
  await tell(officeNow, 'online')
  await tell(officeNow + 3_600_000, 'off')
  await tell(officeNow + 4 * 3_600_000, 'online')
  const off = (from: number, to: number) =>
    wasOff(store, hostId, officeNow + from * 3_600_000, officeNow + to * 3_600_000)
  expect(await off(0, 1)).toBe(false)
  expect(await off(1, 3)).toBe(true)
  expect(await off(3, 6)).toBe(false)
  expect(await off(-5, -3)).toBe(false)
})

/** What happens before the copy is due, and whether its disk is one that is taken out. */
const reasons: readonly (readonly [why: string, sw: string, before: () => Promise<unknown>])[] = [
  ['never_ran', 'Haijawahi kufanyika', async () => undefined],
  ['run_failed', 'Kazi ilishindikana', () => call(`${secret}/fail`)],
  [
    'computer_off',
    'Kompyuta ilikuwa imezimwa',
    async () => {
      await call(secret)
      const { store } = office.parts
      await tellFacts(store, office.clock, [[hostId, reading(presence, {}, { state: 'off' })]])
    },
  ],
  [
    'target_absent',
    'Diski au folda ya nakala haikuwepo',
    async () => {
      const job = await office.parts.backupJobs.get(jobId)
      if (job) await office.parts.backupJobs.reschedule(jobId, job.schedule, true)
    },
  ],
]
test.each(reasons)('page and API say why a copy was missed: %s', async (why, sw, before) => {
  await before()
  await office.pass(30 * 3_600_000)
  const { secret: token } = await office.parts.apiTokens.create('look', 'viewer')
  const list = await office.api.inject({
    url: '/api/v1/backup-jobs',
    headers: { authorization: `Bearer ${token}` },
  })
  expect(list.json()).toMatchObject([{ why }])
  const visitor = await loggedIn(office)
  expect((await visitor.get(`/backup-jobs/${jobId}`)).body).toContain(sw)
})
