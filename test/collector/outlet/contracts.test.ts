import { afterEach, expect, it } from 'vitest'
import type { OutletSettings } from '../../../collector/outlet/settings.ts'
import { influx2, influx3, type InfluxRecorder } from '../../support/influx-recorder.ts'
import { hourMs, start } from '../store/fixture.ts'
import { openScene, type Scene } from './scene.ts'

const noon = start + 10 * hourMs
let recorder: InfluxRecorder
let scene: Scene
const buckets = new Set(['mlinzi/full', 'mlinzi/5m', 'mlinzi/1h'])

async function begin(
  made: InfluxRecorder,
  flavour: 'influxdb-2' | 'influxdb-3',
  change: Partial<OutletSettings> = {},
): Promise<void> {
  recorder = made
  scene = await openScene(await recorder.open(), { flavour, secret: 'secret', ...change })
  await scene.outlet.start()
}
afterEach(async () => {
  await scene.close()
  await recorder.close()
})

const rows = (count: number, fromMs = noon) =>
  Array.from({ length: count }, (_, at) => ({
    series: scene.memId,
    timeMs: fromMs + at * 1000,
    values: [at, at * 10],
  }))
const keys = (bucket: string): string[] =>
  [...recorder.points.keys()].filter((key) => key.startsWith(`${bucket} mem`)).toSorted()
const expected = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) =>
      `mlinzi/full mem,department=none,host=pc-02,host_id=h2,role=laptop,site=none ${noon + at * 1000}000000`,
  )

it('2.x gets points and roll-ups in buckets of the organisation, by token', async () => {
  await begin(influx2(buckets), 'influxdb-2')
  await scene.append(rows(3))
  await scene.clock.advance(2 * hourMs)
  await scene.settle()
  expect(keys('mlinzi/full')).toEqual(expected(3))
  expect(recorder.points.get(expected(3)[2] ?? '')).toEqual(
    new Map([
      ['used', '2i'],
      ['used_percent', '2'],
    ]),
  )
  expect(keys('mlinzi/5m')).toHaveLength(1)
  const [hourly = ''] = keys('mlinzi/1h')
  expect(Object.fromEntries(recorder.points.get(hourly) ?? [])).toEqual({
    used: '1',
    used_min: '0i',
    used_max: '2i',
    used_percent: '1',
    used_percent_min: '0',
    used_percent_max: '2',
    coverage: expect.stringMatching(/^0?\.?\d+$/),
  })
  expect(recorder.faults).toEqual([])
})

const in3 = (key = ''): string => key.replace('/full', '_full')
it('3.x tells of bad lines by number: they alone are kept aside', async () => {
  await begin(influx3(), 'influxdb-3')
  let told = false
  recorder.misbehave = ({ body, path, query }) => {
    if (told || path !== '/api/v2/write' || !body.startsWith('mem')) return undefined
    told = true
    const lines = body.split('\n')
    recorder.keep(query.get('bucket') ?? '', [lines[0], lines[2]].join('\n'))
    const data = [{ error_message: 'schema mismatch', line_number: 2, original_line: lines[1] }]
    return { status: 400, body: { error: 'partial write of line protocol occurred', data } }
  }
  await scene.append(rows(3))
  await scene.settle()
  expect(keys('mlinzi_full')).toEqual([expected(3)[0], expected(3)[2]].map(in3))
  expect(await scene.repository.refused(10)).toMatchObject([
    { measurement: 'mem', reason: 'schema mismatch' },
  ])
})

it('3.x that was wiped is noticed by its mark, and made whole', async () => {
  await begin(influx3(), 'influxdb-3')
  await scene.append(rows(3))
  await scene.settle()
  recorder.points.clear()
  await scene.clock.advance(11 * 60_000)
  await scene.settle()
  expect(keys('mlinzi_full')).toEqual(expected(3).map(in3))
})

