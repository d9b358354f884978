/** Hosts without an agent: another program writes their points. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { PresenceStage } from '../../../collector/fleet/presence-stage.ts'
import { createPresence } from '../../../collector/fleet/presence.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import { host, Hosts } from './host-table.ts'

const minute = 60_000
let clock: VirtualClock
let hosts: Hosts
let told: string[]
let presence: PresenceStage

beforeEach(async () => {
  clock = new VirtualClock(Date.UTC(2026, 10, 12, 7, 0))
  hosts = new Hosts()
  hosts.records = [host('nas', 'server')]
  await begin()
})
async function begin(): Promise<void> {
  told = []
  presence = createPresence({
    hosts,
    clock,
    log: { debug: no, info: no, warn: no, error: no },
    calendar: () => ({ zone: 'Africa/Dar_es_Salaam', days: {}, holidays: [] }),
    postingMs: () => minute,
    onPresence: (change) => void told.push(change.presence),
  })
  await presence.start()
}
const no = (): void => undefined
async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left--) {
    await clock.advance(minute)
    await presence.evaluate()
  }
}

describe('a host whose points another program writes', () => {
  test('is online while it writes, silent after 15 minutes, back with the next write', async () => {
    presence.written('nas', clock.now())
    expect(told).toEqual(['online'])
    await pass(14)
    presence.written('nas', clock.now())
    await pass(15)
    expect(told).toEqual(['online'])
    await pass(2)
    expect(told).toEqual(['online', 'stale'])
    presence.written('nas', clock.now())
    expect(told).toEqual(['online', 'stale', 'online'])
    expect(hosts.records[0]?.lastSeenMs).not.toBeNull()
  })
  test('after a restart gets its time to write before it counts as silent', async () => {
    presence.written('nas', clock.now())
    await pass(1)
    await clock.advance(120 * minute)
    await begin()
    presence.written('nas', hosts.records[0]?.lastSeenMs ?? 0)
    await pass(14)
    expect(told).toEqual([])
    await pass(3)
    expect(told).toEqual(['stale'])
  })
  test('once an agent of ours stands on it, the agent is believed', async () => {
    presence.written('nas', clock.now())
    presence.session({ type: 'connected', hostId: 'nas', atMs: clock.now(), bootAtMs: 0 })
    const end = { type: 'disconnected', hostId: 'nas', goodbye: null } as const
    presence.session({ ...end, atMs: clock.now() })
    await pass(5)
    presence.written('nas', clock.now())
    await pass(1)
    expect(told).toEqual(['online', 'unreachable'])
  })
})
