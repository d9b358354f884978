/** Writes, failures, wipes and restarts in any order leave in the database just what the store has. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import { influx3, type Reply } from '../../support/influx-recorder.ts'
import { hourMs, start } from '../store/fixture.ts'
import { openScene, type Scene } from './scene.ts'

const noon = start + 10 * hourMs
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('rows' as const),
      count: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('late' as const),
      hoursAgo: fc.integer({ min: 1, max: 50 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      seconds: fc.constantFrom(5, 60, 900, 3700),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      status: fc.constantFrom(204, 400, 401, 404, 413, 429, 500, 503),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('half' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

it('any interleaving of writes, failures and restarts gives exactly the rows of the store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const recorder = influx3()
      const scene = await openScene(await recorder.open(), {
        flavour: 'influxdb-3',
        secret: 'secret',
        batchPointsMax: 7,
      })
      try {
        await scene.outlet.start()
        let at = 0
        for (const one of steps) at = await take(one, at, scene, recorder)
        recorder.misbehave = () => undefined
        await scene.clock.advance(2 * hourMs)
        await scene.settle()
        const kept = [...recorder.points].filter(([key]) => key.startsWith('mlinzi_full mem'))
        const values = kept.map(([key, fields]) => [
          Number(key.slice(-19, -6)),
          Number.parseInt(fields.get('used') ?? ''),
        ])
        expect(values.toSorted(byTime)).toEqual((await stored(scene)).toSorted(byTime))
        expect(await rollups(recorder.points)).toEqual(await storedHours(scene))
      } finally {
        await scene.close()
        await recorder.close()
      }
    }),
    { numRuns: 8 },
  )
}, 60_000)

async function take(
  one: Step,
  at: number,
  scene: Scene,
  recorder: ReturnType<typeof influx3>,
): Promise<number> {
  if (one.kind === 'rows') {
    // Two rows of one time are one point there.
    const first = scene.clock.now() + at
    await scene.append(
      Array.from({ length: one.count }, (_, i) => ({
        series: scene.memId,
        timeMs: first + i,
        values: [at + i, 10],
      })),
    )
    return at + one.count
  }
  if (one.kind === 'late') {
    const timeMs = noon - one.hoursAgo * hourMs + at
    await scene.append([{ series: scene.memId, timeMs, flags: historyFlag, values: [at, 10] }])
    return at + 1
  }
  if (one.kind === 'time') await scene.clock.advance(one.seconds * 1000)
  if (one.kind === 'restart') await scene.restart()
  // A refusal of content would be for good, and rightly so: only refusals of the moment are drawn.
  const status = one.kind === 'answer' ? one.status : 0
  if (one.kind === 'answer')
    recorder.misbehave = () =>
      status === 204 || status === 400 || status === 413 ? undefined : { status }
  // It takes what it was given, and dies before it says so.
  if (one.kind === 'half') {
    recorder.misbehave = ({ body, query, path }): Reply | undefined => {
      if (path !== '/api/v2/write') return undefined
      const lines = body.split('\n')
      recorder.keep(query.get('bucket') ?? '', lines.slice(0, lines.length >> 1).join('\n'))
      return { status: 500 }
    }
  }
  return at
}

function byTime([a = 0]: readonly unknown[], [b = 0]: readonly unknown[]): number {
  return Number(a) - Number(b)
}
async function stored(scene: Scene): Promise<[number, unknown][]> {
  const span = { fromMs: noon - 100 * hourMs, toMs: noon + 100 * hourMs }
  const [answer] = await scene.store.range({ seriesIds: [scene.memId], field: 'used', ...span })
  return (answer?.points ?? []).map(({ timeMs, value }) => [timeMs, value])
}
/** Hours that are over, with their mean, which any row that is missing moves, and greatest. */
async function storedHours(scene: Scene): Promise<[number, unknown][]> {
  const toMs = Math.floor((scene.clock.now() - 120_000) / hourMs) * hourMs
  const answers = async (aggregate: 'mean' | 'max') => {
    const span = { fromMs: noon - 100 * hourMs, toMs, stepMs: hourMs }
    const query = { seriesIds: [scene.memId], field: 'used', ...span, aggregate }
    return (await scene.store.range(query))[0]?.points ?? []
  }
  const greatest = await answers('max')
  return (await answers('mean')).map(({ timeMs, value }, at) => [
    timeMs,
    [sixteenths(Number(value)), greatest[at]?.value],
  ])
}
/** As exact as means of small whole numbers are written. */
const sixteenths = (value: number): number => Math.round(value * 16)
async function rollups(
  points: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Promise<[number, unknown][]> {
  return [...points]
    .filter(([key]) => key.startsWith('mlinzi_1h mem'))
    .map(([key, fields]): [number, unknown] => [
      Number(key.slice(-19, -6)),
      [sixteenths(Number(fields.get('used'))), Number.parseInt(fields.get('used_max') ?? '')],
    ])
    .toSorted(byTime)
}
