import { afterEach, describe, expect, it } from 'vitest'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import type { EngineState } from '../../../collector/state/alert-engine.ts'
import { packed } from '../../support/timeline-store.ts'
import { alertScene, office, rulesOf, type AlertScene } from '../../support/alert-scene.ts'

const minute = 60_000
const gb = 1024 ** 3
const rules = rulesOf(`
- id: full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning:
    when: [{ field: used_percent, above: 85 }, { field: free, below: 15 GB }]
    for: 5m
    clear: { field: used_percent, below: 80 }
  critical:
    when: { field: used_percent, above: 95 }
    clear: { field: used_percent, below: 90 }
- id: source
  kind: state
  field: state
  unknown: [not_present]
  select: { measurement: source }
  object: [source]
  critical: { is: failed }
  warning: { is: timed_out }
`)
const full = (percent: number | null, free = 10 * gb, path = '/') =>
  reading(
    disk,
    { path, device: 'sda1', fstype: 'ext4', mode: 'rw' },
    { used_percent: percent, free },
  )
let scene: AlertScene
afterEach(() => scene.end())
async function begun(setup: Partial<Parameters<typeof alertScene>[0]> = {}): Promise<void> {
  scene = await alertScene({ rules, startMs: office('2026-11-12T10:00'), ...setup })
  await scene.start()
}
async function minutes(count: number, percent: number | null, free?: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await scene.report('pc', full(percent, free))
    await scene.advance(minute)
  }
}
const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)

describe('the engine', () => {
  it('judges later, and once, what could not be made durable at first', async () => {
    let broken = false
    await begun({
      wrapState: (state) => ({
        ...state,
        commit: async (batch, readers) => {
          if (broken) throw new Error('disk full')
          await state.commit(batch, readers)
        },
      }),
    })
    broken = true
    await minutes(3, 96)
    expect(await opens()).toEqual([])
    expect(scene.logged.filter((line) => line.includes('cannot be judged'))).toHaveLength(1)
    broken = false
    await scene.advance(10_000)
    expect(await opens()).toEqual(['full critical'])
    expect(await scene.history()).toHaveLength(1)
  })
  it('reads from the store what was more than its queue, in order, and releases it', async () => {
    await begun()
    const many = 300
    for (let at = 0; at < many; at++) {
      const timeMs = scene.clock.now() - (many - at) * 1000
      const row = scene.row('pc', full(at === 150 ? 96 : 50), timeMs)
      scene.engine.offer(scene.store.append(packed([row]), scene.clock.now()))
    }
    await scene.settled()
    await scene.advance(10_000)
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'cleared'])
    expect(scene.store.released).toBe(many)
    expect(scene.engine.stats().rowsJudged).toBe(many)
  })
  it('forgets a removed host and tells nobody that it recovered', async () => {
    await begun()
    await minutes(1, 96)
    scene.hosts.delete('pc')
    scene.engine.hostRemoved('pc')
    await scene.settled()
    expect(await opens()).toEqual([])
  })
  it('keeps no memory of a removed host', async () => {
    let state: EngineState | undefined
    await begun({ wrapState: (made) => (state = made) })
    await minutes(1, 96)
    expect([...((await state?.load())?.states.keys() ?? [])]).toContain('pc')
    scene.hosts.delete('pc')
    scene.engine.hostRemoved('pc')
    await scene.settled()
    await scene.advance(10_000)
    expect([...((await state?.load())?.states.keys() ?? [])]).not.toContain('pc')
  })
})
