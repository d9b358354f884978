import { afterEach, describe, expect, it } from 'vitest'
import type { Measurement } from '../../../contract/catalogue/grammar.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { system } from '../../../contract/catalogue/families/system.ts'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import {
  alertScene,
  hostNamed,
  office,
  rulesOf,
  type AlertScene,
} from '../../support/alert-scene.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A measurement that another program might send; rules name it foreign. */
const backup = {
  name: 'foreign:backup',
  help: 'A backup job',
  since: '0.1',
  tags: { job: { help: 'Name of the job' } },
  fields: {
    last_success: { kind: 'integer', unit: 'epoch_seconds', help: 'Last good copy', since: '0.1' },
    result: { kind: 'state', states: { ok: 0, failed: 1 }, help: 'Result of a run', since: '0.1' },
    event: { kind: 'event', help: 'What happened', since: '0.1' },
  },
} as const satisfies Measurement
const job = (fields: Parameters<typeof reading<typeof backup>>[2]) =>
  reading(backup, { job: 'data' }, fields)

let scene: AlertScene
afterEach(() => scene.end())
async function begun(
  text: string,
  start = '2026-11-12T10:00',
  role: 'server' | 'desktop' = 'server',
) {
  scene = await alertScene({
    rules: rulesOf(text),
    startMs: office(start),
    hosts: [hostNamed('pc', { role })],
  })
  await scene.start()
}
const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)

describe('an event rule', () => {
  const rule = `- { id: failed, kind: event, field: event, severity: critical, stays: 7d, select: { measurement: "foreign:backup" } }`
  it('is told once by its key, also when it is history, with its own time', async () => {
    await begun(rule)
    const old = scene.clock.now() - 4 * day
    await scene.report('pc', job({ event: 'run 17 failed' }), { timeMs: old, flags: historyFlag })
    await scene.report('pc', job({ event: 'run 17 failed' }))
    await scene.report('pc', job({ event: null }))
    const history = await scene.history()
    expect(history).toHaveLength(1)
    expect(history[0]).toMatchObject({
      openedAtMs: old,
      severity: 'critical',
      values: { event: 'run 17 failed' },
    })
    await scene.report('pc', job({ event: 'run 18 failed' }))
    expect(await scene.history()).toHaveLength(2)
  })
  it('is not told again after a crash', async () => {
    await begun(rule)
    await scene.report('pc', job({ event: 'run 17 failed' }))
    await scene.crash(minute)
    await scene.start()
    await scene.report('pc', job({ event: 'run 17 failed' }))
    expect(await scene.history()).toHaveLength(1)
  })
  it('is put away after its time', async () => {
    await begun(rule)
    await scene.report('pc', job({ event: 'run 17 failed' }))
    await scene.jump(scene.clock.now() + 8 * day)
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'cleared'])
  })
})

describe('a change rule', () => {
  const restarted = `- { id: restarted, kind: change, field: boot_time, by: 120, severity: warning, select: { measurement: system } }`
  const boot = (seconds: number) => reading(system, {}, { boot_time: seconds })
  it('is silent at first sight and about small differences, and tells a change with both values', async () => {
    await begun(restarted)
    for (const seconds of [1000, 1001, 1119]) {
      await scene.report('pc', boot(seconds))
      await scene.advance(minute)
    }
    expect(await scene.history()).toHaveLength(0)
    await scene.report('pc', boot(5000))
    expect((await scene.history())[0]?.values).toMatchObject({ from: 1000, to: 5000 })
    await scene.advance(minute)
    await scene.report('pc', boot(5000))
    expect(await scene.history()).toHaveLength(1)
  })
  it('notices what changed while the collector was down', async () => {
    await begun(restarted)
    await scene.report('pc', boot(1000))
    await scene.advance(10_000)
    await scene.crash(hour)
    await scene.start()
    await scene.report('pc', boot(9000))
    expect(await scene.history()).toHaveLength(1)
  })
  it('looks only at the changes that it was asked for', async () => {
    await begun(
      `- { id: c, kind: change, field: result, severity: warning, from: { field: result, is: ok }, to: { field: result, is: failed }, select: { measurement: "foreign:backup" } }`,
    )
    for (const result of ['failed', 'ok', 'ok', 'failed', 'failed', 'ok'] as const) {
      await scene.report('pc', job({ result }))
      await scene.advance(minute)
    }
    expect((await scene.history()).map(({ values }) => [values['from'], values['to']])).toEqual([
      ['ok', 'failed'],
    ])
  })
})

describe('an age rule', () => {
  it('counts the office’s working days', async () => {
    await begun(
      `- { id: old, kind: age, field: last_success, warning: { olderThan: 3wd }, critical: { olderThan: 10wd }, select: { measurement: "foreign:backup" } }`,
    )
    const success = office('2026-11-12T09:00') / 1000
    for (const [at, expected] of [
      ['2026-11-16T16:00', []],
      ['2026-11-17T15:00', []],
      ['2026-11-17T16:00', ['old warning']],
      ['2026-11-27T16:00', ['old critical']],
    ] as const) {
      await scene.jump(office(at))
      await scene.report('pc', job({ last_success: success }))
      expect(await opens(), at).toEqual(expected)
    }
    await scene.advance(minute)
    await scene.report('pc', job({ last_success: scene.clock.now() / 1000 }))
    expect(await opens()).toEqual([])
  })
})

