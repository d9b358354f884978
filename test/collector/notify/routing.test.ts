import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import type { Recipient } from '../../../collector/model/office.ts'
import { escalationDefaults } from '../../../config/escalation-times.ts'
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
const route = {
  part: 'officer',
  phone: '0712 345 678',
  channels: ['mail', 'sms'],
  hours: 'working',
  mailsPerDay: null,
  mailsPerMonth: null,
  smsPerDay: 5,
} as const satisfies Recipient['route']

let box: Mailbox
let scene: AlertScene
let texts: { readonly to: string; readonly text: string }[] = []
beforeEach(async () => {
  box = await mailbox()
  texts = []
})
afterEach(async () => {
  await scene.end()
  await box.close()
})

/** A Thursday morning at nine unless it is said otherwise. */
async function begun(recipients: readonly Recipient[], at = '2026-11-12T09:00'): Promise<void> {
  scene = await alertScene({
    startMs: office(at),
    hosts: [
      ...Array.from({ length: 30 }, (_, at) => hostNamed(`pc${at}`, { departmentId: 'afya' })),
      hostNamed('srv', { role: 'server' }),
    ],
    recipients: [],
    smtp: box.settings,
    channels: [
      {
        id: 'sms',
        form: 'sms',
        domain: 'local',
        deliver: async ({ to, text }) => {
          texts.push({ to, text })
          return { type: 'delivered', answer: '' }
        },
      },
    ],
  })
  for (const [id, name] of [
    ['afya', 'Idara ya Afya'],
    ['fedha', 'Fedha'],
  ] as const)
    await scene.settings.saveDepartment({ id, name })
  await scene.settings.saveSite({ id: 'mlimani', name: 'Mlimani', profile: 'lan', subnets: [] })
  for (const one of recipients) await scene.settings.saveRecipient(one)
  // The engine stays out: these alerts are raised by hand, and it would close what it does not see.
  await scene.startMail()
}
function alertOn(hostId: string, more: Partial<AlertRecord> = {}): AlertRecord {
  const { ruleId = 'disk-full-data', object = '/srv' } = more
  return {
    id: `${ruleId} ${hostId} ${object}`,
    ruleId,
    severity: 'warning',
    hostId,
    siteId: null,
    object,
    openedAtMs: scene.clock.now(),
    clearedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId: null,
    values: { path: '/srv', used_percent: 93, free: 16e9, total: 238e9 },
    ...more,
  }
}
const opened = (alert: AlertRecord) => scene.raise([{ alert, kind: 'opened' }])
const all = (id: string) => box.to(id).map(({ mail }) => mail.subject ?? '')
/** Beside the morning's summary. */
const subjects = (id: string) => all(id).filter((one) => !one.startsWith('[INFO] State'))
const down = () =>
  alertOn('srv', {
    ruleId: 'server-silent',
    object: '',
    severity: 'critical',
    values: { since: scene.clock.now() / 1000 },
  })

