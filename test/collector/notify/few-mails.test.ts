/** Few mails come at once; what can wait is in the summary, and what many need is one mail. */
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
const hosts = Array.from({ length: 20 }, (_, at) => hostNamed(`pc${at}`, { siteId: 'hq' }))
let box: Mailbox
let scene: AlertScene
let number = 0

beforeEach(async () => {
  number = 0
  box = await mailbox()
  scene = await alertScene({
    startMs: office('2026-11-12T09:00'),
    hosts,
    recipients: [reader('john')],
    smtp: box.settings,
  })
  await scene.startMail()
  await scene.advance(minute)
  box.mails.splice(0)
})
afterEach(async () => {
  await scene.end()
  await box.close()
})

type Change = Partial<Pick<AlertRecord, 'ruleId' | 'severity' | 'hostId' | 'siteId' | 'values'>>
function alertOf(change: Change = {}): AlertRecord {
  return {
    id: `a${number++}`,
    ruleId: 'antivirus-definitions-old',
    severity: 'warning',
    hostId: 'pc0',
    siteId: 'hq',
    object: '',
    openedAtMs: scene.clock.now(),
    clearedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId: null,
    values: { product: 'X', definitions_age: 800_000 },
    ...change,
  }
}
const siteGone: Change = {
  hostId: null,
  ruleId: 'site-silent',
  values: { since: 0, count: 9, total: 9 },
}
async function opens(change: Change = {}): Promise<AlertRecord> {
  const alert = alertOf(change)
  await scene.raise([{ alert, kind: 'opened' }])
  return alert
}
const clears = (alert: AlertRecord): Promise<void> =>
  scene.raise([{ alert: { ...alert, clearedAtMs: scene.clock.now() }, kind: 'cleared' }])
const subjects = (): readonly (string | undefined)[] => box.mails.map(({ mail }) => mail.subject)
const pass = (minutes: number): Promise<void> => scene.advance(minutes * minute, minute)
const lastText = (): string => box.mails.at(-1)?.mail.text ?? ''

