import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { HostRecord } from '../../collector/model/hosts.ts'
import { OsSupport } from '../../collector/os-support.ts'
import { parseSupportTable, type SupportTable } from '../../config/end-of-support.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const table: SupportTable = {
  asOf: '2026-11-22',
  systems: [
    { system: 'debian', version: '12', name: 'Debian 12', ends: '2028-06-30' },
    {
      system: 'windows',
      build: 19045,
      name: 'Windows 10 22H2',
      ends: '2025-10-14',
      paidUntil: '2028-10-10',
    },
    { system: 'macos', version: '13', name: 'macOS 13', ends: '2025-09-15' },
    { system: 'ubuntu', version: '22.04', name: 'Ubuntu 22.04', ends: '2027-01-31' },
  ],
}

function host(id: string, inventory: HostRecord['inventory']): HostRecord {
  return {
    id,
    name: id,
    siteId: null,
    departmentId: null,
    role: 'desktop',
    critical: false,
    simulated: false,
    labels: {},
    createdAtMs: 0,
    lastSeenMs: null,
    presence: 'online',
    presenceSinceMs: null,
    clockOffsetSeconds: null,
    agentVersion: null,
    inventory,
  }
}

function office(
  hosts: readonly HostRecord[],
  systems: SupportTable = table,
  start = '2026-11-22T09:00:00Z',
) {
  const clock = new VirtualClock(Date.parse(start))
  const known = new Map(hosts.map((one) => [one.id, one]))
  const told: { readonly hostId: string; readonly one: Reading }[] = []
  const support = new OsSupport({
    hosts: {
      all: async () => [...known.values()].map((one) => ({ ...one, inventory: null })),
      get: async (id) => known.get(id),
    },
    table: systems,
    clock,
    add: (hostId, one) => told.push({ hostId, one }),
  })
  const stateOf = (id: string) => told.findLast(({ hostId }) => hostId === id)?.one.fields['state']
  return { clock, known, told, support, stateOf }
}

const debian = { os: { id: 'debian', version: '12', name: 'Debian', kernel: '6.1' } }

test('each host is judged by its own system, and what nobody knows stays unknown', async () => {
  const { support, stateOf, told } = office([
    host('new', debian),
    host('bought', { os: { id: 'windows', build: '19045.5011', edition: 'Professional' } }),
    host('soon', { os: { id: 'ubuntu', version: '22.04' } }),
    host('odd', { os: { id: 'gentoo', version: '2' } }),
    host('old-mac', { os: { id: 'macos', version: '13.7' } }),
    host('new-mac', { os: { id: 'macos', version: '15.7' } }),
    host('silent', null),
    host('older-agent', { os: { name: 'Debian' } }),
  ])
  await support.turn()
  expect(Object.fromEntries(told.map(({ hostId }) => [hostId, stateOf(hostId)]))).toEqual({
    new: 'supported',
    bought: 'paid_only',
    soon: 'ending',
    odd: 'unknown',
    'old-mac': 'ended',
    'new-mac': 'supported',
  })
  expect(told.find(({ hostId }) => hostId === 'bought')?.one.fields['days_left']).toBe(-404)
})

test('it is told once a day, and at once when the system was upgraded', async () => {
  const { support, told, known, clock, stateOf } = office([host('pc', debian)])
  await support.turn()
  await support.turn()
  expect(told).toHaveLength(1)
  await clock.advance(86_400_000)
  await support.turn()
  expect(told).toHaveLength(2)
  known.set('pc', host('pc', { os: { id: 'ubuntu', version: '22.04' } }))
  await support.turn()
  expect(stateOf('pc')).toBe('ending')
})

test('a date of the shipped table that passes by the clock moves a system on, without an update (J7)', async () => {
  const file = path.resolve(import.meta.dirname, '../../config/end-of-support.yaml')
  const shipped = parseSupportTable(file, readFileSync(file, 'utf8'))
  const ltsc = { os: { id: 'windows', build: '19044.1', edition: 'EnterpriseS' } }
  const { support, clock, stateOf } = office([host('pc', ltsc)], shipped, '2027-01-12T06:00:00Z')
  await support.turn()
  expect(stateOf('pc')).toBe('ending')
  await clock.advance(86_400_000)
  await support.turn()
  expect(stateOf('pc')).toBe('ended')
})
