import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import {
  alertScene,
  hostNamed,
  office,
  reader,
  type AlertScene,
} from '../../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../../support/mailbox.ts'

const minute = 60_000
const hour = 60 * minute
const gb = 1e9
const route = {
  phone: '0712 345 678',
  channels: ['mail', 'sms'],
  hours: 'working',
  mailsPerDay: null,
  mailsPerMonth: null,
  smsPerDay: 5,
} as const

let box: Mailbox
let scene: AlertScene
const texts: string[] = []
beforeEach(async () => {
  box = await mailbox()
  texts.length = 0
  scene = await alertScene({
    startMs: office('2026-11-12T07:29'),
    hosts: [hostNamed('afy-pc-014', { siteId: 'hq', departmentId: 'afya' })],
    recipients: [],
    smtp: box.settings,
    channels: [
      {
        id: 'sms',
        form: 'sms',
        domain: 'local',
        deliver: async (letter) => {
          texts.push(letter.text)
          return { type: 'delivered', answer: '' }
        },
      },
    ],
  })
  await scene.settings.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  await scene.settings.saveDepartment({ id: 'afya', name: 'Idara ya Afya' })
  await scene.settings.saveDepartment({ id: 'fedha', name: 'Fedha' })
  const sw = { language: 'sw' } as const
  const head = { ...route, part: 'head' } as const
  for (const one of [
    reader('juma', { ...sw, route: { ...route, part: 'officer' } }),
    reader('mkuu-afya', { ...sw, departmentId: 'afya', route: head }),
    reader('mkuu-fedha', { ...sw, departmentId: 'fedha', route: head }),
    reader('naibu', { ...sw, route: { ...route, part: 'deputy' } }),
    reader('mkurugenzi', { ...sw, route: { ...route, part: 'director' } }),
  ])
    await scene.settings.saveRecipient(one)
  // The engine stays out: these alerts are raised by hand, and it would close what it does not see.
  await scene.startMail()
})
afterEach(async () => {
  await scene.end()
  await box.close()
})

/** The three matters of the computer, as the rules find them that morning. */
const seconds = (text: string): number => office(text) / 1000
const matters: readonly (readonly [string, string, AlertRecord['values']])[] = [
  [
    'antivirus-definitions-outdated',
    '',
    { product: 'defender', definitions_updated: seconds('2026-10-22T08:00'), definitions_age: 21 },
  ],
  [
    'backup-job-target-absent',
    'BACKUP-AFYA',
    {
      job: 'BACKUP-AFYA',
      last_success: seconds('2026-11-06T19:42'),
      next_due: seconds('2026-11-11T19:30'),
    },
  ],
  ['disk-full-data', 'C:', { path: 'C:', used_percent: 93, free: 16.65 * gb, total: 238.5 * gb }],
]
function alertOf(at: number, more: Partial<AlertRecord> = {}): AlertRecord {
  const [ruleId, object, values] = matters[at] ?? ['', '', {}]
  return {
    id: `alert-${ruleId}`,
    ruleId,
    severity: 'warning',
    hostId: 'afy-pc-014',
    siteId: 'hq',
    object,
    openedAtMs: scene.clock.now(),
    clearedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId: null,
    values,
    ...more,
  }
}
const subjects = (id: string) => box.to(id).map(({ mail }) => mail.subject ?? '')
const others = (id: string) => subjects(id).filter((one) => !one.startsWith('[TAARIFA]'))

describe('J1: one computer of the health department with three problems', () => {
  it('is one mail to the officer, one to the head, no SMS, and once in the morning summary', async () => {
    await scene.raise([0, 1, 2].map((at) => ({ alert: alertOf(at), kind: 'opened' as const })))
    await scene.advance(5 * minute, 30_000)
    await scene.advance(7 * hour, 10 * minute)

    expect(others('juma')).toEqual([
      '[ONYO] Kompyuta AFY-PC-014 (Idara ya Afya): mambo 3 yanahitaji hatua',
    ])
    const mail = box.to('juma').find(({ mail }) => mail.subject?.startsWith('[ONYO]'))
    const text = mail?.mail.text ?? ''
    const order = ['1. Diski', '2. Nakala rudufu', '3. Kizuia virusi'].map((one) =>
      text.indexOf(one),
    )
    expect(order.every((at) => at > 0)).toBe(true)
    expect(order).toEqual(order.toSorted((a, b) => a - b))

    expect(subjects('mkuu-afya')).toEqual([
      '[KUMBUSHO] Nakala rudufu, Idara ya Afya: kompyuta 1 haina nakala',
    ])
    expect(box.to('mkuu-afya')[0]?.mail.text).toContain(
      'tarehe 06/11/2026 saa 19:42 (saa 1:42 usiku)',
    )
    for (const nobody of ['mkuu-fedha', 'naibu', 'mkurugenzi']) expect(subjects(nobody)).toEqual([])
    expect(texts).toEqual([])

    const summaries = box
      .to('juma')
      .filter(({ mail }) => mail.subject?.startsWith('[TAARIFA] Hali'))
    expect(summaries).toHaveLength(1)
  })
  it('is not told again by a mail of its own: the summary has it', async () => {
    await scene.raise([0, 1, 2].map((at) => ({ alert: alertOf(at), kind: 'opened' as const })))
    await scene.advance(10 * minute, minute)
    for (const day of ['13', '16', '17', '18']) {
      await scene.jump(office(`2026-11-${day}T07:31`))
      await scene.jump(office(`2026-11-${day}T15:00`))
    }
    expect(others('juma')).toHaveLength(1)
    expect(subjects('mkuu-afya')).toHaveLength(1)
    await scene.jump(office('2026-11-19T07:35'))
    await scene.advance(5 * minute, minute)
    // Whoever reads the summary finds it there each morning: a reminder beside it is one too many.
    expect(others('juma')).toHaveLength(1)
    expect(box.to('juma').at(-1)?.mail.text).toContain('AFY-PC-014')
  })
  it('closes one matter by itself: the others stay, and nothing is told of them', async () => {
    await scene.raise([0, 1, 2].map((at) => ({ alert: alertOf(at), kind: 'opened' as const })))
    await scene.advance(7.5 * hour, 10 * minute)
    const closed = alertOf(2, { clearedAtMs: scene.clock.now() })
    await scene.raise([{ alert: closed, kind: 'cleared' }])
    await scene.advance(10 * minute, minute)
    expect(others('juma')).toHaveLength(2)
    const last = box.to('juma').at(-1)?.mail
    expect(last?.subject).toMatch(/^Re: \[ONYO\] Kompyuta AFY-PC-014/)
    expect(last?.text).toContain('[IMEREJEA]')
    expect(last?.text).not.toContain('Kizuia virusi')
    expect((await scene.alerts.open()).map(({ ruleId }) => ruleId)).toHaveLength(2)
  })
})