describe('a schedule rule', () => {
  const byField = `- { id: nightly, kind: schedule, cron: "30 19 * * 1-5", grace: 2h, proof: { field: last_success }, warning: { missed: 1 }, critical: { missed: 3 }, select: { measurement: "foreign:backup" } }`
  it('tells a missed run after its grace and counts how many', async () => {
    await begun(byField)
    const success = { last_success: office('2026-11-11T19:42') / 1000 }
    for (const [at, expected] of [
      ['2026-11-12T21:00', []],
      ['2026-11-12T21:45', ['nightly warning']],
      ['2026-11-15T12:00', ['nightly warning']],
      ['2026-11-17T07:40', ['nightly critical']],
    ] as const) {
      await scene.jump(office(at))
      await scene.report('pc', job(success))
      expect(await opens(), at).toEqual(expected)
    }
    await scene.advance(minute)
    await scene.report('pc', job({ last_success: scene.clock.now() / 1000 }))
    expect(await opens()).toEqual([])
  })
  const byRow = `- { id: nightly, kind: schedule, cron: "30 19 * * *", grace: 2h, proof: { when: { field: result, is: ok } }, warning: { missed: 1 }, select: { measurement: "foreign:backup" } }`
  const heartbeat = reading(system, {}, { uptime: 1 })
  /** The host reports each 5 minutes. */
  async function reports(until: string) {
    while (scene.clock.now() < office(until)) {
      await scene.report('pc', heartbeat)
      await scene.advance(5 * minute)
    }
  }
  it('takes rows as the proof, also late ones, and misses the run when none comes', async () => {
    await begun(byRow, '2026-11-12T18:00')
    await scene.report('pc', job({ result: 'ok' }))
    await reports('2026-11-12T21:25')
    await scene.report('pc', job({ result: 'ok' }), {
      timeMs: office('2026-11-12T19:42'),
      flags: historyFlag,
    })
    await reports('2026-11-12T22:30')
    expect(await opens()).toEqual([])
    await reports('2026-11-13T21:40')
    expect(await opens()).toEqual(['nightly warning'])
    await scene.report('pc', job({ result: 'ok' }))
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'cleared'])
  })
  it('waits for the host’s report: a host on leave is unknown, not failed', async () => {
    await begun(byRow, '2026-11-12T18:00', 'desktop')
    await scene.report('pc', job({ result: 'ok' }))
    for (let left = 240; left > 0; left--) await scene.jump(scene.clock.now() + hour)
    expect(await opens()).toEqual([])
    await reports('2026-11-22T18:30')
    expect(await opens()).toEqual(['nightly warning'])
  })
  it('the collector off every night with the backup broken is told on day 1 or 2 (A4)', async () => {
    await begun(byRow, '2026-11-10T07:40')
    await scene.report('pc', job({ result: 'ok' }), { timeMs: office('2026-11-09T19:42') })
    const told: string[] = []
    for (const today of ['2026-11-10', '2026-11-11', '2026-11-12']) {
      await reports(`${today}T15:30`)
      if ((await opens()).length > 0) told.push(today)
      // The collector's PC is switched off; in the night the backup fails, and nobody hears it.
      await scene.crash(16 * hour + 10 * minute)
      await scene.start()
      const failure = scene.clock.now() - 12 * hour
      await scene.report('pc', job({ result: 'failed' }), { timeMs: failure, flags: historyFlag })
    }
    expect(told[0]).toBe('2026-11-11')
  })
})

describe('silence of a source', () => {
  const rule = `- { id: gone, kind: silence, of: source, select: { measurement: "foreign:backup" }, warning: { after: 30m } }`
  it('is told while the host reports, and never while the host itself is silent', async () => {
    await begun(rule)
    await scene.report('pc', job({ result: 'ok' }))
    const beat = reading(system, {}, { uptime: 1 })
    for (let at = 0; at < 6; at++) {
      expect(await opens()).toEqual([])
      await scene.advance(5 * minute)
      await scene.report('pc', beat)
    }
    expect(await opens()).toEqual(['gone warning'])
    await scene.report('pc', job({ result: 'ok' }))
    expect(await opens()).toEqual([])
    for (let left = 10; left > 0; left--) await scene.jump(scene.clock.now() + hour)
    expect(await opens()).toEqual([])
  })
  it('is not told of the time in which the collector was down', async () => {
    await begun(rule)
    await scene.report('pc', job({ result: 'ok' }))
    await scene.advance(10_000)
    await scene.crash(10 * hour)
    await scene.start()
    await scene.report('pc', reading(system, {}, { uptime: 1 }))
    await scene.advance(10 * minute, minute)
    expect(await opens()).toEqual([])
  })
})
