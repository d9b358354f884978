import { expect, test } from 'vitest'
import { messagesOf, orderFor } from '../../../collector/network/order.ts'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import type { NetworkState } from '../../../collector/state/network-records.ts'
import { networkLimits, networkOrder, type LocalNetwork } from '../../../contract/wire/network.ts'
import type { NetworkCheck } from '../../../contract/wire/network.ts'

const local: LocalNetwork = {
  poller: true,
  subnets: ['own'],
  internet: true,
  probesPerSecondMax: 50,
  secondsMin: 30,
  kinds: ['ping', 'tcp'],
}
const record = (id: string, siteId: string): HostRecord => ({
  id,
  name: `Swichi ${id}`,
  siteId,
  departmentId: null,
  role: 'network',
  critical: false,
  simulated: false,
  labels: {},
  createdAtMs: 0,
  lastSeenMs: null,
  presence: 'never_seen',
  presenceSinceMs: null,
  clockOffsetSeconds: null,
  agentVersion: null,
  inventory: null,
})
const ping = (id: string, device: string): NetworkCheck => ({
  id,
  name: 'ping',
  kind: 'ping',
  device,
  host: '10.0.0.1',
  count: 3,
  everySeconds: 60,
  timeoutMs: 1000,
})
const stored = (check: NetworkCheck, pollers: readonly string[] = []) => ({
  id: check.id,
  name: check.name,
  deviceId: check.device ?? null,
  check,
  secret: 'none' as const,
  pollers,
  enabled: true,
})

function office(): Parameters<typeof orderFor>[2] {
  const checks = [ping('p1', 'a'), ping('p2', 'b')]
  const http: NetworkCheck = {
    id: 'h',
    name: 'Tovuti',
    kind: 'http',
    url: 'https://mlimani.go.tz/',
    method: 'GET',
    redirectsMax: 5,
    everySeconds: 300,
    timeoutMs: 5000,
  }
  const device = { address: '10.0.0.1', pollerHostId: null, snmp: null, secret: 'none' as const }
  const state: NetworkState = {
    revision: 1,
    devices: [
      { ...device, hostId: 'a' },
      { ...device, hostId: 'b' },
    ],
    checks: [...checks.map((check) => stored(check)), stored(http, ['hq'])],
    sites: new Map([
      ['makao', 'hq'],
      ['tawi', 'branch'],
    ]),
    speakers: new Map(),
  }
  const hosts = new Map([
    ['a', record('a', 'makao')],
    ['b', record('b', 'tawi')],
  ])
  const opened = { snmp: new Map(), checks: new Map([...checks, http].map((one) => [one.id, one])) }
  return { state, opened, host: (id) => hosts.get(id) }
}

test('each poller gets the devices of its site and their checks', () => {
  const parts = office()
  const { devices, checks } = orderFor('branch', local, parts)
  expect(devices.map(({ id }) => id)).toEqual(['b'])
  expect(checks.map(({ id }) => id)).toEqual(['p2'])
})

test('a check is sent only to an agent that knows its kind', () => {
  const parts = office()
  const kindsOf = (kinds: readonly string[]) =>
    orderFor('hq', { ...local, kinds: [...kinds] }, parts).checks.map(({ id }) => id)
  expect(kindsOf(['ping', 'tcp'])).toEqual(['p1'])
  expect(kindsOf(['ping', 'http'])).toEqual(['p1', 'h'])
})

test('a device that moved to another site is looked at by that one’s poller', () => {
  const parts = office()
  const moved = { ...parts, host: (id: string) => record(id, 'tawi') }
  expect(orderFor('branch', local, moved).devices.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(orderFor('hq', local, moved).devices).toEqual([])
})

test('an order of thousands comes in parts that fit, each entry once', () => {
  const checks = Array.from({ length: 2000 }, (_, index) => ping(`p${index}`, 'a'))
  const messages = messagesOf(7, { devices: [], checks })
  expect(messages.flatMap((one) => one.checks.map(({ id }) => id))).toEqual(
    checks.map(({ id }) => id),
  )
  for (const message of messages) {
    expect(networkOrder.safeParse(message).success).toBe(true)
    expect(message.checks.length).toBeLessThanOrEqual(networkLimits.entriesPerPartMax)
    expect(JSON.stringify(message).length).toBeLessThan(60_000)
  }
  expect(messagesOf(8, { devices: [], checks: [] })).toHaveLength(1)
})
