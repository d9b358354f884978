import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { office, type AlertScene, type SceneSetup } from '../../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../../support/mailbox.ts'
import { full, memory, twoRuleScene } from './two-rules.ts'

const minute = 60_000
let box: Mailbox
let scene: AlertScene
beforeEach(async () => {
  box = await mailbox()
})
afterEach(async () => {
  await scene.end()
  await box.close()
})
async function begun(setup: SceneSetup = {}): Promise<void> {
  scene = await twoRuleScene(box, setup)
}

describe('silences and acknowledgement (A1)', () => {
  it('a silence stops the mail, not the alert, and what is still open is told when it ends', async () => {
    await begun()
    const nowMs = scene.clock.now()
    await scene.alerts.silence({
      ruleId: null,
      hostId: 'pc',
      siteId: null,
      fromMs: nowMs,
      untilMs: nowMs + 30 * minute,
      reason: 'work',
      by: 'asha',
    })
    await scene.report('pc', full(96))
    await scene.advance(29 * minute, minute)
    expect(box.mails).toHaveLength(0)
    const [alert] = await scene.alerts.open()
    expect(alert?.silencedUntilMs).toBe(nowMs + 30 * minute)
    expect(
      (await scene.alerts.transitions(alert?.id ?? '')).map(({ kind, by }) => [kind, by]),
    ).toEqual([
      ['opened', null],
      ['silenced', 'asha'],
    ])
    await scene.advance(3 * minute, minute)
    expect(box.mails).toHaveLength(2)
  })
  it('a silence never stops a recovery that readers wait for', async () => {
    await begun()
    await scene.report('pc', full(96))
    const nowMs = scene.clock.now()
    await scene.alerts.silence({
      ruleId: 'disk',
      hostId: null,
      siteId: null,
      fromMs: nowMs,
      untilMs: nowMs + 30 * minute,
      reason: '',
      by: 'asha',
    })
    await scene.advance(minute)
    await scene.report('pc', full(10))
    await scene.advance(2 * minute)
    expect(box.mails).toHaveLength(4)
  })
  it('what began and ended under a silence is told to nobody', async () => {
    await begun()
    const nowMs = scene.clock.now()
    const id = await scene.alerts.silence({
      ruleId: null,
      hostId: null,
      siteId: 'hq',
      fromMs: nowMs,
      untilMs: nowMs + 300 * minute,
      reason: '',
      by: 'asha',
    })
    await scene.report('pc', full(96))
    await scene.advance(minute)
    await scene.report('pc', full(10))
    await scene.alerts.endSilence(id, scene.clock.now())
    await scene.advance(10 * minute, minute)
    expect(box.mails).toHaveLength(0)
    expect(await scene.alerts.silences(scene.clock.now())).toEqual([])
  })
  it('an acknowledgement is a transition, once', async () => {
    await begun()
    await scene.report('pc', full(96))
    const [alert] = await scene.alerts.open()
    const id = alert?.id ?? ''
    await scene.alerts.acknowledge(id, 'asha', scene.clock.now())
    await scene.alerts.acknowledge(id, 'john', scene.clock.now())
    expect((await scene.alerts.get(id))?.acknowledgedBy).toBe('asha')
    expect((await scene.alerts.transitions(id)).map((one) => one.kind)).toEqual([
      'opened',
      'acknowledged',
    ])
    await scene.report('pc', full(10), { timeMs: scene.clock.now() + 1 })
    expect((await scene.alerts.get(id))?.acknowledgedBy).toBe('asha')
  })
})

describe('the morning summary', () => {
  it('comes at 07:30 on working days, once, with what is open and what is over', async () => {
    await begun()
    await scene.report('pc', full(96))
    await scene.report('pc2', memory(95))
    await scene.advance(12 * minute, minute)
    await scene.report('pc2', memory(10))
    await scene.advance(12 * minute, minute)
    const before = box.to('john').length
    await scene.jump(office('2026-11-13T07:29'))
    expect(box.to('john')).toHaveLength(before)
    await scene.advance(3 * minute, minute)
    const summary = box
      .to('john')
      .slice(before)
      .map(({ mail }) => mail)
    expect(summary.map(({ subject }) => subject)).toEqual([
      '[INFO] State of the equipment on 13/11/2026',
    ])
    expect(summary[0]?.text).toMatch(
      /Open \(1\):\n\n- Computer PC \(Idara ya Afya\): \[CRITICAL\] disk \/srv almost full\. Since 12\/11\/2026 at/,
    )
    expect(summary[0]?.text).toContain('Cleared since the last summary (1):')
    for (const at of ['2026-11-13T14:00', '2026-11-14T08:00', '2026-11-15T08:00'])
      await scene.jump(office(at))
    expect(box.to('john')).toHaveLength(before + 1)
    await scene.jump(office('2026-11-16T09:10'))
    // What is critical and was acknowledged by nobody is told again, by the summary itself.
    const monday = box.to('john').slice(before + 1)
    expect(monday.map(({ mail }) => String(mail.subject))).toEqual([
      '[INFO] State of the equipment on 16/11/2026',
    ])
    expect(monday[0]?.mail.text).toContain('acknowledged by nobody')
  })
  it('comes late and whole when the line was down for hours, not as an empty digest', async () => {
    await begun()
    const { port } = box
    await box.close()
    await scene.jump(office('2026-11-13T07:31'))
    await scene.advance(8 * 60 * minute, 10 * minute)
    box = await mailbox({ port })
    await scene.advance(20 * minute, minute)
    expect(box.to('john').map(({ mail }) => mail.subject)).toEqual([
      '[INFO] State of the equipment on 13/11/2026',
    ])
  })
})
