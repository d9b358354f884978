import { describe, expect, it } from 'vitest'
import { DeadMan } from '../../agent/dead-man.ts'
import { deadManDefaults, type DeadManConfig } from '../../config/agent-defaults.ts'
import { gsm7Length } from '../../lib/sms/gsm7.ts'
import { recordingService } from '../support/recording-service.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const minute = 60_000
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** A watchman at 10:00 whose gateway answers with this status. */
async function watchman(more: Partial<DeadManConfig> = {}, first = 200) {
  let status = first
  const service = await recordingService(() => ({ status }))
  const clock = new VirtualClock(Date.parse('2026-11-12T10:00:00+03:00'))
  let connected = true
  const sms = { ...deadManDefaults.sms, preset: 'json', url: service.url } as const
  const man = new DeadMan({
    config: { ...deadManDefaults, phones: ['0712 345 678'], sms, ...more },
    hostName: () => 'MLM-PC-002',
    connected: () => connected,
    clock,
    log: quiet,
  })
  const pass = async (minutes: number): Promise<void> => {
    for (let at = 0; at < minutes; at++) {
      await clock.advance(minute)
      await man.look()
    }
  }
  return {
    man,
    pass,
    clock,
    link: (up: boolean) => (connected = up),
    gateway: (next: number) => (status = next),
    texts: () => service.requests.map(({ body }) => (JSON.parse(body) as { text: string }).text),
    close: service.close,
  }
}

describe('a second computer that watches the collector', () => {
  it('tells once when the collector is silent for 30 minutes, and once when it is back', async () => {
    const { pass, link, texts, close } = await watchman()
    await pass(3)
    link(false)
    await pass(29)
    expect(texts()).toEqual([])
    await pass(120)
    expect(texts()).toEqual([
      'DHARURA: Mfumo wa ufuatiliaji wenyewe haujatuma taarifa tangu 10:03 (saa 4:03 asubuhi). Kagua seva ya ukusanyaji. (MLM-PC-002)',
    ])
    expect(gsm7Length(texts()[0] ?? '')).toBeLessThanOrEqual(160)
    link(true)
    await pass(10)
    expect(texts()).toHaveLength(2)
    expect(texts()[1]).toContain('IMEREJEA: Mfumo wa ufuatiliaji unafanya kazi tena tangu 12:33')
    await close()
  })
  it('says nothing of a short cut, nor after its own sleep', async () => {
    const { man, pass, link, clock, texts, close } = await watchman()
    link(false)
    await pass(20)
    link(true)
    await pass(5)
    link(false)
    await clock.advance(8 * 60 * minute)
    man.awake()
    await pass(20)
    expect(texts()).toEqual([])
    await close()
  })
  it('tries again where the gateway does not take it, and a wrong wall clock changes nothing', async () => {
    const { pass, link, gateway, clock, texts, close } = await watchman({ language: 'en' }, 503)
    link(false)
    await pass(30)
    expect(texts()).toHaveLength(1)
    await pass(4)
    expect(texts()).toHaveLength(1)
    gateway(200)
    await pass(1)
    expect(texts()).toHaveLength(2)
    await pass(60)
    expect(texts()).toHaveLength(2)
    expect(texts()[1]).toBe(
      'CRITICAL: The monitoring system itself has been silent since 10:00. Check the collector. (MLM-PC-002)',
    )
    expect(clock.now()).toBeGreaterThan(0)
    await close()
  })
})
