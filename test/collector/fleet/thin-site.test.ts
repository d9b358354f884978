import { beforeEach, describe, expect, test } from 'vitest'
import type {
  PresenceChange,
  PresenceParts,
  PresenceStage,
} from '../../../collector/fleet/presence-stage.ts'
import type { GoodbyeReason, Presence } from '../../../collector/model/hosts.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import type { Hosts } from './host-table.ts'
import { fiveHosts, morning, startedPresence } from './presence-scene.ts'

const minute = 60_000
const hour = 60 * minute
let clock: VirtualClock
let hosts: Hosts
let changes: PresenceChange[]
let presence: PresenceStage
const bootMs = morning - 2 * hour

beforeEach(async () => {
  clock = new VirtualClock(morning)
  hosts = fiveHosts()
  await begin()
})

async function begin(more: Partial<PresenceParts> = {}): Promise<void> {
  changes = []
  presence = await startedPresence(hosts, clock, changes, more)
}

function up(id: string, bootAtMs = bootMs): void {
  presence.session({ type: 'connected', hostId: id, atMs: clock.now(), bootAtMs })
}
function down(id: string, goodbye: GoodbyeReason | null = null): void {
  presence.session({ type: 'disconnected', hostId: id, atMs: clock.now(), goodbye })
}
/** Time passes; those named keep reporting. */
async function pass(milliseconds: number, ...talking: string[]): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 10_000) {
    await clock.advance(Math.min(left, 10_000))
    for (const id of talking) presence.heard(id, clock.now())
    await presence.evaluate()
  }
}
const stored = (id: string): Presence | undefined =>
  hosts.records.find((record) => record.id === id)?.presence

describe('a thin site that one agent speaks for', () => {
  const five = 5 * minute
  const all = ['server', 'pc1', 'pc2', 'pc3', 'pc4']

  beforeEach(async () => {
    await begin({ postingMs: () => hour })
    for (const id of all) up(id)
    await beat()
  })
  /** The server speaks: those named are off, all others on. */
  async function beat(...off: string[]): Promise<void> {
    const marks = new Map(all.map((id) => [id, !off.includes(id)]))
    presence.marked({ siteId: 'hq', atMs: clock.now(), everyMs: five, marks })
    await presence.evaluate()
  }
  async function beats(count: number, ...off: string[]): Promise<void> {
    for (let left = count; left > 0; left--) {
      await pass(five)
      await beat(...off)
    }
  }

  test('is online between its hourly posts', async () => {
    await beats(11)
    expect(all.map((id) => presence.of(id))).toEqual(all.map(() => 'online'))
  })

  test('a machine that its neighbour misses twice is gone as soon as its line has ended', async () => {
    await beats(1, 'pc1')
    const missedMs = clock.now()
    await beats(1, 'pc1')
    expect(presence.of('pc1')).toBe('online')
    down('pc1')
    expect(presence.of('pc1')).toBe('unreachable')
    expect(changes.at(-1)).toMatchObject({ sinceMs: missedMs, untilMs: null })
    up('pc1')
    expect(presence.of('pc1')).toBe('online')
  })

  test('missed at closing time it is assumed to be off', async () => {
    clock.set(Date.UTC(2026, 10, 12, 12, 20))
    await beats(2, 'pc1')
    down('pc1')
    expect(presence.of('pc1')).toBe('off_assumed')
  })

  test('missed once is not gone; nor is one that spoke after its neighbour began to miss it', async () => {
    await beats(1, 'pc1')
    down('pc1')
    expect(presence.of('pc1')).toBe('online')
    await beats(1, 'pc2')
    await pass(minute, 'pc2')
    await beats(3, 'pc2')
    down('pc2')
    expect(presence.of('pc2')).toBe('online')
  })

  test('an open session is worth more than what its neighbour does not see', async () => {
    await beats(10, 'pc1')
    expect(presence.of('pc1')).toBe('online')
  })

  test('a machine that is on and whose line broke is not lost until its post is due', async () => {
    down('pc1')
    await beats(10)
    expect(presence.of('pc1')).toBe('online')
    await beats(3)
    expect(presence.of('pc1')).toBe('stale')
    await beats(2, 'pc1')
    expect(presence.of('pc1')).toBe('unreachable')
  })

  test('one that said that it goes off is off at once', async () => {
    down('pc1', 'shutdown')
    await beats(1)
    expect(presence.of('pc1')).toBe('off')
  })

  test('what was said long ago is worth nothing: silence counts as on any line', async () => {
    await beats(2, 'pc1')
    await pass(14 * minute)
    down('pc1')
    expect(presence.of('pc1')).toBe('online')
  })

  test('that falls silent as a whole is down within half an hour', async () => {
    await beats(2)
    for (const id of all) down(id)
    await pass(11 * minute)
    expect(all.map((id) => presence.of(id))).toEqual(all.map(() => 'site_down'))
  })
})

describe('after a restore', () => {
  test('nobody is said to be what the backup says, until they report or had time to', async () => {
    for (const id of ['server', 'pc1', 'pc2']) up(id)
    down('pc2', 'shutdown')
    await pass(minute, 'server', 'pc1')
    await clock.advance(24 * hour)
    let settled = 0
    await begin({ restored: true, onSettled: () => settled++ })
    await pass(20_000)
    expect(['server', 'pc1', 'pc2', 'pc3'].map(stored)).toEqual([
      'stale',
      'stale',
      'stale',
      'never_seen',
    ])
    expect(changes.map(({ presence: word }) => word)).toEqual(['stale', 'stale', 'stale'])
    up('server')
    expect(presence.of('server')).toBe('online')
    await pass(4 * minute, 'server')
    expect(settled).toBe(0)
    await pass(2 * minute, 'server')
    expect(settled).toBe(1)
    await pass(2 * minute, 'server')
    expect(['server', 'pc1', 'pc2'].map(stored)).toEqual(['online', 'unreachable', 'off'])
  })
})
