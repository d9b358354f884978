/** J7, the rows of weeks: no Internet for 30 days, a computer that moves. */
import { afterEach, describe, expect, it } from 'vitest'
import { antivirus } from '../../contract/catalogue/families/antivirus.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { again, delivered, type Letter } from '../../collector/notify/channels/channel.ts'
import { alertScene, hostNamed, office, reader, type AlertScene } from '../support/alert-scene.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
let scene: AlertScene | undefined
afterEach(async () => {
  await scene?.end()
  scene = undefined
})

describe('an office without Internet for 30 days', () => {
  it('has its alerts and its SMS all the time, and few mails when the line is back', async () => {
    let up = false
    const mails: Letter[] = []
    const texts: Letter[] = []
    const hosts = Array.from({ length: 30 }, (_, at) => hostNamed(`pc${at}`, { siteId: 'hq' }))
    scene = await alertScene({
      startMs: office('2026-11-02T08:00'),
      hosts,
      recipients: [
        reader('juma', {
          language: 'sw',
          route: {
            part: 'officer',
            phone: '0712 345 678',
            channels: ['mail', 'sms'],
            hours: 'working',
            mailsPerDay: null,
            mailsPerMonth: null,
            smsPerDay: 5,
          },
        }),
      ],
      channels: [
        {
          id: 'mail',
          form: 'mail',
          domain: 'mlimani.go.tz',
          deliver: async (letter) => {
            if (!up) return again('line', 'unreachable', 'ENETUNREACH')
            mails.push(letter)
            return delivered('250')
          },
          probe: async () => (up ? delivered('') : again('line', 'unreachable', 'ENETUNREACH')),
        },
        {
          id: 'sms',
          form: 'sms',
          domain: 'sms',
          deliver: async (letter) => {
            texts.push(letter)
            return delivered('')
          },
        },
      ],
    })
    await scene.startMail()
    for (const [number, { id }] of hosts.entries()) {
      const alert = {
        id: `a${number}`,
        // A virus each fifth day: the telephone hears of it at once.
        ruleId: number % 5 === 0 ? 'antivirus-threat-found' : 'antivirus-definitions-old',
        severity: number % 5 === 0 ? ('critical' as const) : ('warning' as const),
        hostId: id,
        siteId: 'hq',
        object: '',
        openedAtMs: scene.clock.now(),
        clearedAtMs: null,
        acknowledgedAtMs: null,
        acknowledgedBy: null,
        silencedUntilMs: null,
        parentId: null,
        values: { product: 'X', threat: 'Y', definitions_age: 800_000 },
      }
      await scene.raise([{ alert, kind: 'opened' }])
      const dawn = scene.clock.now()
      for (let part = 1; part <= 4; part++) await scene.jump(dawn + (part * day) / 4)
    }
    expect(mails).toEqual([])
    expect(await scene.alerts.open()).toHaveLength(30)
    // A word each week that mail is stuck, and the six viruses.
    const stuck = texts.filter(({ text }) => text.includes('Barua pepe za tahadhari hazitumwi'))
    expect(stuck).toHaveLength(5)
    expect(texts).toHaveLength(5 + 6)
    up = true
    await scene.advance(hour, 10 * minute)
    expect(mails.length).toBeLessThanOrEqual(2)
    await scene.jump(office('2026-12-03T07:31'))
    const summary = mails.find(({ kind }) => kind === 'summary')
    expect(summary?.text).toContain('Yanayoendelea')
    expect(Buffer.byteLength((summary?.text ?? '') + (summary?.html ?? ''))).toBeLessThan(20_000)
  }, 60_000)
})

describe('a computer that moves to another site and department', () => {
  it('keeps what is open on it, and tells nothing anew', async () => {
    const before = hostNamed('pc', { siteId: 'hq', departmentId: 'fedha' })
    scene = await alertScene({
      startMs: office('2026-11-12T09:00'),
      hosts: [before, ...['a', 'b', 'c'].map((id) => hostNamed(id, { siteId: 'mlimani' }))],
      recipients: [reader('juma', { language: 'sw' })],
    })
    for (const id of ['hq', 'mlimani'])
      await scene.settings.saveSite({ id, name: id, profile: 'lan', subnets: [] })
    await scene.start()
    const off = reading(antivirus, {}, { state: 'off' })
    for (let at = 0; at < 8; at++) {
      await scene.report('pc', off)
      await scene.advance(5 * minute)
    }
    const [open, ...more] = await scene.alerts.open()
    expect([open?.ruleId, more]).toEqual(['antivirus-off', []])
    const moved = { ...before, siteId: 'mlimani', departmentId: 'afya', name: 'AFY-PC-099' }
    scene.hosts.set('pc', moved)
    scene.engine.hostChanged(moved)
    // On the way it is off; then it reports from its new place.
    await scene.presence('pc', 'off')
    await scene.advance(2 * hour, 10 * minute)
    await scene.presence('pc', 'online')
    for (let at = 0; at < 12; at++) {
      await scene.report('pc', off)
      await scene.advance(5 * minute)
    }
    const history = await scene.history()
    expect(history.map(({ id, kinds }) => [id, kinds])).toEqual([[open?.id, ['opened']]])
    for (let at = 0; at < 12; at++) {
      await scene.report('pc', reading(antivirus, {}, { state: 'protected' }))
      await scene.advance(5 * minute)
    }
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'cleared'])
  })
})
