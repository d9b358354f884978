/** Rules of every kind tried on the past: what they would have told, and what not. */
import { expect, test } from 'vitest'
import { dryRun } from '../../../collector/alert/dry-run.ts'
import type { PresenceMark } from '../../../collector/alert/past-marks.ts'
import type { HostRecord, Presence } from '../../../collector/model/hosts.ts'
import { officeCalendar } from '../../../config/calendar.ts'
import { expectedTimes } from '../../../config/expected-on.ts'
import type { Rule } from '../../../config/rule.ts'
import { backup } from '../../../contract/catalogue/families/backup.ts'
import { cpu } from '../../../contract/catalogue/families/cpu.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { softwareChange } from '../../../contract/catalogue/families/software-change.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { system } from '../../../contract/catalogue/families/system.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { ParentGraph, type ParentLink } from '../../../lib/parent-graph.ts'
import { hostNamed, office, rulesOf, shippedRules, zone } from '../../support/alert-scene.ts'
import { packed, rowOf, TimelineStore } from '../../support/timeline-store.ts'

const hour = 3_600_000
const day = 24 * hour
const gb = 1024 ** 3
const hours = { open: '07:30', close: '15:30' }
const times = {
  zone,
  days: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
  holidays: [],
} as const
/** A Thursday; the seven days before it are tried. */
const end = office('2026-11-19T12:00')

interface Past {
  readonly rules?: readonly Rule[]
  readonly beside?: readonly Rule[]
  readonly hosts?: readonly HostRecord[]
  readonly parents?: readonly ParentLink[]
  readonly presence?: Readonly<Record<string, readonly (readonly [string, Presence])[]>>
  readonly store?: TimelineStore
}
async function told({ rules = shippedRules, beside = [], hosts = [], ...past }: Past) {
  const lines = new Map(
    Object.entries(past.presence ?? {}).map(([id, marks]) => [
      id,
      marks.map(([at, word]): PresenceMark => ({ timeMs: office(at), word })),
    ]),
  )
  const { alerts } = await dryRun({
    rules,
    beside,
    hosts,
    store: past.store ?? new TimelineStore(),
    office: {
      sites: [{ id: 'mlimani', name: 'Mlimani', profile: 'lan', subnets: [] }],
      graph: new ParentGraph(past.parents ?? []),
      expected: expectedTimes(times),
      presence: async (id, fromMs, toMs) =>
        (lines.get(id) ?? []).filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs),
    },
    names: new Map([['mlimani', 'Mlimani']]),
    calendar: officeCalendar(times),
    fromMs: end - 7 * day,
    toMs: end,
  })
  return alerts.map(({ ruleId, hostId, severity }) =>
    [ruleId, hostId ?? 'site', severity].join(' '),
  )
}
const server = hostNamed('srv', { role: 'server', siteId: 'mlimani' })
const desktop = hostNamed('pc', { siteId: 'mlimani' })

test.each([
  [
    'a server is away for five minutes at night',
    '2026-11-16T02:05',
    ['server-silent srv critical'],
  ],
  ['a server is away for two minutes', '2026-11-16T02:02', []],
] as const)('%s', async (_, back, expected) => {
  const away = ['2026-11-16T02:00', 'unreachable'] as const
  const presence = { srv: [away, [back, 'online'] as const] }
  expect(await told({ hosts: [server], presence })).toEqual(expected)
})

test('an exception is tried alone, with the other rules still explaining what they explain', async () => {
  const presence = {
    srv: [['2026-11-16T02:00', 'unreachable'] as const, ['2026-11-16T02:05', 'online'] as const],
  }
  const rules = rulesOf(`
- { id: server-silent, kind: silence, of: host, select: { roles: [server] }, critical: { after: 10m } }
`)
  expect(await told({ rules, beside: shippedRules, hosts: [server], presence })).toEqual([])
})

test('a desktop that is off over night is nothing, one away for four working days is told', async () => {
  const nights = ['16', '17', '18'].flatMap((of) => [
    [`2026-11-${of}T15:30`, 'off'] as const,
    [`2026-11-${Number(of) + 1}T07:40`, 'online'] as const,
  ])
  expect(await told({ hosts: [desktop], presence: { pc: nights } })).toEqual([])
  const away = { pc: [['2026-11-12T15:00', 'off'] as const] }
  expect(await told({ hosts: [desktop], presence: away })).toEqual(['computer-absent pc warning'])
})

test('what was told before the days that are asked for is not told again', async () => {
  const presence = { srv: [['2026-11-08T10:00', 'off'] as const] }
  expect(await told({ hosts: [server], presence })).toEqual([])
})

test('a site that goes as one is one message, also when a server is among the lost', async () => {
  const pcs = ['pc1', 'pc2', 'pc3', 'pc4'].map((id) => hostNamed(id, { siteId: 'mlimani' }))
  const cut = (second: number): readonly (readonly [string, Presence])[] => [
    [`2026-11-17T10:0${second}`, 'power_lost'],
    ['2026-11-17T14:00', 'online'],
  ]
  const presence = { srv: cut(0), pc1: cut(0), pc2: cut(1), pc3: cut(1), pc4: cut(1) }
  expect(await told({ hosts: [server, ...pcs], presence })).toEqual(['site-silent site critical'])
})

