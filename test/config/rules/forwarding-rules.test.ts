/** The shipped rules of what goes to the InfluxDB and what other programs write, on a timeline. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Behind } from '../../../collector/outlet/behind.ts'
import { LineSourceReadings } from '../../../collector/line-source-readings.ts'
import type { LineSource } from '../../../collector/state/line-sources.ts'
import { collector } from '../../../contract/catalogue/families/collector.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  type AlertScene,
} from '../../support/alert-scene.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const minute = 60_000
const hour = 60 * minute
let scene: AlertScene
beforeEach(async () => {
  const measurements = new Set<string | undefined>(['collector', 'line_source'])
  scene = await alertScene({
    startMs: office('2026-11-12T08:00'),
    rules: shippedRules.filter(({ select }) => measurements.has(select.measurement)),
    hosts: [hostNamed('collector')],
  })
  await scene.start()
})
afterEach(() => scene.end())

const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, object }) => [ruleId, object].join(' ').trim())

const telegraf: LineSource = {
  id: 's1',
  name: 'telegraf',
  role: 'server',
  siteId: null,
  departmentId: null,
  seriesMax: 5000,
  createdAtMs: 0,
  lastWriteMs: 0,
  points: 1000,
  refused: 3,
  revoked: false,
}

test('a program whose points are refused is told by its name, old refusals are not', async () => {
  const readings = new LineSourceReadings()
  const wrote = async (change: Partial<LineSource>): Promise<void> => {
    await scene.advance(minute)
    const proxmox = { ...telegraf, id: 's2', name: 'proxmox' }
    for (const one of readings.due([{ ...telegraf, ...change }, proxmox], scene.clock.now())) {
      await scene.report('collector', one)
    }
  }
  await wrote({})
  await wrote({ points: 2000, refused: 12 })
  expect(await opens()).toEqual([])
  await wrote({ points: 2000, refused: 40 })
  expect(await opens()).toEqual(['program-points-refused telegraf'])
})

test('a program is told when its counts change, else once an hour; a revoked one no more', () => {
  const readings = new LineSourceReadings()
  const due = (change: Partial<LineSource>, atMs: number): number =>
    readings.due([{ ...telegraf, ...change }], atMs).length
  expect(due({}, 0)).toBe(1)
  expect(due({}, minute)).toBe(0)
  expect(due({ points: 1001 }, 2 * minute)).toBe(1)
  expect(due({ points: 1001 }, 62 * minute)).toBe(1)
  expect(due({ points: 1002, revoked: true }, 63 * minute)).toBe(0)
})

test('a database that takes points and stays behind for hours is told; an outage is another rule', async () => {
  const clock = new VirtualClock(0)
  const behind = new Behind(clock)
  const report = async (waiting: number, isAway: boolean): Promise<void> => {
    const seconds = Math.round(behind.see(waiting, isAway) / 1000)
    await scene.report('collector', reading(collector, {}, { influx_behind: seconds }))
    await scene.advance(hour)
    await clock.advance(hour)
  }
  for (let at = 0; at < 8; at++) await report(40, true)
  for (let at = 0; at < 6; at++) await report(40, false)
  expect(await opens()).toEqual([])
  await report(12, false)
  await report(12, false)
  expect(await opens()).toEqual(['collector-influx-behind'])
  await report(0, false)
  expect(await opens()).toEqual([])
})
