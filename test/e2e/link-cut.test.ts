/** A line that breaks again and again while a computer catches up on what it could not send. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../lib/system-clock.ts'
import { cuttingRelay, type CuttingRelay } from '../support/cutting-relay.ts'
import { freePort, settle, type Running } from '../support/program.ts'
import { ProgramOffice, until } from '../support/program-office.ts'
import { lastNumbers, unacknowledged, type JournalRow } from '../support/spool-journal.ts'
import { missingRows, received } from '../support/stored-rows.ts'

// The handshake takes 4 KB of the client: some of these end in it, most in the frames.
const cutAfterBytes = [5300, 6600, 2000, 8000, 6000]
const cutsMin = 5
const runsAlone = 6
/** The names that agents are told lead elsewhere: the relay is the only way to the collector. */
const listener = '127.0.0.9'
const office = new ProgramOffice()
const home = office.home('collector')
const agentHome = office.home('agent')
let line: CuttingRelay
let window: CuttingRelay
let host: string
let collector: Running
let journal: readonly JournalRow[]
const runs = new Map<string, number>()

beforeAll(async () => {
  const port = await freePort()
  line = await cuttingRelay(listener, port)
  window = await cuttingRelay(listener, port)
  const more = `  address: ${listener}\ncollectors:\n  - 127.0.0.1:${line.port}\n`
  settle(home, port, '', more)
  collector = await office.collector(home)
  host = await office.enrol(window.port, home, agentHome)
}, 30_000)
afterAll(async () => {
  await office.close()
  await line.close()
  await window.close()
})

describe('a line that is cut every second and every few kilobytes', () => {
  it('finds a computer that has waited long', async () => {
    expect(await collector.stop()).toBe(0)
    for (let run = 0; run < runsAlone; run++) {
      const alone = await office.agent(agentHome)
      await alone.said(/No session with a collector/)
      await alone.stop()
    }
    journal = unacknowledged(agentHome)
    for (const [epoch, last] of lastNumbers(agentHome)) runs.set(epoch, last)
    expect(runs.size).toBe(runsAlone)
    expect(journal).toHaveLength([...runs.values()].reduce((sum, last) => sum + last, 0))
    collector = await office.collector(home)
  }, 40_000)

  it('loses and repeats nothing of what passes', async () => {
    line.cutAfter(cutAfterBytes)
    const agent = await office.agent(agentHome)
    await until(
      () => line.cuts(),
      (cuts) => cuts >= cutsMin,
    )
    line.heal()
    await until(
      () => missingRows(office, window.port, host, journal),
      (absent) => absent === 0,
    )
    expect(await agent.stop()).toBe(0)
    for (const [epoch, last] of lastNumbers(agentHome)) runs.set(epoch, last)
    // What came just before the goodbye may still be on its way into the store.
    await systemClock.sleep(1000)
    const stored = await office.metric(window.port, 'rows_stored_total')
    const presence = await office.points(window.port, host, 'presence.state')
    const offsets = await office.points(window.port, host, 'clock.offset_s')
    expect(await collector.stop()).toBe(0)
    const there = await received(home, agentHome, runs.keys())
    let arrived = 0
    let left = 0
    for (const [epoch, last] of runs) {
      const [interval, ...further] = there.get(epoch) ?? []
      expect(further).toEqual([])
      expect(interval?.[0]).toBe(1)
      arrived += interval?.[1] ?? 0
      left += last - (interval?.[1] ?? 0)
    }
    // The line may have been down at the goodbye: what was read last then waits in the spool.
    expect(unacknowledged(agentHome).length).toBeGreaterThanOrEqual(left)
    const besides = stored - arrived - presence.length - offsets.length
    // Once a minute the collector writes a row about itself.
    expect(besides, `${stored} rows stored, ${arrived} arrived`).toBeGreaterThanOrEqual(0)
    expect(besides).toBeLessThanOrEqual(3)
  }, 90_000)
})