test('a switch takes what stands behind it with it, and the collector’s own line takes all', async () => {
  const network = hostNamed('sw', { role: 'network' })
  const hosts = [
    network,
    hostNamed('srv', { role: 'server' }),
    hostNamed('other', { role: 'server' }),
  ]
  const back = ['2026-11-17T11:00', 'online'] as const
  const behind = {
    sw: [['2026-11-17T10:00', 'unreachable'] as const, back],
    srv: [['2026-11-17T10:00', 'cut_off'] as const, back],
  }
  const parents = [{ childId: 'srv', parentId: 'sw' }]
  expect(await told({ hosts, parents, presence: behind })).toEqual(['parent-silent sw critical'])
  const all = ['sw', 'srv', 'other'].map((id) => [
    id,
    [['2026-11-17T10:00', 'cut_off'] as const, back],
  ])
  const own = Object.fromEntries(all) as NonNullable<Past['presence']>
  expect(await told({ hosts, presence: own })).toEqual(['collector-cut-off site critical'])
})

test('a device that comes and goes is told once as such', async () => {
  const network = hostNamed('sw', { role: 'network' })
  const marks = [0, 6, 12, 18, 24].flatMap((at) => [
    [`2026-11-17T10:${String(at).padStart(2, '0')}`, 'unreachable'] as const,
    [`2026-11-17T10:${String(at + 2).padStart(2, '0')}`, 'online'] as const,
  ])
  expect(await told({ hosts: [network], presence: { sw: marks } })).toEqual([
    'device-unsteady sw warning',
  ])
})

/** Rows of one computer: at these hours of the last nine days. */
function past(host: string, row: (days: number, at: number) => Reading | undefined): TimelineStore {
  const store = new TimelineStore()
  for (let at = end - 9 * day; at < end; at += hour) {
    const one = row((at - end) / day, at)
    if (one) store.append(packed([rowOf(store, host, one, at)]), at)
  }
  return store
}
const tags = { path: '/srv', device: 'sdb1', fstype: 'ext4', mode: 'rw' } as const
const full = (free: number) => reading(disk, tags, { free, used_percent: 50 })

test('a disk that fills is told when the forecast would have told, and a steady one is not', async () => {
  const hosts = [server]
  const rules = shippedRules.filter(({ kind }) => kind === 'forecast')
  const filling = past('srv', (days) => full((20 - (days + 9)) * gb))
  expect(await told({ rules, hosts, store: filling })).toEqual(['disk-fills srv warning'])
  const steady = past('srv', () => full(20 * gb))
  expect(await told({ rules, hosts, store: steady })).toEqual([])
})

const kinds: readonly (readonly [
  string,
  string,
  (days: number, at: number) => Reading | undefined,
])[] = [
  [
    'threshold',
    'select: { measurement: disk }, warning: { when: { field: free, below: 5 GB } }',
    (days) => full(days > -1 ? gb : 9 * gb),
  ],
  [
    'state',
    'select: { measurement: backup }, field: state, warning: { is: failed }',
    (days) => copy(days > -1 ? 'failed' : 'ok'),
  ],
  [
    'age',
    'select: { measurement: backup }, field: last_success, warning: { olderThan: 3d }',
    (_, at) => copy('ok', Math.min(at, end - 5 * day) / 1000),
  ],
  [
    'schedule',
    'select: { measurement: backup }, cron: "0 2 * * *", grace: 2h, proof: { field: last_success }, warning: { missed: 1 }',
    (_, at) => copy('ok', Math.min(at, end - 5 * day) / 1000),
  ],
  [
    'change',
    'select: { measurement: system }, field: boot_time, severity: warning',
    (days) => reading(system, {}, { boot_time: days > -1 ? 1_790_000_000 : 1_780_000_000 }),
  ],
  [
    'increase',
    'select: { measurement: smart_device }, fields: [reallocated_sectors_count], by: 1, severity: warning',
    (days) =>
      reading(smartDevice, { device: 'sda' }, { reallocated_sectors_count: days > -1 ? 9 : 0 }),
  ],
  [
    'event',
    'select: { measurement: software_change }, field: changes, severity: info',
    (days) => (days === -1 ? reading(softwareChange, {}, { changes: 'added: x' }) : undefined),
  ],
  [
    'silence',
    'of: source, select: { measurement: cpu }, warning: { after: 2h }',
    (days) => (days < -1 ? reading(cpu, { cpu: 'cpu-total' }, { usage_user: 1 }) : undefined),
  ],
]
function copy(status: 'ok' | 'failed', last?: number): Reading {
  return reading(
    backup,
    { job: 'restic:nas', product: 'restic', kind: 'data' },
    { state: status, ...(last === undefined ? {} : { last_success: Math.floor(last) }) },
  )
}

test.each(kinds)('a rule of kind %s', async (kind, text, row) => {
  const rules = rulesOf(`- { id: tried, kind: ${kind}, ${text} }`)
  const store = past('srv', row)
  const found = await told({ rules, hosts: [server], store })
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(/^tried srv/)
})
