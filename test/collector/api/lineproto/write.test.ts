/** Requests as curl, Telegraf and Proxmox send them, to the real door, store and state. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { officeNow, sampleOffice, type SampleOffice } from '../../../support/sample-office.ts'

let office: SampleOffice
let secret: string
beforeAll(async () => {
  office = await sampleOffice()
  ;({ secret } = await office.parts.lineSources.create({
    name: 'telegraf',
    role: 'server',
    siteId: null,
    departmentId: null,
    seriesMax: 5000,
  }))
})
afterAll(() => office.close())

const atS = officeNow / 1000
const token = (): Record<string, string> => ({ authorization: `Token ${secret}` })
function post(url: string, payload: string | Buffer, headers: Record<string, string> = token()) {
  return office.api.inject({ method: 'POST', url, payload, headers })
}
async function values(measurement: string) {
  const rows = await office.parts.store.latest({ measurements: [`foreign:${measurement}`] })
  return rows.map((row) => row.values)
}

describe('who may write', () => {
  const point = `m f=1 ${atS}`
  test.each([
    ['a token, as 2.x and Telegraf have it', () => token(), ''],
    ['a bearer token, as 3.x has it', () => ({ authorization: `Bearer ${secret}` }), ''],
    ['user and password in the header', () => ({ authorization: basic('x', secret) }), ''],
    ['user and password in the address', () => ({}), () => `&u=telegraf&p=${secret}`],
  ] as const)('%s', async (_name, headers, query) => {
    const more = query === '' ? '' : query()
    const url = `/write?db=any&precision=s${more}`
    expect((await post(url, point, headers())).statusCode).toBe(204)
    const second = `/api/v2/write?org=o&bucket=b&precision=s${more}`
    expect((await post(second, point, headers())).statusCode).toBe(204)
  })
  test('nobody else, in the words of each version', async () => {
    for (const headers of [{}, { authorization: 'Token nope' }, { authorization: 'Digest x' }]) {
      const first = await post('/write?db=any', point, headers)
      expect([first.statusCode, first.json()]).toEqual([401, { error: 'authorization failed' }])
      const second = await post('/api/v2/write', point, headers)
      expect(second.statusCode).toBe(401)
      expect(second.json()).toMatchObject({ code: 'unauthorized' })
    }
  })
  test('a revoked source no more, at once; a user of the console neither', async () => {
    const gone = await office.parts.lineSources.create({
      name: 'gone',
      role: 'server',
      siteId: null,
      departmentId: null,
      seriesMax: 10,
    })
    const headers = { authorization: `Token ${gone.secret}` }
    expect((await post('/write', 'm f=1', headers)).statusCode).toBe(204)
    await office.parts.lineSources.revoke(gone.id)
    expect((await post('/write', 'm f=1', headers)).statusCode).toBe(401)
    const api = await office.parts.apiTokens.create('api', 'admin')
    const admin = { authorization: `Bearer ${api.secret}` }
    expect((await post('/write', 'm f=1', admin)).statusCode).toBe(401)
  })
})

describe('what is written', () => {
  test('is there when the answer is: types, texts, decimals to the last digit', async () => {
    const line = `kinds,host=nas f=0.1234567890123,i=-7i,b=t,t="a \\"b\\"" ${atS}`
    const answer = await post('/api/v2/write?precision=s', line)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(await values('kinds')).toEqual([{ f: 0.1234567890123, i: -7, b: true, t: 'a "b"' }])
  })
  test('comes as gzip, and with whatever content type', async () => {
    const body = gzipSync(`packed f=5 ${atS}`)
    const headers = { ...token(), 'content-encoding': 'gzip', 'content-type': 'text/plain' }
    expect((await post('/write?db=x&precision=s', body, headers)).statusCode).toBe(204)
    expect(await values('packed')).toEqual([{ f: 5 }])
    const form = { ...token(), 'content-type': 'application/x-www-form-urlencoded' }
    expect((await post('/write?precision=s', `asform f=6 ${atS}`, form)).statusCode).toBe(204)
    expect(await values('asform')).toEqual([{ f: 6 }])
  })
  test('is told line by line when a part is refused; the rest is stored', async () => {
    const body = [`part,host=nas f=1 ${atS}`, 'part f=', `part f=2i ${atS}`].join('\n')
    const answer = await post('/write?precision=s', body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({
      error:
        "partial write: unable to parse 'part f=': missing field value\n" +
        'field type conflict: input field "f" on measurement "part" is type integer, already ' +
        "exists as type float ('part') dropped=1",
    })
    expect(await values('part')).toEqual([{ f: 1 }])
    expect(answer.headers['x-influxdb-error']).toContain('partial write')
  })
  test('is refused whole when nothing of it is a point', async () => {
    const first = await post('/write', 'hello')
    expect([first.statusCode, first.json()]).toEqual([
      400,
      { error: "unable to parse 'hello': missing fields" },
    ])
    const second = await post('/api/v2/write', 'hello')
    expect(second.json()).toMatchObject({ code: 'invalid' })
  })
  test('has a unit that we know, or is not taken for nanoseconds', async () => {
    const answer = await post('/write?precision=zz', 'm f=1 1')
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error).toContain('invalid precision')
  })
  test('is not unpacked past the bound, nor read', async () => {
    const bomb = gzipSync(Buffer.alloc(11 * 1024 * 1024, 32))
    const headers = { ...token(), 'content-encoding': 'gzip' }
    expect((await post('/write', bomb, headers)).statusCode).toBe(413)
    expect((await post('/write', Buffer.alloc(11 * 1024 * 1024, 32))).statusCode).toBe(413)
    const broken = { ...token(), 'content-encoding': 'gzip' }
    expect((await post('/write', 'no gzip', broken)).statusCode).toBe(400)
    const other = { ...token(), 'content-encoding': 'zstd' }
    expect((await post('/write', 'm f=1', other)).statusCode).toBe(415)
  })
  test('comes too fast or while nothing can be stored: when to come again', async () => {
    const wait = { retryAfterSeconds: 7, of: 'source' as const }
    const strict = await sampleOffice({
      lineDoor: { ...office.parts.lineDoor, admit: () => wait },
    })
    try {
      const own = await strict.parts.lineSources.create({
        name: 'fast',
        role: 'server',
        siteId: null,
        departmentId: null,
        seriesMax: 10,
      })
      const answer = await strict.api.inject({
        method: 'POST',
        url: '/write',
        payload: 'm f=1',
        headers: { authorization: `Token ${own.secret}` },
      })
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '7'])
      expect((await strict.api.inject('/health')).json()).toMatchObject({ status: 'fail' })
    } finally {
      await strict.close()
    }
  })
})

describe('what writers ask beside', () => {
  test('/ping and /health without a token', async () => {
    const ping = await office.api.inject('/ping')
    expect([ping.statusCode, ping.headers['x-influxdb-version']]).toEqual([204, '1.8-mlinzi-0.1.0'])
    expect((await office.api.inject('/ping?verbose=true')).json()).toEqual({
      version: '1.8-mlinzi-0.1.0',
    })
    expect((await office.api.inject('/health')).json()).toMatchObject({ status: 'pass' })
  })
  test('Telegraf may make its database; nobody reads here', async () => {
    const made = await post('/query?q=CREATE%20DATABASE%20%22telegraf%22', '')
    expect(made.json()).toEqual({ results: [{ statement_id: 0 }] })
    expect((await post('/query?q=SELECT%20*%20FROM%20m', '')).statusCode).toBe(400)
    expect((await post('/query?q=SHOW%20DATABASES', '', {})).statusCode).toBe(401)
  })
})

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
