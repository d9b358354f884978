/** J1 through the whole engine: readings of a computer of the health department become two mails. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { antivirus } from '../../contract/catalogue/families/antivirus.ts'
import { backupJob } from '../../contract/catalogue/families/backup-job.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { historyFlag } from '../../contract/wire/packed-rows.ts'
import { alertScene, hostNamed, office, reader, type AlertScene } from '../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../support/mailbox.ts'

const minute = 60_000
const day = 86_400_000
const gb = 1024 ** 3
const total = 238.5
/** GB in use each day at 08:00 from 30/10/2026 on: 1.85 more each day. */
const daily = [
  197.8, 199.65, 201.5, 203.35, 205.2, 207.05, 208.9, 210.75, 212.6, 214.45, 216.3, 218.15, 220,
]
const used = (gigabytes: number) =>
  reading(
    disk,
    { path: 'C:', device: 'C:', fstype: 'ntfs', mode: 'rw' },
    {
      total: total * gb,
      used: Math.round(gigabytes * gb),
      free: Math.round((total - gigabytes) * gb),
      used_percent: (gigabytes / total) * 100,
    },
  )
const seconds = (text: string): number => office(text) / 1000
const copies = reading(
  backupJob,
  { job: 'BACKUP-AFYA', kind: 'data' },
  {
    state: 'late',
    why: 'target_absent',
    last_success: seconds('2026-11-06T19:42'),
    next_due: seconds('2026-11-11T19:30'),
    failures: 0,
  },
)
const protection = reading(
  antivirus,
  {},
  {
    state: 'definitions_old',
    product: 'Antivirus ya ofisi',
    realtime: true,
    definitions_dated: false,
  },
)
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
    startMs: office('2026-11-12T04:30'),
    hosts: [hostNamed('afy-pc-014', { siteId: 'hq', departmentId: 'afya' })],
    recipients: [],
    smtp: box.settings,
    channels: [
      {
        id: 'sms',
        form: 'sms',
        domain: 'local',
        deliver: async ({ text }) => {
          texts.push(text)
          return { type: 'delivered', answer: '' }
        },
      },
    ],
  })
  await scene.settings.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  await scene.settings.saveDepartment({ id: 'afya', name: 'Idara ya Afya' })
  const sw = { language: 'sw' } as const
  for (const one of [
    reader('juma', { ...sw, route: { ...route, part: 'officer' } }),
    reader('mkuu-afya', { ...sw, departmentId: 'afya', route: { ...route, part: 'head' } }),
    reader('naibu', { ...sw, route: { ...route, part: 'deputy' } }),
    reader('mkurugenzi', { ...sw, route: { ...route, part: 'director' } }),
  ])
    await scene.settings.saveRecipient(one)
  await scene.start()
  await scene.startMail()
})
afterEach(async () => {
  await scene.end()
  await box.close()
})

/** The computer reports every ten minutes until that time. */
async function reports(until: string, gigabytes: number): Promise<void> {
  while (scene.clock.now() < office(until)) {
    for (const one of [used(gigabytes), copies, protection]) await scene.report('afy-pc-014', one)
    await scene.advance(10 * minute)
  }
}
const mailsTo = (id: string) => box.to(id).map(({ mail }) => mail)
const told = (id: string) =>
  mailsTo(id)
    .map(({ subject }) => subject ?? '')
    .filter((subject) => !subject.startsWith('[TAARIFA]'))

describe('J1, from the readings on', () => {
  it('one mail to the officer, one to the head, no SMS; a clean-up closes the disk alone', async () => {
    const first = office('2026-10-30T08:00')
    const past = daily.map((value, at) =>
      scene.row('afy-pc-014', used(value), first + at * day, historyFlag),
    )
    await scene.send(past)
    await reports('2026-11-12T08:20', 221.85)

    // They came before the office opened: the morning's one mail tells them first, and whole.
    expect(told('juma')).toEqual([])
    const [morning, ...more] = mailsTo('juma')
    expect(more).toEqual([])
    expect(morning?.subject).toBe('[TAARIFA] Hali ya vifaa vya TEHAMA 12/11/2026')
    const text = morning?.text ?? ''
    expect(text).toContain('Mapya ambayo hujaarifiwa bado (3):')
    // In the order of M04, with its figures.
    const order = ['\n1. Diski C:', '\n2. Nakala rudufu', '\n3. Kizuia virusi'].map((one) =>
      text.indexOf(one),
    )
    expect(order.every((at) => at > 0)).toBe(true)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(text).toContain('(21/11/2026)')
    expect(text).toContain('GB 221.9 kati ya GB 238.5 (93%)')
    expect(text).toMatch(/ongezeko ni GB 1\.[789]\d? kwa siku/)
    expect(text).toContain('tarehe 06/11/2026 saa 19:42 (saa 1:42 usiku)')

    expect(told('mkuu-afya')).toEqual([
      '[KUMBUSHO] Nakala rudufu, Idara ya Afya: kompyuta 1 haina nakala',
    ])
    for (const nobody of ['naibu', 'mkurugenzi']) expect(mailsTo(nobody)).toEqual([])
    expect(texts).toEqual([])
    expect(text.match(/AFY-PC-014/g)).toHaveLength(1)

    await reports('2026-11-12T15:00', 222)
    expect(told('juma')).toEqual([])
    // 60 GB are deleted: never "full in 0 days", never a negative pace.
    await reports('2026-11-12T19:00', 161.85)
    expect(told('juma')).toEqual([])
    await reports('2026-11-13T07:50', 161.9)
    const last = mailsTo('juma').at(-1)
    expect(last?.subject).toBe('[TAARIFA] Hali ya vifaa vya TEHAMA 13/11/2026')
    expect(last?.text).toMatch(
      /Yaliyokwisha tangu muhtasari uliopita \(1\):\n\n- .*diski C: itajaa/,
    )
    expect(last?.text).not.toMatch(/siku 0|GB -/)
    expect(
      (await scene.alerts.open())
        .map(({ ruleId }) => ruleId)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['antivirus-definitions-outdated', 'backup-job-target-absent'])
    expect(texts).toEqual([])
  })
})