describe('what many computers need at the same time', () => {
  it('is one mail, that says once what to do', async () => {
    for (const { id } of hosts.slice(0, 15)) {
      await opens({ hostId: id })
      await pass(0.2)
    }
    await pass(12)
    expect(subjects()).toEqual(['[WARNING] 15 devices: antivirus not updated for 9 days 6 hours'])
    expect(lastText()).toMatch(/15 computers \(PC0, PC1, /)
    expect(lastText().match(/What it means/gi)).toHaveLength(1)
    await pass(60)
    expect(subjects()).toHaveLength(1)
  })
  it('is one mail for two as well, where it is the same', async () => {
    await opens({ hostId: 'pc1', ruleId: 'server-restarted', values: {} })
    await opens({ hostId: 'pc2', ruleId: 'server-restarted', values: {} })
    await pass(12)
    expect(subjects()).toEqual([expect.stringMatching(/^\[WARNING\] 2 devices: /)])
  })
  it('names no finding in the subject where they differ', async () => {
    await opens({ hostId: 'pc1' })
    await opens({ hostId: 'pc2' })
    await opens({ hostId: 'pc3', ruleId: 'backup-old', values: {} })
    await pass(12)
    expect(subjects()).toEqual(['[WARNING] 3 devices need action'])
    for (const name of ['PC1', 'PC2', 'PC3']) expect(lastText()).toContain(name)
  })
  it('though critical, comes as two mails and one for all others', async () => {
    for (const { id } of hosts) {
      await opens({ hostId: id, ruleId: 'antivirus-off', severity: 'critical', values: {} })
      await pass(0.1)
    }
    await pass(10)
    expect(subjects()).toHaveLength(3)
    expect(subjects()[2]).toMatch(/^\[CRITICAL\] 18 devices: /)
  })
})

describe('beyond three mails a day', () => {
  const three = async (): Promise<readonly AlertRecord[]> => {
    const all: AlertRecord[] = []
    for (const hostId of ['pc1', 'pc2', 'pc3']) {
      all.push(await opens({ hostId }))
      await pass(15)
    }
    expect(subjects()).toHaveLength(3)
    return all
  }
  it('what can wait is the news of the next summary, whole', async () => {
    await three()
    await opens({ hostId: 'pc4', ruleId: 'antivirus-off', severity: 'critical', values: {} })
    await pass(60)
    expect(subjects()).toHaveLength(3)
    await scene.jump(office('2026-11-13T07:31'))
    expect(subjects()[3]).toBe('[INFO] State of the equipment on 13/11/2026')
    expect(lastText()).toMatch(/New, not told before \(1\):\n\nComputer PC4/)
  })
  it('what stops work still comes at once', async () => {
    await three()
    await opens({
      hostId: 'pc5',
      ruleId: 'server-silent',
      severity: 'critical',
      values: { since: 0 },
    })
    await opens({ hostId: null, ruleId: 'site-silent', values: { since: 0, count: 9, total: 9 } })
    await pass(1)
    expect(subjects()).toHaveLength(5)
  })
  it('ends are told by the summary', async () => {
    const [first] = await three()
    if (first) await clears(first)
    await pass(60)
    expect(subjects()).toHaveLength(3)
    await scene.jump(office('2026-11-13T07:31'))
    expect(lastText()).toMatch(/Cleared since the last summary \(1\):\n\n- .*PC1/)
  })
})

describe('ends on a quiet day', () => {
  it('answer the mail of the same day', async () => {
    const alert = await opens()
    await pass(15)
    await clears(alert)
    await pass(15)
    expect(subjects()[1]).toBe(`Re: ${subjects()[0]}`)
  })
  it('of a server answer its mail, also after another one', async () => {
    await opens()
    await pass(15)
    const server = await opens({
      ruleId: 'server-silent',
      severity: 'critical',
      values: { since: 0 },
    })
    await pass(1)
    await clears(server)
    await pass(15)
    // Two have come: the third is left for what may still come, until an hour before the office closes.
    expect(subjects()).toHaveLength(2)
    await scene.jump(office('2026-11-12T14:28'))
    expect(subjects()).toHaveLength(2)
    await pass(5)
    expect(subjects()[2]).toBe(`Re: ${subjects()[1]}`)
  })
  it('of an outage is told by the summary when the day has had its mails after all', async () => {
    await opens()
    await pass(15)
    const site = await opens(siteGone)
    await pass(1)
    await clears(site)
    await opens({ hostId: 'pc7', ruleId: 'server-silent', severity: 'critical', values: {} })
    await scene.jump(office('2026-11-12T15:00'))
    expect(subjects()).toHaveLength(3)
    await scene.jump(office('2026-11-13T07:31'))
    expect(lastText()).toMatch(/Cleared since the last summary \(1\):\n\n- /)
  })
  it('of yesterday’s matters wait for the summary, those of an outage do not', async () => {
    const old = await opens()
    await pass(15)
    const server = await opens({
      hostId: 'pc9',
      ruleId: 'server-silent',
      severity: 'critical',
      values: { since: 0 },
    })
    await pass(1)
    await scene.jump(office('2026-11-13T08:00'))
    const before = subjects().length
    await clears(old)
    await pass(15)
    expect(subjects()).toHaveLength(before)
    await clears(server)
    await pass(1)
    expect(subjects().at(-1)).toMatch(/^Re: .*PC9/)
  })
})

describe('a day on which a site was cut and is back', () => {
  const cutAndBack = async (): Promise<void> => {
    const site = await opens(siteGone)
    await pass(1)
    await clears(site)
    await pass(1)
    expect(subjects()).toHaveLength(2)
  }
  const plain = {
    hostId: 'pc4',
    ruleId: 'antivirus-off',
    severity: 'critical',
    values: {},
  } as const
  const urgent = {
    hostId: 'pc5',
    ruleId: 'server-silent',
    severity: 'critical',
    values: {},
  } as const
  it('keeps its last mail for what cannot wait; what can is in the summary then', async () => {
    await cutAndBack()
    await opens(plain)
    await pass(90)
    expect(subjects()).toHaveLength(2)
    await opens(urgent)
    await pass(1)
    expect(subjects()[2]).toMatch(/PC5/)
    await scene.jump(office('2026-11-12T15:10'))
    expect(subjects()).toHaveLength(3)
    await scene.jump(office('2026-11-13T07:31'))
    expect(lastText()).toMatch(/New, not told before \(1\):\n\nComputer PC4/)
  })
  it('tells what waited in one mail before the people go, where nothing more urgent came', async () => {
    await cutAndBack()
    await scene.advance(2 * 60 * minute)
    await opens(plain)
    await opens({ ...plain, hostId: 'pc6' })
    await scene.jump(office('2026-11-12T14:25'))
    expect(subjects()).toHaveLength(2)
    await pass(10)
    expect(subjects().slice(2)).toHaveLength(1)
    for (const name of ['PC4', 'PC6']) expect(lastText()).toContain(name)
  })
  it('tells it at once in the last hour', async () => {
    await scene.jump(office('2026-11-12T14:35'))
    await cutAndBack()
    await opens(plain)
    await pass(15)
    expect(subjects()).toHaveLength(3)
  })
})

describe('a reader who asks for more mails', () => {
  it('gets them at once', async () => {
    await scene.settings.saveRecipient(
      reader('john', {
        route: {
          part: 'officer',
          phone: '',
          channels: ['mail'],
          hours: 'working',
          mailsPerDay: 50,
          mailsPerMonth: null,
          smsPerDay: 0,
        },
      }),
    )
    for (const hostId of ['pc1', 'pc2', 'pc3', 'pc4', 'pc5', 'pc6']) {
      await opens({ hostId })
      await pass(15)
    }
    expect(subjects()).toHaveLength(6)
  })
})
