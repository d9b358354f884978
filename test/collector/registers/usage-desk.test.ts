import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OwnSeries } from '../../../collector/own-series.ts'
import { UsageDesk } from '../../../collector/registers/usage-desk.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { mem } from '../../../contract/catalogue/families/mem.ts'
import { softwareChange } from '../../../contract/catalogue/families/software-change.ts'
import { usage } from '../../../contract/catalogue/families/usage.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import type { UsageSample } from '../../../collector/state/usage.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const now = Date.UTC(2026, 10, 22, 9)
let folder = ''
let store: EmbeddedStore
let kept: UsageSample[] = []
let confirmed = true
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mlinzi-usage-'))
  store = await openEmbeddedStore({
    path: path.join(folder, 'series.sqlite'),
    log: silent,
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1830 },
  })
  kept = []
  confirmed = true
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

function desk() {
  const add = async (samples: readonly UsageSample[]) => void kept.push(...samples)
  const one = new UsageDesk({ usage: { add }, confirmed: () => confirmed, dayOf })
  const guarded = one.guarded(store)
  const rows = new OwnSeries({
    store: guarded,
    clock: systemClock,
    log: silent,
    onCommit: () => undefined,
  })
  return { one, rows, guarded }
}
const sample = reading(
  usage,
  {},
  { in_use: true, sessions: 1, logons: 3, failed_logons: null, users: 'amina.juma' },
)

test('usage is taken out before the store: no series has it and no file holds a name', async () => {
  const { one, rows } = desk()
  rows.add('h1', sample, now)
  rows.add('h1', reading(mem, {}, { used: 5 }), now)
  rows.add('h1', reading(softwareChange, {}, { changes: 'a text of another row' }), now)
  await rows.flush()
  await one.flush()
  expect(kept).toEqual([
    {
      hostId: 'h1',
      day: '2026-11-22',
      atMs: now,
      inUse: true,
      logons: 3,
      failedLogons: null,
      users: 'amina.juma',
    },
  ])
  const told = await store.latest({ hostIds: ['h1'] })
  const measurements = told.map(
    ({ seriesId }) => store.series.get(seriesId)?.descriptor.measurement,
  )
  expect(measurements.map(String).toSorted()).toEqual(['mem', 'software_change'])
  expect(told.find(({ values }) => 'changes' in values)?.values['changes']).toBe(
    'a text of another row',
  )
  for (const file of await readdir(folder))
    expect((await readFile(path.join(folder, file))).includes('amina'), file).toBe(false)
})

test('without a confirmed notice it is thrown away, also what waited for its writing', async () => {
  const { one, rows } = desk()
  rows.add('h1', sample, now)
  await rows.flush()
  confirmed = false
  await one.flush()
  rows.add('h1', sample, now + 1)
  await rows.flush()
  confirmed = true
  await one.flush()
  expect(kept).toEqual([])
  expect(await store.latest({ hostIds: ['h1'] })).toEqual([])
})
