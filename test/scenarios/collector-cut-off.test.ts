/** The collector loses its own network: one incident, and nobody is called failed. */
import { afterAll, describe, expect, it } from 'vitest'
import { hostNamed, office, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'

const at = (time: string): number => office(`2026-11-12T${time}`)
const pcs = ['hq-pc-1', 'hq-pc-2', 'hq-pc-3', 'hq-pc-4', 'hq-pc-5']
const all = [...pcs, 'hq-srv-1']
let council: Council

afterAll(() => council.close())

describe('the network of the collector', () => {
  it('lost: that alone is told; back: a server that does not return has its own alert', async () => {
    let link = true
    council = await openCouncil({
      startMs: at('09:30'),
      sites: [{ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] }],
      hosts: all.map((id) =>
        hostNamed(id, {
          siteId: 'hq',
          presence: 'never_seen',
          role: id === 'hq-srv-1' ? 'server' : 'desktop',
        }),
      ),
      devices: [],
      recipients: [reader('asha', { language: 'en' })],
      line: { link: () => link, gateway: async () => true },
    })
    await council.until(at('10:00'))
    link = false
    for (const id of all) council.machine(id).lineCut()
    await council.until(at('10:20'))
    const open = await council.opened.repositories.alerts.open()
    expect(open.filter((one) => one.parentId === null)).toMatchObject([
      { ruleId: 'collector-cut-off', severity: 'critical' },
    ])
    for (const host of council.opened.watch.hosts) expect(host.presence).toBe('cut_off')
    expect(council.told()).toHaveLength(1)

    link = true
    for (const id of pcs) await council.machine(id).lineBack()
    await council.until(at('10:40'))
    console.info(await council.timeline())
    const roots = (await council.history()).filter((one) => one.parentId === null)
    expect(roots.map(({ ruleId, hostId }) => [ruleId, hostId])).toEqual([
      ['collector-cut-off', null],
      ['server-silent', 'hq-srv-1'],
    ])
    expect(roots[0]?.clearedAtMs).not.toBeNull()
  })
})
