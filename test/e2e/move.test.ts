/** The collector's computer dies; its backup goes on at another address, and nobody visits. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorHome } from '../../collector/home.ts'
import { openRepositories } from '../../collector/repositories.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { freePort, runCommand, settle, type Running } from '../support/program.ts'
import { ProgramOffice, settledPort, until } from '../support/program-office.ts'
import { lastNumbers, unacknowledged, type JournalRow } from '../support/spool-journal.ts'
import { missingRows, received } from '../support/stored-rows.ts'

interface Member {
  readonly home: string
  host: string
  process: Running
}

const office = new ProgramOffice()
const oldHome = office.home('old')
const newHome = office.home('new')
const members: Member[] = []
const between = new Map<Member, readonly JournalRow[]>()
let oldPort: number
let newPort: number
let collector: Running

async function keys(home: string): Promise<readonly string[]> {
  const repositories = await openRepositories(collectorHome(home), systemClock)
  const all = await repositories.enrolment.keys()
  await repositories.close()
  return all.map(({ agentId, hostId, state }) => `${agentId} ${hostId} ${state}`).toSorted()
}
/** Until the collector has heard of all of them since that time; presence alone moves too. */
async function heard(port: number, sinceMs: number): Promise<void> {
  for (const { host } of members)
    await until(
      () => office.host(port, host),
      ({ lastSeen }) => lastSeen !== null && Date.parse(lastSeen) > sinceMs,
    )
}

beforeAll(async () => {
  newPort = await freePort()
  // The address of the spare machine is told to the agents long before it is needed.
  oldPort = await settledPort(oldHome, `collectors:\n  - 127.0.0.1:${newPort}\n`)
  collector = await office.collector(oldHome)
  for (const name of ['one', 'two', 'three']) {
    const home = office.home(name)
    const host = await office.enrol(oldPort, oldHome, home)
    members.push({ home, host, process: await office.agent(home) })
  }
  await heard(oldPort, 0)
}, 40_000)
afterAll(() => office.close())

describe('an office whose collector moves', () => {
  it('goes on writing while there is no collector', async () => {
    const [, phrase = ''] = /Recovery phrase[^:]*: (.+)/.exec(collector.output()) ?? []
    const written = await runCommand(oldHome, ['backup'])
    const [, file = ''] = /Written: (.+)/.exec(written) ?? []
    expect(await collector.stop()).toBe(0)
    await runCommand(newHome, ['restore', file, '--phrase', phrase])
    settle(newHome, newPort)
    // Two are switched off and on; the third waits through it all.
    for (const member of members.slice(1)) {
      await member.process.stop()
      const alone = await office.agent(member.home)
      await alone.said(/No session with a collector/)
      await alone.stop()
      const rows = unacknowledged(member.home)
      expect(rows.length).toBeGreaterThan(10)
      between.set(member, rows)
      member.process = await office.agent(member.home)
    }
  }, 40_000)

  it('comes back at the new address by itself, with no new enrolment', async () => {
    const before = await keys(oldHome)
    expect(before).toHaveLength(3)
    const movedMs = systemClock.now()
    collector = await office.collector(newHome)
    await heard(newPort, movedMs)
    expect(await keys(newHome)).toEqual(before)
  }, 40_000)

  it('has each reading of the time between exactly once', async () => {
    for (const [member, rows] of between) {
      await until(
        () => missingRows(office, newPort, member.host, rows),
        (absent) => absent === 0,
      )
    }
    const numbers = new Map<Member, ReadonlyMap<string, number>>()
    for (const member of members) {
      expect(await member.process.stop()).toBe(0)
      numbers.set(member, lastNumbers(member.home))
    }
    expect(await collector.stop()).toBe(0)
    for (const [member, lasts] of numbers) {
      expect(lasts.size).toBeGreaterThan(0)
      const there = await received(newHome, member.home, lasts.keys())
      const earlier = await received(oldHome, member.home, lasts.keys())
      for (const [epoch, last] of lasts) {
        const oldEnd = earlier.get(epoch)?.at(-1)?.[1] ?? 0
        const [interval, ...further] = there.get(epoch) ?? []
        expect(further).toEqual([])
        expect(interval?.[0]).toBeLessThanOrEqual(oldEnd + 1)
        expect(interval?.[1]).toBe(last)
      }
    }
  }, 40_000)
})
