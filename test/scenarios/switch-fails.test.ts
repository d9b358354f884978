/** J3: a switch fails at a ward office; one alert in place of fourteen. */
import { afterEach, describe, expect, it } from 'vitest'
import type { HostRecord } from '../../collector/model/hosts.ts'
import { hostNamed, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'

const minute = 60_000
const at = (time: string): number => Date.parse(`2026-11-12T${time}+03:00`)
const pcs = Array.from(
  { length: 11 },
  (_, index) => `bwa-pc-0${String(index + 1).padStart(2, '0')}`,
)
const others = ['bwa-pr-01', 'bwa-pr-02', 'bwa-ap-01']
const behind = [...pcs, ...others]
const place = { siteId: 'bwawani', presence: 'never_seen' } as const
const all: readonly HostRecord[] = [
  ...pcs.map((id) => hostNamed(id, place)),
  hostNamed('bwa-pr-01', { ...place, role: 'printer' }),
  hostNamed('bwa-pr-02', { ...place, role: 'printer' }),
  hostNamed('bwa-ap-01', { ...place, role: 'network' }),
  hostNamed('sw-bwa-01', { ...place, role: 'network' }),
  hostNamed('rt-bwa-01', { ...place, role: 'network' }),
  hostNamed('hq-srv-1', { siteId: 'hq', role: 'server', presence: 'never_seen' }),
]
let council: Council
let switchOn = true

async function begin(time = '08:30:00'): Promise<void> {
  switchOn = true
  council = await openCouncil({
    startMs: at(time),
    sites: [
      { id: 'bwawani', name: 'Kata ya Bwawani', profile: 'lan', subnets: [] },
      { id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] },
    ],
    hosts: all,
    devices: ['rt-bwa-01', 'sw-bwa-01', ...others],
    recipients: [reader('asha', { language: 'sw' })],
    parents: { 'rt-bwa-01': ['sw-bwa-01'], 'sw-bwa-01': behind },
  })
  for (const id of ['sw-bwa-01', ...others]) council.device(id).reachable = () => switchOn
}
function switchFails(): void {
  switchOn = false
  for (const id of pcs) council.machine(id).lineCut()
}
async function switchReturns(without: readonly string[] = []): Promise<void> {
  switchOn = true
  for (const id of pcs) if (!without.includes(id)) await council.machine(id).lineBack()
}
afterEach(async () => {
  console.info(await council.timeline())
  await council.close()
})

describe('a switch at a ward office (J3)', () => {
  it('is one incident that names the 14 behind it; who does not come back is a line of the summary', async () => {
    await begin()
    await council.until(at('09:05:20'))
    switchFails()
    await council.until(at('09:12:00'))
    const open = await council.opened.repositories.alerts.open()
    const [incident] = open.filter((one) => one.parentId === null)
    expect(incident).toMatchObject({
      ruleId: 'parent-silent',
      hostId: 'sw-bwa-01',
      severity: 'critical',
      values: { count: 14 },
    })
    expect(council.told()).toHaveLength(1)
    const states = council.opened.watch.hosts.map(({ id, presence }) => [id, presence])
    for (const id of behind) expect(states).toContainEqual([id, 'cut_off'])
    expect(states).toContainEqual(['sw-bwa-01', 'unreachable'])
    expect(states).toContainEqual(['rt-bwa-01', 'online'])
    const [down] = council.told()
    expect(down?.subject).toContain('SW-BWA-01')
    expect(down?.subject).toContain('vifaa 14 nyuma yake haviwezi kufikiwa')
    for (const id of behind) expect(down?.text).toContain(id.toUpperCase())

    await council.until(at('11:40:00'))
    expect(council.told()).toHaveLength(1)
    council.machine('bwa-pc-007').powerLost()
    await switchReturns(['bwa-pc-007'])
    await council.until(at('11:50:00'))
    expect(council.told()).toHaveLength(2)
    expect(council.told()[1]?.text).toMatch(/13 kati ya 14\. Ambavyo havijarejea: 1 BWA-PC-007/)
    await council.until(at('12:30:00'))
    expect(council.told()).toHaveLength(2)
    const late = (await council.opened.repositories.alerts.open()).filter(
      (one) => one.parentId === null,
    )
    expect(late).toMatchObject([{ ruleId: 'not-back', hostId: 'bwa-pc-007', severity: 'info' }])
    const roots = (await council.history()).filter((one) => one.parentId === null)
    expect(roots.map((one) => one.ruleId)).toEqual(['parent-silent', 'not-back'])
  })

  it('14 users who switch off at 15:30 are no incident', async () => {
    await begin('15:10:00')
    await council.until(at('15:29:00'))
    for (const [index, id] of pcs.entries()) {
      await council.until(at('15:29:00') + index * 10_000)
      // Some are switched off at the wall socket.
      if (index % 3 === 0) council.machine(id).powerLost()
      else council.machine(id).shutDown()
    }
    council.device('bwa-pr-01').on = council.device('bwa-pr-02').on = false
    await council.until(at('17:30:00'))
    expect(await council.history()).toEqual([])
    expect(council.told()).toEqual([])
  })

  it('a switch that comes and goes every 4 minutes is told once', async () => {
    await begin()
    await council.until(at('09:00:00'))
    for (let half = 0; half < 10; half++) {
      if (half % 2 === 0) switchFails()
      else await switchReturns()
      await council.until(at('09:00:00') + (half + 1) * 4 * minute)
    }
    expect(council.told()).toHaveLength(1)
    expect(council.told()[0]?.subject).toContain('hautulii')
    await council.until(at('11:00:00'))
    const roots = (await council.history()).filter((one) => one.parentId === null)
    expect(roots.map((one) => one.ruleId)).toEqual(['device-unsteady'])
    // That it is steady again answers the same mail.
    expect(council.told()).toHaveLength(2)
    expect(council.told()[1]?.inReplyTo).toBe(council.told()[0]?.messageId)
  })
})
