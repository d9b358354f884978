import { expect, test } from 'vitest'
import { siteLoss, type SiteMember } from '../../../collector/fleet/site-loss.ts'

const now = Date.UTC(2026, 10, 12, 7, 0)
const within = 120_000

function members(
  present: number,
  lostSecondsAgo: readonly number[],
  change: Partial<SiteMember> = {},
) {
  const here = Array.from({ length: present }, (_, index): SiteMember => ({
    hostId: `here-${index}`,
    role: 'desktop',
    connected: true,
    lostAtMs: null,
    goingHome: false,
    afterHours: false,
  }))
  const lost = lostSecondsAgo.map((seconds, index): SiteMember => ({
    hostId: `lost-${index}`,
    role: 'desktop',
    connected: false,
    lostAtMs: now - seconds * 1000,
    goingHome: false,
    afterHours: false,
    ...change,
  }))
  return [...here, ...lost]
}

const evening = { goingHome: true, afterHours: true }
const router = (seconds: number): readonly SiteMember[] =>
  members(0, [seconds], { hostId: 'router', role: 'network' })

test.each([
  ['6 of 10 within two intervals', members(4, [120, 110, 100, 90, 80, 70]), 6],
  ['5 of 10', members(5, [120, 110, 100, 90, 80]), 0],
  ['6 of 10, but one of them long before', members(4, [600, 110, 100, 90, 80, 70]), 0],
  ['2 of 2 computers', members(0, [120, 110]), 0],
  ['2 of 2 where one is the router', members(0, [120, 110], { role: 'network' }), 2],
  ['3 of 3', members(0, [120, 110, 100]), 3],
  ['3 of 3 for a minute: a hiccup', members(0, [60, 60, 60]), 0],
  [
    '8 of 10 when people go home, two still there',
    members(2, [120, 1, 1, 1, 1, 1, 1, 1], { goingHome: true }),
    0,
  ],
  ['all when people go home', members(0, [120, 110, 100], { goingHome: true }), 3],
  ['the last three in the evening', members(0, [120, 110, 100], evening), 0],
  ['the last three and the router', [...members(0, [120, 110], evening), ...router(100)], 3],
  ['three that went long before the last one left', members(0, [1000, 990, 980]), 0],
])('%s', (_, all, hosts) => {
  expect(siteLoss(all, undefined, within, now)?.hostIds.size ?? 0).toBe(hosts)
})

test('lasts while 60 % of those that vanished are away, and takes in those that follow', () => {
  const all = members(2, [300, 300, 300, 60])
  const before = { sinceMs: now - 300_000, hostIds: new Set(['lost-0', 'lost-1', 'lost-2']) }
  const still = siteLoss(all, before, within, now)
  expect([...(still?.hostIds ?? [])]).toContain('lost-3')
  const back = all.map((member) =>
    ['lost-0', 'lost-1', 'lost-2'].includes(member.hostId) ? { ...member, lostAtMs: null } : member,
  )
  expect(siteLoss(back, still, within, now)).toBeUndefined()
})
