/** J2b, number by number: the line of a branch is cut for four days, its power is there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostRecord } from '../../collector/model/hosts.ts'
import { backup } from '../../contract/catalogue/families/backup.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { readingsAt } from '../../scripts/swarm/machine-readings.ts'
import { hostNamed, office, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
// From Monday 10:00 to Friday 10:00.
const cutMs = office('2026-11-09T10:00')
const backMs = office('2026-11-13T10:00')
const pcs = Array.from({ length: 11 }, (_, index) => `afy-pc-0${21 + index}`)
const laptops = Array.from({ length: 4 }, (_, index) => `afy-lt-00${1 + index}`)
const agents = [...pcs, ...laptops]
const lastGoodMs = office('2026-11-06T19:42')
const all: readonly HostRecord[] = [
  ...pcs.map((id) => hostNamed(id, { siteId: 'mlimani', presence: 'never_seen' })),
  ...laptops.map((id) =>
    hostNamed(id, { siteId: 'mlimani', role: 'laptop', presence: 'never_seen' }),
  ),
  hostNamed('rt-mli-01', { siteId: 'mlimani', role: 'network', presence: 'never_seen' }),
  hostNamed('hq-srv-1', { siteId: 'hq', role: 'server', presence: 'never_seen' }),
]
let council: Council

/** What the copies of a computer are like: their target is beyond the line. */
const copies = (lastMs: number) =>
  reading(
    backup,
    { job: 'HQ', kind: 'data', product: 'robocopy' },
    { state: 'ok', last_success: lastMs / 1000, last_attempt: lastMs / 1000 },
  )
const tellCopies = (): void => {
  for (const id of agents) council.machine(id).post(copies(lastGoodMs))
}

beforeAll(async () => {
  council = await openCouncil({
    startMs: cutMs - 30 * minute,
    sites: [
      { id: 'mlimani', name: 'Kituo cha Afya Mlimani', profile: 'wan', subnets: [] },
      { id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] },
    ],
    hosts: all,
    devices: ['rt-mli-01'],
    recipients: [reader('asha', { language: 'sw' })],
    parents: { 'rt-mli-01': agents },
  })
  for (const hostId of agents) {
    const host = { name: hostId, site: 'mlimani', department: 'AFY', role: 'desktop' } as const
    const story = { story: 'healthy', ills: new Set() } as const
    const machine = council.machine(hostId)
    machine.historyRowsMax = 480
    // The eleven values of a processor: about the bytes of a sample (domain.md section 3.2).
    machine.sampleAt = (timeMs) =>
      readingsAt({
        host: { ...host, ...story, system: 'windows-11' },
        timeMs,
        bootMs: cutMs - day,
        storyMs: 0,
      }).slice(0, 1)
    await council.opened.repositories.backupJobs.declare({
      hostId,
      name: 'HQ',
      kind: 'data',
      agentJob: null,
      rotating: false,
      schedule: {
        everySeconds: null,
        cron: '30 19 * * *',
        zone: null,
        workingDays: true,
        graceSeconds: 4 * 3600,
        longestRunSeconds: 8 * 3600,
      },
    })
  }
}, 60_000)
afterAll(() => council.close())

describe('a line that is cut for four days (J2b)', () => {
  it('loses none of 17,280 samples, brings them in five minutes, and makes two mails and one of the nights', async () => {
    await council.until(cutMs - 5 * minute)
    tellCopies()
    await council.until(cutMs)
    for (const id of agents) council.machine(id).lineCut()
    council.device('rt-mli-01').on = false
    await council.until(cutMs + 15 * minute)
    expect(council.told().map(({ subject }) => subject)).toEqual([
      '[ONYO] Kituo cha Afya Mlimani: vifaa 16 havipatikani – huenda umeme umekatika',
    ])
    // Four nights: each computer finds its target away; nobody here can know it.
    for (let night = 0; night < 4; night++) {
      await council.until(cutMs + night * day + 11 * hour, 10 * minute)
      tellCopies()
    }
    await council.until(backMs, 10 * minute)
    const kept = agents.map((id) => council.machine(id).keptCount)
    expect(kept.reduce((sum, rows) => sum + rows, 0)).toBe(15 * (1152 + 4))
    // The summaries of those mornings alone; no computer is called late or failed meanwhile.
    expect(council.told()).toHaveLength(1)
    expect(council.summaries()).toHaveLength(5)
    const meanwhile = (await council.history()).filter((one) => one.parentId === null)
    expect(meanwhile.map(({ ruleId }) => ruleId)).toEqual(['site-silent'])

    council.device('rt-mli-01').on = true
    for (const [index, id] of agents.entries()) {
      await council.until(backMs + index * 4000)
      await council.machine(id).lineBack()
    }
    tellCopies()
    await council.until(backMs + 5 * minute)
    for (const id of agents) expect(council.machine(id).keptCount, id).toBe(0)
    const bytes = agents.reduce((sum, id) => sum + council.machine(id).historyBytes, 0)
    const endedMs = Math.max(...agents.map((id) => council.machine(id).historyEndedMs))
    console.info(
      `${bytes} bytes of history in ${(endedMs - backMs) / 1000} s, ${Math.round((bytes * 8) / (endedMs - backMs))} kbit/s`,
    )
    expect(bytes).toBeLessThan(1_000_000)
    // 64 kbit/s of the site, and the first grant of the budget.
    expect(bytes).toBeLessThanOrEqual(8000 * ((endedMs - backMs) / 1000 + 20))
    await council.until(backMs + 2 * hour)
    console.info(await council.timeline())

    // Restored, and what it was; then one mail of all the nights.
    const [, restored, nights, ...more] = council.told()
    expect(more).toEqual([])
    expect(restored?.text).toContain('Chanzo kilikuwa njia ya mtandao: kompyuta zilibaki zimewaka')
    expect(nights?.subject).toBe('[DHARURA] Vifaa 15 vinahitaji hatua')
    for (const id of agents) expect(nights?.text).toContain(id.toUpperCase())
    expect(await council.opened.power.cuts(cutMs - day, backMs + day)).toEqual([])
  }, 120_000)

  it('the charts of those days are whole, and their hours rolled up anew', async () => {
    let samples = 0
    for (const id of agents) {
      const times = await council.timesOf(id, 'cpu', 'usage_active')
      const within = times.filter((ms) => ms > cutMs && ms <= backMs)
      samples += within.length
      expect(new Set(within).size, id).toBe(within.length)
      const gaps = times.slice(1).map((ms, at) => ms - (times[at] ?? ms))
      expect(Math.max(...gaps), id).toBe(5 * minute)
    }
    expect(samples).toBe(17_280)
    const { store } = council.opened
    await store.maintain(council.clock.now())
    const [first] = store.series
      .ofHost(agents[0] ?? '')
      .filter(({ descriptor }) => descriptor.measurement === 'cpu')
    const [hours] = await store.range({
      seriesIds: [first?.id ?? 0],
      field: 'usage_active',
      fromMs: cutMs + hour,
      toMs: backMs - hour,
      stepMs: hour,
    })
    expect(hours?.points).toHaveLength(94)
    for (const { coverage, value } of hours?.points ?? []) {
      expect(coverage).toBe(1)
      expect(value).toBeGreaterThan(0)
    }
  })
})
