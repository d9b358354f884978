import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reader, type AlertScene, type SceneSetup } from '../../support/alert-scene.ts'
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
const subjects = (id: string) => box.to(id).map(({ mail }) => mail.subject)

describe('a critical alert', () => {
  it('goes at once, one mail for each reader in his language, and its recovery threads under it', async () => {
    await begun()
    await scene.report('pc', full(96))
    expect(box.mails).toHaveLength(2)
    await scene.advance(30 * minute, minute)
    expect(box.mails).toHaveLength(2)
    await scene.report('pc', full(40))
    await scene.advance(2 * minute, minute)
    expect(box.mails).toHaveLength(4)

    expect(subjects('asha')[0]).toBe(
      '[DHARURA] Kompyuta PC (Idara ya Afya): diski /srv inakaribia kujaa',
    )
    expect(subjects('john')[0]).toBe(
      '[CRITICAL] Computer PC (Idara ya Afya): disk /srv almost full',
    )
    for (const id of ['asha', 'john']) {
      const [problem, recovery] = box.to(id).map(({ mail }) => mail)
      expect(recovery?.subject).toBe(`Re: ${problem?.subject}`)
      expect(recovery?.inReplyTo).toBe(problem?.messageId)
      expect(recovery?.references).toBe(problem?.messageId)
    }
    const ids = box.mails.map(({ mail }) => mail.messageId)
    expect(new Set(ids).size).toBe(4)
  })
  it('says what, what it means, what to do, with both clocks, and how to acknowledge', async () => {
    await begun()
    await scene.report('pc', full(96.4))
    const [swahili] = box.to('asha')
    const text = swahili?.mail.text ?? ''
    expect(text).toContain('Ndugu asha,')
    expect(text).toContain('tarehe 12/11/2026 saa 10:42 (saa 4:42 asubuhi)')
    expect(text).toContain('Diski /srv imejaa kwa 96.4%: nafasi iliyobaki ni GB 1 kati ya GB 20.')
    expect(text).toContain('Maana yake:')
    expect(text).toMatch(/1\. .+\n2\. /)
    expect(text).toContain('https://mlinzi.example:8443/alerts/')
    expect(text).toContain('usimpe mtu yeyote nywila yako')
    expect(swahili?.mail.html).toContain('<html lang="sw">')
    expect(box.to('john')[0]?.mail.html).toContain('<html lang="en">')
  })
  it('carries the headers that keep robots from answering', async () => {
    await begun()
    await scene.report('pc', full(96))
    const headers = box.mails[0]?.mail.headers
    expect(headers?.get('auto-submitted')).toBe('auto-generated')
    expect(box.mails[0]?.raw).toMatch(/^List-Id: Mlinzi <mlinzi\.mlimani\.go\.tz>/im)
    expect(box.mails[0]?.raw.indexOf('text/plain')).toBeLessThan(
      box.mails[0]?.raw.indexOf('text/html') ?? 0,
    )
    expect(box.mails[0]?.raw.length).toBeLessThan(20_000)
  })
})

describe('warnings', () => {
  it('of one host gather for ten minutes into one mail', async () => {
    await begun()
    await scene.report('pc', full(90))
    await scene.advance(5 * minute)
    await scene.report('pc', memory(95))
    await scene.report('pc2', memory(95))
    expect(box.mails).toHaveLength(0)
    await scene.advance(11 * minute, minute)
    expect(subjects('asha').toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      '[ONYO] Kompyuta PC (Idara ya Afya): mambo 2 yanahitaji hatua',
      '[ONYO] Kompyuta PC2: RAM (kumbukumbu ya kazi) inakaribia kujaa',
    ])
  })
  it('end together in one answer', async () => {
    await begun()
    await scene.report('pc', full(90))
    await scene.report('pc', memory(95))
    await scene.advance(11 * minute, minute)
    await scene.report('pc', full(10))
    await scene.report('pc', memory(10))
    await scene.advance(12 * minute, minute)
    const [problem, ...more] = box.to('john').map(({ mail }) => mail)
    expect(more).toHaveLength(1)
    expect(more[0]?.inReplyTo).toBe(problem?.messageId)
  })
  it('go with a critical one that comes while they gather', async () => {
    await begun()
    await scene.report('pc', memory(95))
    await scene.report('pc', full(96))
    expect(subjects('john')).toEqual([
      '[CRITICAL] Computer PC (Idara ya Afya): 2 matters need action',
    ])
    await scene.advance(2 * minute)
    expect(box.to('john')).toHaveLength(1)
  })
  it('that worsen are told again at once, in their thread', async () => {
    await begun()
    await scene.report('pc', full(90))
    await scene.advance(12 * minute, minute)
    await scene.report('pc', full(96))
    const [first, second] = box.to('john').map(({ mail }) => mail)
    expect(second?.subject).toBe(`Re: ${first?.subject}`)
    expect(second?.inReplyTo).toBe(first?.messageId)
    expect(second?.text).toContain('It has become worse')
    await scene.advance(minute)
    await scene.report('pc', full(90))
    await scene.advance(2 * minute)
    expect(box.to('john')).toHaveLength(2)
  })
})

describe('readers', () => {
  it('hear what their severity, site and department ask for', async () => {
    await begun({
      recipients: [
        reader('all'),
        reader('grave', { severityMin: 'critical' }),
        reader('health', { departmentId: 'afya' }),
        reader('hq', { siteId: 'hq' }),
      ].map((one) => ({ ...one, siteId: null, departmentId: null })),
    })
    await scene.settings.saveRecipient(reader('health', { departmentId: 'afya' }))
    await scene.settings.saveRecipient(reader('hq', { siteId: 'hq' }))
    await scene.report('pc2', memory(95))
    await scene.advance(12 * minute, minute)
    expect(box.mails.map((one) => one.to)).toEqual(['all@example.go.tz'])
    await scene.report('pc', full(96))
    expect(
      box.mails
        .slice(1)
        .map((one) => one.to)
        .sort(),
    ).toEqual(['all', 'grave', 'health', 'hq'].map((id) => `${id}@example.go.tz`))
    await scene.advance(minute)
    await scene.report('pc2', memory(10))
    await scene.advance(2 * minute)
    expect(box.to('grave')).toHaveLength(1)
  })
  it('whose address the server does not know are shown as failed, others still get theirs', async () => {
    await box.close()
    box = await mailbox({
      refuse: (step, address) =>
        step === 'RCPT' && address.startsWith('asha')
          ? { code: 550, text: '5.1.1 No such user' }
          : undefined,
    })
    await begun()
    await scene.report('pc', full(96))
    expect(box.to('john')).toHaveLength(1)
    const failed = (await scene.alerts.outbox(10)).filter((one) => one.state === 'failed')
    expect(failed).toHaveLength(1)
    expect(failed[0]?.lastError).toMatch(/^unknown_recipient: .*No such user/)
    await scene.report('pc', full(10), { timeMs: scene.clock.now() + 1 })
    await scene.advance(2 * minute)
    expect(box.to('john')).toHaveLength(2)
  })
})
