import { beforeEach, describe, expect, test } from 'vitest'
import type {
  PresenceChange,
  PresenceParts,
  PresenceStage,
} from '../../../collector/fleet/presence-stage.ts'
import type { GoodbyeReason, Presence } from '../../../collector/model/hosts.ts'
import type { OfficeCalendar } from '../../../collector/model/office.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import type { Hosts } from './host-table.ts'
import { calendar, fiveHosts, morning, startedPresence } from './presence-scene.ts'

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

describe('one host', () => {
  test('comes online, is written and told once', async () => {
    up('pc1')
    await pass(minute, 'pc1')
    expect(changes).toMatchObject([{ hostId: 'pc1', presence: 'online', previous: 'never_seen' }])
    expect(stored('pc1')).toBe('online')
    expect(stored('pc2')).toBe('never_seen')
  })

  test('silent while connected is stale, and online again when it talks', async () => {
    up('pc1')
    await pass(5 * minute)
    expect(presence.of('pc1')).toBe('stale')
    await pass(10_000, 'pc1')
    await pass(10_000, 'pc1')
    expect(presence.of('pc1')).toBe('online')
  })

  test('a short cut of the line is not told', async () => {
    for (const id of ['server', 'pc1']) up(id)
    down('pc1')
    await pass(minute, 'server')
    up('pc1')
    await pass(minute, 'server', 'pc1')
    expect(changes.map(({ presence: word }) => word)).toEqual(['online', 'online'])
  })

  test('a new session that begins before the old one is seen to end stays online', async () => {
    up('pc1')
    up('pc1')
    down('pc1')
    await pass(10 * minute, 'pc1')
    expect(presence.of('pc1')).toBe('online')
  })

  test('lost in working hours is unreachable; the next boot says it was the power', async () => {
    for (const id of ['server', 'pc1']) up(id)
    await pass(minute, 'server', 'pc1')
    const lostMs = clock.now()
    down('pc1')
    await pass(30 * minute, 'server')
    expect(presence.of('pc1')).toBe('unreachable')
    up('pc1', clock.now() - minute)
    expect(changes.slice(-2)).toEqual([
      {
        hostId: 'pc1',
        presence: 'power_lost',
        previous: 'unreachable',
        sinceMs: lostMs,
        untilMs: clock.now(),
        restated: true,
      },
      expect.objectContaining({ presence: 'online', previous: 'unreachable', restated: false }),
    ])
  })

  test('lost at closing time with others up is assumed off; the same boot proves the line', async () => {
    clock = new VirtualClock(Date.UTC(2026, 10, 12, 12, 0))
    await begin()
    for (const id of ['server', 'pc1']) up(id)
    down('pc1')
    await pass(10 * minute, 'server')
    expect(presence.of('pc1')).toBe('off_assumed')
    up('pc1')
    expect(changes.at(-2)).toMatchObject({ presence: 'unreachable', restated: true })
  })

  test('a server lost at night is unreachable all the same', async () => {
    clock = new VirtualClock(Date.UTC(2026, 10, 12, 20, 0))
    await begin()
    for (const id of ['server', 'pc1']) up(id)
    down('server')
    await pass(10 * minute, 'pc1')
    expect(presence.of('server')).toBe('unreachable')
  })

  test.each([
    ['shutdown', 'off'],
    ['sleep', 'asleep'],
  ] as const)('that says goodbye (%s) is %s at once', (goodbye, expected) => {
    up('pc1')
    down('pc1', goodbye)
    expect(presence.of('pc1')).toBe(expected)
  })
})

describe('a site', () => {
  test('that vanishes is one loss; who returns is online, the rest follow their own evidence', async () => {
    const all = ['server', 'pc1', 'pc2', 'pc3', 'pc4']
    for (const id of all) up(id)
    await pass(minute, ...all)
    for (const id of all) down(id)
    await pass(3 * minute)
    expect(all.map((id) => presence.of(id))).toEqual(all.map(() => 'site_down'))
    expect(changes.filter(({ presence: word }) => word === 'unreachable')).toEqual([])
    const rebooted = clock.now() - minute
    for (const id of ['server', 'pc1', 'pc2']) up(id, rebooted)
    await pass(minute, 'server', 'pc1', 'pc2')
    expect(presence.of('pc3')).toBe('unreachable')
    expect(changes.filter(({ restated }) => restated).map(({ presence: word }) => word)).toEqual([
      'power_lost',
      'power_lost',
      'power_lost',
    ])
  })
})

describe('what should be on when', () => {
  const evening = Date.UTC(2026, 10, 12, 13, 30)
  const assumed = async (more: Partial<OfficeCalendar>): Promise<Presence | undefined> => {
    clock = new VirtualClock(evening)
    await begin({ calendar: () => ({ ...calendar, ...more }) })
    for (const id of ['pc1', 'pc2']) up(id)
    await pass(minute, 'pc1', 'pc2')
    down('pc1')
    await pass(3 * minute, 'pc2')
    return presence.of('pc1')
  }
  test('a desktop that vanishes after work was switched off', async () => {
    expect(await assumed({})).toBe('off_assumed')
  })
  test('one that should be on always cannot be reached', async () => {
    const hosts = { pc1: { mode: 'always' } } as const
    expect(await assumed({ expected: { roles: {}, hosts } })).toBe('unreachable')
    expect(presence.expectedOn('pc1')).toBe(true)
    expect(presence.expectedOn('pc2')).toBe(false)
  })
  test('one that works until eight is missed at half past four', async () => {
    const late = { open: '08:00', close: '20:00' }
    const days = { ...calendar.days, 4: late }
    const hosts = { pc1: { mode: 'hours', days, holidays: false } } as const
    expect(await assumed({ expected: { roles: {}, hosts } })).toBe('unreachable')
  })
})

describe('after a restart of the collector', () => {
  test('nothing is said about silence until agents had time to report', async () => {
    up('pc1')
    up('server')
    await pass(minute, 'pc1', 'server')
    await clock.advance(3 * hour)
    await begin()
    await pass(4 * minute)
    expect(changes).toEqual([])
    up('server')
    await pass(4 * minute, 'server')
    expect(changes.map(({ hostId, presence: word }) => [hostId, word])).toEqual([
      ['pc1', 'unreachable'],
    ])
  })

  test('what was off stays off', async () => {
    up('pc1')
    down('pc1', 'shutdown')
    await pass(minute)
    await begin()
    await pass(20 * minute)
    expect(presence.of('pc1')).toBe('off')
    expect(changes).toEqual([])
  })

  test('a write that failed is made good later', async () => {
    hosts.failing = true
    up('pc1')
    await pass(minute, 'pc1')
    expect(stored('pc1')).toBe('never_seen')
    hosts.failing = false
    await pass(20_000, 'pc1')
    expect(stored('pc1')).toBe('online')
  })
})