describe('escalation', () => {
  const office3 = [
    reader('juma', { route }),
    reader('deputy', { route: { ...route, part: 'deputy' } }),
    reader('director', { route: { ...route, part: 'director', channels: ['mail'] } }),
  ]
  it('tells the deputy after half an hour, and the director after four working hours', async () => {
    await begun(office3)
    await opened(down())
    await scene.advance(29 * minute, minute)
    expect(subjects('juma')).toHaveLength(1)
    expect(subjects('deputy')).toEqual([])
    await scene.advance(3 * minute, minute)
    expect(subjects('deputy')).toEqual([subjects('juma')[0]])
    expect(box.to('deputy')[0]?.mail.text).toContain('comes to you as the deputy')
    expect(texts.map(({ text }) => text.split(':')[0])).toEqual(['CRITICAL', 'CRITICAL'])
    expect(subjects('director')).toEqual([])
    await scene.jump(scene.clock.now() + 3 * hour)
    expect(subjects('director')).toEqual([])
    await scene.jump(scene.clock.now() + hour)
    expect(subjects('director')).toHaveLength(1)
    expect(box.to('director')[0]?.mail.text).toContain('more than 4 working hours')
    // Whoever was told hears that it is over; each once.
    await scene.raise([{ alert: { ...down(), clearedAtMs: scene.clock.now() }, kind: 'cleared' }])
    await scene.advance(2 * minute, minute)
    for (const { id } of office3) expect(subjects(id)).toHaveLength(2)
  })
  it('is only for what stops the office, spreads or destroys: not for one desktop’s findings', async () => {
    await begun(office3)
    const severity = 'critical'
    await opened(alertOn('pc1', { ruleId: 'antivirus-definitions-old', object: '', severity }))
    await scene.advance(100 * minute, 5 * minute)
    expect(subjects('juma')).toHaveLength(1)
    expect(subjects('deputy')).toEqual([])
    expect(texts).toEqual([])
  })
  it('keeps the times that the office has set, and its mails say them', async () => {
    await begun(office3)
    const times = { ...escalationDefaults, deputyMinutes: 90, directorHours: 2 }
    await scene.settings.setEscalation(times)
    await opened(down())
    await scene.advance(88 * minute, 4 * minute)
    expect(
      box
        .to('juma')
        .map(({ mail }) => mail.text)
        .join(),
    ).toContain('within 1 hour 30 minutes a message goes to deputy')
    expect(subjects('deputy')).toEqual([])
    await scene.advance(8 * minute, 2 * minute)
    expect(subjects('deputy')).toHaveLength(1)
    expect(subjects('director')).toEqual([])
    await scene.advance(30 * minute, 5 * minute)
    expect(subjects('director')).toHaveLength(1)
    expect(box.to('director')[0]?.mail.text).toContain('more than 2 working hours')
  })
  it('goes only to whom the matter concerns: site and department of the reader decide', async () => {
    await begun([
      reader('juma', { route }),
      reader('ours', { departmentId: 'afya', route: { ...route, part: 'deputy' } }),
      reader('theirs', { departmentId: 'fedha', route: { ...route, part: 'deputy' } }),
      reader('elsewhere', { siteId: 'mlimani', route: { ...route, part: 'deputy' } }),
      reader('far', { siteId: 'mlimani', route: { ...route, part: 'director' } }),
    ])
    const ruleId = 'disk-failing'
    await opened(alertOn('pc1', { ruleId, object: 'sda', severity: 'critical' }))
    await scene.advance(40 * minute, 2 * minute)
    expect(subjects('ours')).toHaveLength(1)
    expect(subjects('theirs')).toEqual([])
    expect(subjects('elsewhere')).toEqual([])
    await opened(down())
    await scene.jump(scene.clock.now() + 5 * hour)
    // A server of no department and no site is nobody's but the officer's.
    expect(subjects('ours')).toHaveLength(1)
    expect(subjects('far')).toEqual([])
  })
  it('stops where somebody has acknowledged', async () => {
    await begun(office3)
    await opened(down())
    await scene.advance(10 * minute, minute)
    await scene.alerts.acknowledge(down().id, 'juma', scene.clock.now())
    await scene.advance(30 * minute, minute)
    expect(subjects('deputy')).toEqual([])
  })
  it('stops where somebody has muted it, and goes on when that is over', async () => {
    await begun(office3)
    await opened(down())
    await scene.advance(10 * minute, minute)
    const fromMs = scene.clock.now()
    const scope = { ruleId: null, hostId: 'srv', siteId: null, reason: 'power supply on its way' }
    await scene.alerts.silence({ ...scope, fromMs, untilMs: fromMs + hour, by: 'juma' })
    await scene.advance(50 * minute, minute)
    expect(subjects('deputy')).toEqual([])
    await scene.advance(15 * minute, minute)
    expect(subjects('deputy')).toHaveLength(1)
  })
  it('is no step for what waits only because the mail server is down', async () => {
    await begun([
      reader('juma', { route: { ...route, channels: ['mail'] } }),
      reader('deputy', { route: { ...route, part: 'deputy', channels: ['mail'] } }),
    ])
    await box.close()
    await opened(down())
    const { port } = box
    await scene.advance(40 * minute, 5 * minute)
    box = await mailbox({ port })
    await scene.advance(12 * minute, minute)
    expect(subjects('juma')).toHaveLength(1)
    expect(subjects('deputy')).toEqual([])
  })
})

