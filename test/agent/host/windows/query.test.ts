import { describe, expect, it } from 'vitest'
import { Unknown } from '../../../../agent/host/host.ts'
import type { WindowsFacts, WindowsTier } from '../../../../agent/host/windows/facts.ts'
import type { TierRun } from '../../../../agent/host/windows/powershell.ts'
import { personalSections } from '../../../../agent/host/windows/personal-sections.ts'
import { WindowsQuery } from '../../../../agent/host/windows/query.ts'
import { ResumeWatch } from '../../../../agent/host/windows/resume.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const minute = 60_000

/** A Windows on which each run takes a second; `fail` and `hang` say how the next ones go. */
function windowsScene(uptimeMs = 3_600_000) {
  const clock = new VirtualClock(undefined, uptimeMs)
  const runs: { tier: WindowsTier; skip: readonly string[] }[] = []
  const how: { fail?: Error; hung?: string; more?: WindowsFacts['sections'] } = {}
  let atOnce = 0
  const run = async (tier: WindowsTier, skip: readonly string[]): Promise<TierRun> => {
    runs.push({ tier, skip })
    atOnce++
    expect(atOnce, 'never two PowerShells at once').toBe(1)
    await clock.sleep(1000)
    atOnce--
    if (how.fail) throw how.fail
    const facts = factsOf(tier, clock.now())
    const sections = { ...facts.sections, ...how.more }
    return { facts: { ...facts, sections }, hung: how.hung }
  }
  const resume = new ResumeWatch(clock)
  const query = new WindowsQuery({ run, clock, resume, random: () => 0 })
  return { clock, query, runs, how, tiers: () => runs.map(({ tier }) => tier) }
}

function factsOf(tier: WindowsTier, observedAtMs: number): WindowsFacts {
  const whoami = { system: true, admin: true, language: '', powershell: '', languageMode: '' }
  return { observedAtMs, whoami, sections: { tier }, errors: {}, durations: { [tier]: 1000 } }
}

/** The outcome after at most so long. */
async function after<T>(clock: VirtualClock, ms: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  await clock.advance(ms)
  return await work
}

describe('the batched Windows query', () => {
  it('is run once for all who ask at the same time', async () => {
    const { clock, query, tiers } = windowsScene()
    const all = Promise.all([query.ask('slow'), query.ask('slow'), query.ask('fast')])
    const [a, b, fast] = await after(clock, 1000, all)
    expect(b).toBe(a)
    expect(fast).toBe(a)
    expect(tiers()).toEqual(['slow'])
  })

  it('is not run again before the beat of the tier', async () => {
    const { clock, query, tiers } = windowsScene()
    const first = await after(clock, 1000, query.ask('slow'))
    await clock.advance(11 * minute)
    expect(await query.ask('slow')).toBe(first)
    await clock.advance(minute)
    expect(await after(clock, 1000, query.ask('slow'))).not.toBe(first)
    expect(tiers()).toEqual(['slow', 'slow'])
  })

  it('of a faster tier is answered by a slower one that is still fresh', async () => {
    const { clock, query, tiers } = windowsScene()
    await after(clock, 1000, query.ask('daily'))
    expect((await query.ask('fast')).sections['tier']).toBe('daily')
    expect((await query.ask('slow')).sections['tier']).toBe('daily')
    await clock.advance(5 * minute)
    const fast = await after(clock, 1000, query.ask('fast'))
    expect(fast.sections['tier']).toBe('fast')
    expect((await query.ask('slow')).sections['tier']).toBe('daily')
    expect(tiers()).toEqual(['daily', 'fast'])
  })

  it('of a slower tier waits until a faster one that is under way has ended', async () => {
    const { clock, query, tiers } = windowsScene()
    const both = Promise.all([query.ask('fast'), query.ask('slow'), query.ask('daily')])
    await after(clock, 5000, both)
    expect(tiers()).toEqual(['fast', 'slow', 'daily'])
  })

  it('that failed is told to all, and not tried again for some minutes', async () => {
    const { clock, query, how, tiers } = windowsScene()
    how.fail = new Unknown('restricted', 'a policy')
    const asked = after(clock, 1000, query.ask('slow'))
    await expect(asked).rejects.toMatchObject({ reason: 'restricted' })
    await expect(query.ask('slow')).rejects.toMatchObject({ reason: 'restricted' })
    expect(tiers()).toEqual(['slow'])
    delete how.fail
    await clock.advance(5 * minute)
    await after(clock, 1000, query.ask('slow'))
    expect(tiers()).toEqual(['slow', 'slow'])
  })

  it('leaves out a section that hung, and tries it again after some hours', async () => {
    const { clock, query, how, runs } = windowsScene()
    how.hung = 'defender'
    await after(clock, 1000, query.ask('slow'))
    delete how.hung
    await clock.advance(15 * minute)
    await after(clock, 1000, query.ask('slow'))
    await clock.advance(6 * 60 * minute)
    await after(clock, 1000, query.ask('slow'))
    const hung = runs.map(({ skip }) => skip.filter((name) => !personalSections.includes(name)))
    expect(hung).toEqual([[], ['defender'], []])
  })

  it('does not ask about persons until it is allowed, and forgets it when it is not any more', async () => {
    const { clock, query, runs, how } = windowsScene()
    await after(clock, 1000, query.ask('slow'))
    expect(runs[0]?.skip).toEqual(personalSections)
    query.allowPersonal(true)
    how.more = { usageSessions: { user: 'amina' } }
    await clock.advance(15 * minute)
    const told = await after(clock, 1000, query.ask('slow'))
    expect(runs[1]?.skip).toEqual([])
    expect(told.sections).toHaveProperty('usageSessions')
    query.allowPersonal(false)
    expect((await query.ask('slow')).sections).toEqual({ tier: 'slow' })
    // What a run under way still told is not kept either.
    await clock.advance(15 * minute)
    expect((await after(clock, 1000, query.ask('slow'))).sections).toEqual({ tier: 'slow' })
    expect(runs[2]?.skip).toEqual(personalSections)
  })

  it('leaves a computer that has just woken in peace for a minute or two', async () => {
    const { clock, query, tiers } = windowsScene()
    const before = await after(clock, 1000, query.ask('slow'))
    clock.suspend(8 * 60 * minute)
    expect(await query.ask('slow')).toBe(before)
    await expect(query.ask('daily')).rejects.toMatchObject({ reason: 'busy' })
    expect(tiers()).toEqual(['slow'])
    await clock.advance(61_000)
    const now = await after(clock, 1000, query.ask('slow'))
    expect(now.observedAtMs).toBeGreaterThan(before.observedAtMs)
  })

  it('does not ask for the fast tier while the computer is starting', async () => {
    const { clock, query, tiers } = windowsScene(minute)
    const fast = query.ask('fast')
    await clock.advance(8 * minute)
    expect(tiers()).toEqual([])
    await after(clock, 2 * minute, fast)
    expect(tiers()).toEqual(['fast'])
  })

  it('ends its waiting when the agent stops', async () => {
    const { clock, query } = windowsScene(minute)
    const fast = query.ask('fast')
    query.close()
    await expect(after(clock, 0, fast)).rejects.toThrow('The agent stops')
  })

  it('remembers what each section took, the dearest first', async () => {
    const { clock, query } = windowsScene()
    await after(clock, 1000, query.ask('slow'))
    expect(query.cost()).toEqual([{ section: 'slow', milliseconds: 1000 }])
  })
})
