import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { cpu, dayMs, frame, hourMs, open, scratch, start, type TestRow } from './fixture.ts'

const value = (max: number): fc.Arbitrary<number | null> =>
  fc.option(fc.integer({ min: -max, max }), { freq: 6 })
const anyRow = fc.record({
  series: fc.constantFrom(1, 2),
  timeMs: fc.oneof(
    fc
      .tuple(fc.nat(60), fc.nat(40), fc.nat(3))
      .map(([hour, step, jitter]) => start + hour * hourMs + step * 90_000 + jitter * 7),
    // Rows with equal times are common.
    fc.nat(8).map((place) => start + place * 7 * hourMs),
  ),
  flags: fc.constantFrom(0, 0, 0, 1, 3),
  values: fc.tuple(
    value(10_000),
    fc.option(
      fc.oneof(fc.nat(2 ** 45), fc.nat(50), fc.double({ noDefaultInfinity: true, noNaN: true })),
    ),
    fc.option(fc.nat(1)),
    fc.option(fc.nat(1)),
    fc.option(fc.constantFrom('moto', 'baridi', 'é', '')),
  ),
})
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('maintain' as const), hours: fc.nat(100) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), from: fc.nat(200) }) },
)

/** So late that no hour is sealed only because it has been open for long. */
const arrivalMs = start + 300 * hourMs

/** Everything that can be asked, of every tier. */
async function answers(store: EmbeddedStore): Promise<unknown> {
  const asked: unknown[] = [await store.latest({})]
  const span = { seriesIds: [1, 2], fromMs: start, toMs: start + 3 * dayMs }
  for (const { name: field } of cpu.fields) {
    asked.push(await store.range({ ...span, field }))
    for (const stepMs of [70_000, 300_000, 900_000, hourMs, dayMs]) {
      for (const aggregate of ['mean', 'min', 'max', 'sum', 'last', 'count'] as const) {
        asked.push(await store.range({ ...span, field, stepMs, aggregate }))
      }
    }
  }
  return asked
}

async function opened(file: string): Promise<EmbeddedStore> {
  const store = await open(file)
  await store.series.register('host-1', [cpu, { ...cpu, tags: [['cpu', 'cpu0']] }])
  return store
}

it('gives the same answers in every tier, whatever the order of arrival, sealing and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { minLength: 1, maxLength: 250, size: 'max' }),
      fc.array(step, { minLength: 3, maxLength: 25, size: 'max' }),
      fc.infiniteStream(fc.nat()),
      async (given, steps, shuffle) => {
        const place = scratch()
        const rows: TestRow[] = given.map((row, seq) => ({ ...row, seq }))
        const byTime = rows.toSorted((a, b) => a.timeMs - b.timeMs)
        const shuffled = rows
          .map((row) => ({ row, place: shuffle.next().value }))
          .sort((a, b) => a.place - b.place)
          .map(({ row }) => row)
        const orderly = await opened(`${place.file}-a`)
        let wild = await opened(`${place.file}-b`)
        try {
          await orderly.append([frame(byTime)], arrivalMs)
          let sent = 0
          for (const one of steps) {
            if (one.kind === 'append') {
              await wild.append([frame(shuffled.slice(sent, sent + one.count))], arrivalMs)
              sent += one.count
            } else if (one.kind === 'again') {
              await wild.append([frame(shuffled.slice(0, Math.min(sent, one.from)))], arrivalMs)
            } else if (one.kind === 'maintain') {
              if (one.hours % 3 === 0) await wild.release(1e9)
              await wild.maintain(start + one.hours * hourMs)
            } else {
              await wild.close()
              wild = await opened(`${place.file}-b`)
            }
          }
          await wild.append([frame(shuffled.slice(sent))], arrivalMs)
          const expected = await answers(orderly)
          expect(await answers(wild)).toEqual(expected)
          await wild.maintain(start + 4 * dayMs)
          expect(await answers(wild)).toEqual(expected)
        } finally {
          await orderly.close()
          await wild.close()
          place.remove()
        }
      },
    ),
    { numRuns: Number(process.env['MLINZI_ORDER_RUNS'] ?? 8), endOnFailure: true },
  )
}, 120_000)