describe('a reader’s ceiling', () => {
  it('keeps three mails of the day for what is critical; the rest comes with the summary', async () => {
    await begun([reader('juma', { route: { ...route, mailsPerDay: 6, channels: ['mail'] } })])
    for (let at = 0; at < 8; at++) {
      await opened(alertOn(`pc${at}`))
      await scene.advance(12 * minute, minute)
    }
    expect(all('juma')).toHaveLength(3)
    const held = (await scene.alerts.outbox(50)).filter(({ state }) => state === 'held')
    expect(held).toHaveLength(6)
    expect(held[0]?.lastError).toBe('ceiling: 6 a day')
    await opened(down())
    await scene.advance(3 * minute, minute)
    expect(subjects('juma').filter((one) => one.startsWith('[CRITICAL]'))).toHaveLength(1)
    await scene.jump(office('2026-11-13T07:35'))
    await scene.advance(2 * minute, minute)
    const summary = box.to('juma').findLast(({ mail }) => mail.subject?.startsWith('[INFO] State'))
    expect(summary?.mail.text).toContain('6 messages were not sent one by one')
    expect(summary?.mail.text).toContain('Open (9):')
  })
  it('bounds the telephone too', async () => {
    await begun([reader('juma', { route: { ...route, smsPerDay: 2 } })])
    for (let at = 0; at < 4; at++)
      await opened(
        alertOn(`pc${at}`, { severity: 'critical', ruleId: 'disk-failing', object: 'sda' }),
      )
    expect(subjects('juma')).toHaveLength(4)
    expect(texts).toHaveLength(2)
  })
})

describe('working hours', () => {
  it('warnings of the evening are told by the morning’s summary, what is critical at once', async () => {
    await begun([reader('juma', { route })], '2026-11-12T18:00')
    await opened(alertOn('pc1'))
    await scene.advance(15 * minute, minute)
    expect(subjects('juma')).toEqual([])
    await opened(down())
    await scene.advance(2 * minute, minute)
    expect(subjects('juma')).toHaveLength(1)
    await scene.jump(office('2026-11-13T07:33'))
    await scene.advance(2 * minute, minute)
    expect(subjects('juma').filter((one) => one.startsWith('[WARNING]'))).toEqual([])
    const summary = box.to('juma').find(({ mail }) => mail.subject?.startsWith('[INFO] State'))
    expect(summary?.mail.text).toContain('New, not told before (1):')
    expect(summary?.mail.text).toContain('Disk /srv almost full')
    expect(summary?.mail.text).not.toContain('were not sent one by one')
  })
  it('who reads no summary gets them in the morning', async () => {
    await begun([reader('dada', { route: { ...route, channels: ['sms'] } })], '2026-11-12T18:00')
    await opened(alertOn('pc1'))
    await scene.advance(15 * minute, minute)
    expect(texts).toEqual([])
    await scene.jump(office('2026-11-13T07:33'))
    await scene.advance(2 * minute, minute)
    expect(texts).toHaveLength(1)
  })
})

describe('a head of department', () => {
  it('hears at once of malware on his own computers, and of no other thing', async () => {
    const head = { ...route, part: 'head', channels: ['mail'] } as const
    await begun([
      reader('afya', { departmentId: 'afya', route: head }),
      reader('fedha', { departmentId: 'fedha', route: head }),
    ])
    await opened(alertOn('pc1'))
    const values = { threat: 'EICAR', state: 'quarantined' }
    await opened(alertOn('pc2', { ruleId: 'antivirus-threat-found', severity: 'critical', values }))
    await scene.advance(3 * minute, minute)
    expect(subjects('afya')).toHaveLength(1)
    expect(subjects('afya')[0]).toContain('PC2 (Idara ya Afya)')
    expect(subjects('fedha')).toEqual([])
  })
})

