/**
 * J7, the rows that are about time and telling. Proved elsewhere, by the real parts:
 * - dead CMOS battery: test/e2e/wrong-clock.test.ts (agents in 2009), test/collector/ingest/clock-repair.test.ts
 * - cloned image, renamed or rebuilt computer: test/collector/state/identity.test.ts, and two live
 *   sessions of one key in test/collector/gateway/session.test.ts
 * - antivirus whose licence is over: test/agent/sources/antivirus/windows-antivirus.test.ts
 * - collector cut off at any moment: test/durability/collector and test/durability/store
 * - no Internet for 30 days, a computer that moves: long-edges.test.ts; a support date that passes by the
 *   clock: test/collector/os-support.test.ts
 * - Zanzibar's words, and both clocks in every text: test/collector/notify/every-text.test.ts
 */
import { afterEach, describe, expect, it } from 'vitest'
import { again, delivered, type Letter } from '../../collector/notify/channels/channel.ts'
import { fiscalQuarter } from '../../config/fiscal.ts'
import { zoneReader } from '../../config/office-time.ts'
import { gsm7Length } from '../../lib/sms/gsm7.ts'
import {
  alertScene,
  hostNamed,
  office,
  reader,
  zone,
  type AlertScene,
} from '../support/alert-scene.ts'

const minute = 60_000
const hour = 60 * minute
let scene: AlertScene | undefined
afterEach(async () => {
  await scene?.end()
  scene = undefined
})

describe('mail that is stuck for nine hours with 23 alerts', () => {
  it('makes one SMS, and then one digest of the 23', async () => {
    let up = false
    const mails: Letter[] = []
    const texts: Letter[] = []
    const hosts = Array.from({ length: 23 }, (_, at) => hostNamed(`pc${at}`, { siteId: 'hq' }))
    scene = await alertScene({
      startMs: office('2026-11-12T07:40'),
      hosts,
      recipients: [
        reader('juma', {
          language: 'sw',
          route: {
            part: 'officer',
            phone: '0712 345 678',
            channels: ['mail', 'sms'],
            hours: 'always',
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
            if (!up) return again('line', 'unreachable', 'ECONNREFUSED')
            mails.push(letter)
            return delivered('250')
          },
          probe: async () => (up ? delivered('') : again('line', 'unreachable', 'ECONNREFUSED')),
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
        ruleId: 'antivirus-definitions-old',
        severity: 'warning' as const,
        hostId: id,
        siteId: 'hq',
        object: '',
        openedAtMs: scene.clock.now(),
        clearedAtMs: null,
        acknowledgedAtMs: null,
        acknowledgedBy: null,
        silencedUntilMs: null,
        parentId: null,
        values: { product: 'X', definitions_age: 800_000 },
      }
      await scene.raise([{ alert, kind: 'opened' }])
      await scene.advance(20 * minute, 5 * minute)
    }
    await scene.advance(office('2026-11-12T16:40') - scene.clock.now(), 10 * minute)
    expect(mails).toEqual([])
    expect(texts.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^DHARURA: Barua pepe za tahadhari hazitumwi tangu \d\d:\d\d \(saa /),
    ])
    expect(gsm7Length(texts[0]?.text ?? '')).toBeLessThanOrEqual(160)
    up = true
    await scene.advance(hour, 5 * minute)
    const told = mails.filter(({ kind }) => kind !== 'summary')
    expect(told.map(({ subject }) => subject)).toEqual([
      '[TAARIFA] Muhtasari wa tahadhari 23 zilizochelewa',
    ])
    expect(texts).toHaveLength(1)
  })
})

describe('the end of the fiscal year', () => {
  it.each([
    ['2027-06-30T20:50:00Z', 2026, 4],
    ['2027-06-30T21:05:00Z', 2027, 1],
    ['2026-12-31T20:59:59Z', 2026, 2],
    ['2026-12-31T21:00:00Z', 2026, 3],
  ])('%s is of %i/…, quarter %i, by the office’s clock', (instant, startYear, quarter) => {
    const found = fiscalQuarter(zoneReader(zone), Date.parse(instant))
    expect(found).toMatchObject({ startYear, quarter })
    expect(found.fromMs).toBeLessThanOrEqual(Date.parse(instant))
    expect(found.toMs).toBeGreaterThan(Date.parse(instant))
  })
})