const later = [
  [
    '401',
    { status: 401, body: { code: 'unauthorized', message: 'unauthorized access' } },
    'unauthorized',
  ],
  ['403', { status: 403, body: { code: 'forbidden', message: 'no write' } }, 'forbidden'],
  ['404', { status: 404, body: { code: 'not found', message: 'bucket' } }, 'not_found'],
  ['429 with Retry-After', { status: 429, headers: { 'retry-after': '30' } }, 'too_many'],
  [
    'a full disk',
    { status: 500, body: { code: 'internal error', message: 'no space left on device' } },
    'disk_full',
  ],
  [
    'read-only, 503',
    { status: 503, body: { code: 'unavailable', message: 'read only' } },
    'too_many',
  ],
] as const
it.each(later)(
  '%s loses nothing, is told once, and all comes afterwards',
  async (_, reply, why) => {
    await begin(influx2(buckets), 'influxdb-2')
    recorder.misbehave = () => reply
    for (let turn = 0; turn < 10; turn++) {
      await scene.append(rows(10, noon + turn * 10_000))
      await scene.clock.advance(60_000)
      await scene.outlet.idle()
    }
    expect((await scene.outlet.stats()).fault?.why).toBe(why)
    expect(scene.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
    expect(recorder.requests.length).toBeLessThan(40)
    recorder.misbehave = () => undefined
    await scene.settle()
    expect(keys('mlinzi/full')).toEqual(expected(100))
  },
)

it('half of each batch refused without a word which: the good half is stored', async () => {
  await begin(influx2(buckets), 'influxdb-2')
  recorder.misbehave = ({ body, path }) =>
    path === '/api/v2/write' && /used=\d*[13579]i/.test(body)
      ? { status: 422, body: { code: 'unprocessable entity', message: 'odd numbers' } }
      : undefined
  await scene.append(rows(500))
  await scene.settle()
  expect(keys('mlinzi/full')).toEqual(expected(500).filter((_, at) => at % 2 === 0))
  expect((await scene.outlet.stats()).pointsRefused).toBe(250)
})

it('a database that refuses every point is not asked for each of them', async () => {
  await begin(influx2(buckets), 'influxdb-2')
  recorder.misbehave = ({ body }) =>
    body.startsWith('mem') ? { status: 400, body: { message: 'never' } } : undefined
  await scene.append(rows(500))
  await scene.outlet.idle()
  expect(memWrites().length).toBeLessThan(250)
  expect((await scene.outlet.stats()).pointsRefused).toBe(500)
})

it('a request that is too large is halved', async () => {
  await begin(influx2(buckets), 'influxdb-2')
  recorder.misbehave = ({ body }) => (body.split('\n').length > 7 ? { status: 413 } : undefined)
  await scene.append(rows(50))
  await scene.settle()
  expect(keys('mlinzi/full')).toEqual(expected(50))
})

const memWrites = (): readonly string[] =>
  recorder.requests.map(({ body }) => body).filter((body) => body.startsWith('mem'))

it('answers that never come are given up after the time limit', async () => {
  await begin(influx2(buckets), 'influxdb-2', { timeoutMs: 30_000 })
  await scene.settle()
  recorder.misbehave = () => new Promise(() => undefined)
  await scene.append(rows(10))
  // Once the request is there its time limit runs; time stands still until then.
  await expect.poll(memWrites).toHaveLength(1)
  await scene.clock.advance(30_000)
  await scene.outlet.idle()
  expect((await scene.outlet.stats()).fault?.why).toBe('timed_out')
  recorder.misbehave = () => undefined
  await scene.settle()
  expect(keys('mlinzi/full')).toEqual(expected(10))
})

it('live rows go before old ones that wait', async () => {
  await begin(influx2(buckets), 'influxdb-2', { batchPointsMax: 5 })
  recorder.misbehave = () => ({ status: 503 })
  await scene.append(rows(15))
  await scene.outlet.idle()
  expect((await scene.outlet.stats()).waitingHours).toBe(1)
  // Two thirds of the old rows are on their way when a live row comes.
  recorder.requests.length = 0
  const taken = Promise.withResolvers<undefined>()
  recorder.misbehave = ({ body }) => (body.startsWith('mem') ? taken.promise : undefined)
  await expect
    .poll(async () => {
      await scene.clock.advance(1000)
      return memWrites().length
    })
    .toBe(2)
  await scene.append(rows(1, noon + 90_000))
  await expect.poll(memWrites).toHaveLength(3)
  taken.resolve(undefined)
  await scene.settle()
  const times = memWrites().map((body) => Number(/ (\d+)000000$/m.exec(body)?.[1]) - noon)
  expect(times).toEqual([0, 5000, 90_000, 10_000])
  expect(keys('mlinzi/full')).toHaveLength(16)
})
