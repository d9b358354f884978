/** J2: six hours without power at a health centre; two mails, no storm. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostRecord } from '../../collector/model.ts'
import { cpu } from '../../contract/catalogue/families/cpu.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { historyFlag } from '../../contract/wire/packed-rows.ts'
import { alertCollector, type AlertCollector } from '../support/alert-collector.ts'
import { hostNamed, office, reader, shippedRules } from '../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../support/mailbox.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const minute = 60_000
const day = '2026-11-12'
const at = (time: string): number => office(`${day}T${time}`)
const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-power-'))
const clock = new VirtualClock(at('09:50'))
let box: Mailbox
let collector: AlertCollector

const pcs = Array.from({ length: 11 }, (_, index) => `afy-pc-0${21 + index}`)
const laptops = Array.from({ length: 4 }, (_, index) => `afy-lt-00${1 + index}`)
const all: readonly HostRecord[] = [
  ...pcs.map((id) => hostNamed(id, { siteId: 'mlimani' })),
  ...laptops.map((id) => hostNamed(id, { siteId: 'mlimani', role: 'laptop' })),
  hostNamed('rt-mli-01', { siteId: 'mlimani', role: 'network' }),
  hostNamed('hq-pc-1', { siteId: 'hq' }),
]
beforeAll(async () => {
  box = await mailbox()
  collector = await alertCollector({ folder, clock, rules: shippedRules })
  await collector.office.saveSite({
    id: 'mlimani',
    name: 'Kituo cha Afya Mlimani',
    profile: 'wan',
    subnets: [],
  })
  await collector.office.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  for (const host of all) await collector.addHost(host)
  await collector.settings(box.settings, [reader('asha', { language: 'sw' })])
  await collector.engine.start()
  await collector.notifier.start()
})
afterAll(async () => {
  await collector.close()
  await box.close()
  rmSync(folder, { recursive: true, force: true })
})
const busy = (percent: number) => reading(cpu, { cpu: 'cpu-total' }, { usage_active: percent })
async function report(id: string, percent: number, timeMs = clock.now(), flags = 0): Promise<void> {
  collector.engine.offer(await collector.append(id, busy(percent), timeMs, flags))
  await collector.settled()
}
async function until(time: string): Promise<void> {
  while (clock.now() < at(time)) {
    await clock.advance(Math.min(minute, at(time) - clock.now()))
    await collector.settled()
  }
}

describe('a power cut at a branch', () => {
  it('is one incident: one mail down, one mail restored that names who is missing', async () => {
    await until('10:05')
    const last = new Map<string, number>()
    const mlimani = all.filter((host) => host.siteId === 'mlimani').map((host) => host.id)
    for (const [index, id] of mlimani.entries()) {
      // Posts are spread over five minutes: the last contacts lie between 10:07 and 10:12.
      const atMs = at('10:07') + Math.round((index * 5 * minute) / (mlimani.length - 1))
      last.set(id, atMs)
      await clock.advance(atMs - clock.now())
      await report(id, 20)
    }
    // The fleet's judgement comes two posting intervals after each last contact.
    for (const [id, sinceMs] of last) {
      await clock.advance(Math.max(0, sinceMs + 10 * minute - clock.now()))
      collector.engine.onPresence(id, 'unreachable', sinceMs)
      await collector.settled()
    }
    await until('10:25')
    const [incident] = await collector.alerts.open()
    expect(incident).toMatchObject({ ruleId: 'site-silent', siteId: 'mlimani' })
    expect(box.mails).toHaveLength(1)
    await until('16:19')
    expect(box.mails).toHaveLength(1)

    const missing = pcs.at(-1)
    for (const [index, id] of mlimani.filter((one) => one !== missing).entries()) {
      await clock.advance(index === 0 ? minute : 8000)
      collector.engine.onPresence(id, 'online', clock.now())
      await report(id, 15)
    }
    // A laptop's backfill of the cut: full load at 10:40 is no alert now.
    for (const time of ['10:20', '10:40', '11:00']) {
      await report(laptops[0] ?? '', 100, at(time), historyFlag)
    }
    await until('16:35')
    expect(box.mails).toHaveLength(2)
    await until('18:00')
    expect(box.mails).toHaveLength(2)

    const [down, restored] = box.mails.map(({ mail }) => mail)
    expect(down?.subject).toMatch(
      /^\[DHARURA\] Kituo cha Afya Mlimani: vifaa 16 vya kituo havipatikani$/,
    )
    expect(down?.text).toContain('tarehe 12/11/2026 saa 10:1')
    expect(down?.text).toMatch(/katizo la umeme/)
    expect(restored?.subject).toBe(`Re: ${down?.subject}`)
    expect(restored?.inReplyTo).toBe(down?.messageId)
    expect(restored?.text).toMatch(/15 kati ya 16\. Ambavyo havijarejea: 1 AFY-PC-031/)
    expect(restored?.text).toContain('saa 6 na dakika')
    const history = await collector.alerts.history({ fromMs: 0, toMs: clock.now(), limit: 50 })
    expect(history.filter((one) => one.parentId === null)).toHaveLength(1)
  })
})
