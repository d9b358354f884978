import { describe, expect, test } from 'vitest'
import {
  causeFromNextBoot,
  decidePresence,
  type PresenceFacts,
} from '../../../collector/fleet/decide-presence.ts'
import type { GoodbyeReason, Presence } from '../../../collector/model/hosts.ts'

const now = Date.UTC(2026, 10, 12, 7, 0)
const minute = 60_000

const connected: PresenceFacts = {
  nowMs: now,
  everSeen: true,
  connected: true,
  heardAtMs: now - 1000,
  postingMs: minute,
  loss: null,
  siteDown: false,
  wentHome: false,
}
const gone = (minutes: number, goodbye: GoodbyeReason | null = null): Partial<PresenceFacts> => ({
  connected: false,
  loss: { atMs: now - minutes * minute, goodbye },
})

describe('presence', () => {
  test.each<[string, Partial<PresenceFacts>, Presence | undefined]>([
    ['connected and talking', {}, 'online'],
    [
      'connected, silent for over three posting intervals',
      { heardAtMs: now - 4 * minute },
      'stale',
    ],
    ['connected, silent for less', { heardAtMs: now - 2 * minute }, 'online'],
    [
      'hourly posting, silent for two hours',
      { postingMs: 60 * minute, heardAtMs: now - 120 * minute },
      'online',
    ],
    ['never connected', { connected: false, everSeen: false }, 'never_seen'],
    ['known from before a restart, not yet judged', { connected: false }, undefined],
    ['shut down with a goodbye', gone(0, 'shutdown'), 'off'],
    ['sent to sleep', gone(0, 'sleep'), 'asleep'],
    ['the agent was stopped', gone(0, 'stop'), 'stale'],
    ['restarting', gone(5, 'restart'), undefined],
    ['restarting for over ten minutes', gone(11, 'restart'), 'unreachable'],
    ['updating', gone(5, 'update'), undefined],
    ['lost a minute ago', gone(1), undefined],
    ['lost two posting intervals ago', gone(2), 'unreachable'],
    ['lost when people go home', { ...gone(2), wentHome: true }, 'off_assumed'],
    ['lost with its site', { ...gone(1), siteDown: true }, 'site_down'],
    [
      'lost with its site when people go home',
      { ...gone(2), siteDown: true, wentHome: true },
      'site_down',
    ],
    [
      'WAN profile, lost for less than two intervals',
      { ...gone(9), postingMs: 5 * minute },
      undefined,
    ],
  ])('%s', (_, facts, expected) => {
    expect(decidePresence({ ...connected, ...facts })).toBe(expected)
  })
})

describe('the cause of a loss, by the next boot', () => {
  test.each([
    ['booted before the loss: only the line was gone', -3600, false, 'unreachable'],
    ['booted after the loss: power was lost', 60, false, 'power_lost'],
    ['booted after a loss at closing time: it was switched off', 60, true, 'off'],
    ['a boot within seconds of the loss is clock noise', 3, false, 'unreachable'],
  ] as const)('%s', (_, bootSeconds, wentHome, expected) => {
    expect(causeFromNextBoot({ atMs: now, bootAtMs: now + bootSeconds * 1000, wentHome })).toBe(
      expected,
    )
  })
})
