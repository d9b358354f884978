import { expect, test } from 'vitest'
import { AgentVersions, isOlder } from '../../collector/agent-versions.ts'
import type { Presence } from '../../collector/model/hosts.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

test.each([
  ['0.3.9', '0.4.0', true],
  ['0.4.0', '0.4.0', false],
  ['0.10.0', '0.9.9', false],
  ['1.0.0+deb1', '1.0.1', true],
  ['2.0.0', '1.9.9', false],
  ['0.0.0-source', '0.4.0', undefined],
  ['0.4.0', 'source', undefined],
  ['', '', undefined],
  ['99999999999.0.0', '0.4.0', undefined],
])('%s beside a collector of %s: older is %s', (one, other, older) => {
  expect(isOlder(one, other)).toBe(older)
})

test('each computer with an agent is told once a day, and anew as soon as it was updated', () => {
  const clock = new VirtualClock(Date.UTC(2026, 10, 23, 7))
  const told: { readonly hostId: string; readonly one: Reading }[] = []
  const hosts: { id: string; agentVersion: string | null; presence: Presence }[] = [
    { id: 'old', agentVersion: '0.3.0', presence: 'online' },
    { id: 'new', agentVersion: '0.4.0', presence: 'online' },
    { id: 'source', agentVersion: '0.0.0-source', presence: 'online' },
    { id: 'switch', agentVersion: null, presence: 'online' },
    { id: 'away', agentVersion: '0.1.0', presence: 'off' },
  ]
  const versions = new AgentVersions({
    hosts: () => hosts,
    version: '0.4.0',
    clock,
    add: (hostId, one) => told.push({ hostId, one }),
  })
  const behind = () =>
    Object.fromEntries(told.splice(0).map(({ hostId, one }) => [hostId, one.fields['behind']]))
  versions.turn()
  expect(behind()).toEqual({ old: true, new: false, source: null })
  versions.turn()
  expect(behind()).toEqual({})
  for (const host of hosts) if (host.id === 'old') host.agentVersion = '0.4.0'
  versions.turn()
  expect(behind()).toEqual({ old: false })
  clock.set(Date.UTC(2026, 10, 24, 7))
  for (const host of hosts) if (host.id === 'away') host.presence = 'online'
  versions.turn()
  expect(behind()).toEqual({ old: false, new: false, source: null, away: true })
})