describe('a way that will never work', () => {
  it('gives the message to the reader’s next one, once', async () => {
    await box.close()
    box = await mailbox({
      refuse: (step) => (step === 'RCPT' ? { code: 550, text: '5.1.1 unknown user' } : undefined),
    })
    await begun([reader('juma', { route })])
    await opened(alertOn('pc1'))
    await scene.advance(15 * minute, minute)
    expect(texts).toEqual([
      {
        to: '0712 345 678',
        text: expect.stringMatching(/^WARNING: PC1: disk \/srv almost full, 09:00\./),
      },
    ])
    const states = (await scene.alerts.outbox(9)).map(({ channel, state }) => `${channel} ${state}`)
    expect(states.filter((one) => one.startsWith('sms'))).toEqual(['sms sent'])
    expect(states).toContain('mail failed')
  })
})

describe('a head’s ceiling of the month', () => {
  it('bounds reminders of missing copies too; the first working day of the next month tells of them', async () => {
    const head = { ...route, part: 'head', channels: ['mail'] } as const
    await begun([reader('afya', { departmentId: 'afya', route: head })], '2026-11-09T07:25')
    const last = office('2026-11-02T19:30') / 1000
    for (let at = 0; at < 6; at++) {
      await scene.raise([
        {
          alert: alertOn(`pc${at}`, { ruleId: 'backup-old', object: '', values: { last } }),
          kind: 'opened',
        },
      ])
      // Each working day one more computer is due; the week-end brings nothing.
      const morning = [9, 10, 11, 12, 13, 16][at] ?? 0
      await scene.jump(office(`2026-11-${String(morning).padStart(2, '0')}T07:32`))
      await scene.advance(3 * minute, minute)
    }
    expect(subjects('afya')).toHaveLength(4)
    const held = (await scene.alerts.outbox(50)).filter(({ state }) => state === 'held')
    expect(held.map(({ lastError }) => lastError)).toEqual([
      'ceiling: 4 a month',
      'ceiling: 4 a month',
    ])
    await scene.jump(office('2026-12-01T07:35'))
    await scene.advance(2 * minute, minute)
    expect(all('afya').at(-1)).toBe('[INFO] State of the equipment on 01/12/2026')
    expect(box.to('afya').at(-1)?.mail.text).toContain('2 messages were not sent one by one')
  })
})

describe('mail that is stuck', () => {
  it('for nine hours with 23 alerts: one SMS, then one digest (J7)', async () => {
    const patient = { ...route, hours: 'always', smsPerDay: 5 } as const
    await begun([reader('juma', { route: patient })])
    const { port } = box
    await box.close()
    for (let at = 0; at < 23; at++) {
      await opened(alertOn(`pc${at}`))
      await scene.jump(scene.clock.now() + 23 * minute)
    }
    expect(texts).toHaveLength(1)
    expect(texts[0]?.text).toMatch(
      /^CRITICAL: Alert mails have not gone out since 09:\d\d; \d+ wait/,
    )
    box = await mailbox({ port })
    await scene.advance(45 * minute, 5 * minute)
    expect(subjects('juma')).toEqual(['[INFO] Summary of 23 delayed alerts'])
    expect(texts).toHaveLength(1)
  })
  it('for 72 hours: one digest, within 45 minutes of the line’s return', async () => {
    await begun([reader('juma', { route: { ...route, hours: 'always', channels: ['mail'] } })])
    const { port } = box
    await box.close()
    for (let at = 0; at < 12; at++) {
      await opened(alertOn(`pc${at}`))
      await scene.jump(scene.clock.now() + 6 * hour)
    }
    box = await mailbox({ port })
    await scene.advance(45 * minute, 5 * minute)
    expect(subjects('juma')).toEqual(['[INFO] Summary of 12 delayed alerts'])
    expect((await scene.alerts.outbox(100)).filter(({ state }) => state === 'failed')).toEqual([])
  })
})
