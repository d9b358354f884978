/** A council with sites, departments, computers in each state, alerts and two days of values. */
import type { Presence, Role } from '../../collector/model/hosts.ts'
import { officeNow, type SampleOffice } from './sample-office.ts'
import { writeSampleValues } from './sample-values.ts'

const hour = 3_600_000
const sites = ['Makao Makuu', 'Kituo cha Afya Mlimani', 'Ofisi ya Kata Suguti']
const departments = ['Afya', 'Fedha na Biashara', 'Ardhi na Maliasili', 'Elimu Msingi']
const presences: readonly Presence[] = [
  'online',
  'online',
  'online',
  'online',
  'off',
  'online',
  'off_assumed',
  'asleep',
  'online',
  'stale',
]
const roles: readonly Role[] = ['desktop', 'desktop', 'laptop', 'desktop', 'desktop']

/** @returns id of the server whose disk fills. */
export async function fillCouncil(office: SampleOffice, hostCount = 40): Promise<string> {
  const { parts } = office
  await parts.office.setOrganisation({
    name: 'Halmashauri ya Wilaya ya Musoma',
    language: 'sw',
    zanzibar: false,
    phone: '028 262 0000',
    email: 'ict@musomadc.go.tz',
  })
  for (const [index, name] of sites.entries())
    await parts.office.saveSite({
      id: `site-${index}`,
      name,
      profile: index === 0 ? 'lan' : 'wan',
      subnets: [`10.${20 + index}.0.0/16`],
    })
  for (const [index, name] of departments.entries())
    await parts.office.saveDepartment({ id: `department-${index}`, name })
  const server = await office.addHost({
    name: 'HWM-SRV-01',
    role: 'server',
    siteId: 'site-0',
    critical: true,
    serial: 'CZ1234567',
  })
  for (let number = 1; number < hostCount; number++) await addComputer(office, number)
  await addTrouble(office, server.id)
  await writeSampleValues(parts.store, server.id, officeNow - 48 * hour, officeNow)
  await parts.hosts.setInventory(server.id, '0'.repeat(32), inventory)
  return server.id
}

async function addComputer(office: SampleOffice, number: number): Promise<void> {
  const presence = presences[number % presences.length] ?? 'online'
  const department = number % departments.length
  const prefix = ['AFY', 'FED', 'ARD', 'ELM'][department] ?? 'HWM'
  await office.addHost({
    name: `${prefix}-PC-${String(number).padStart(3, '0')}`,
    role: roles[number % roles.length] ?? 'desktop',
    siteId: `site-${number % 7 === 0 ? 1 : number % 11 === 0 ? 2 : 0}`,
    departmentId: `department-${department}`,
    presence,
    lastSeenMs:
      presence === 'online' ? officeNow - 20_000 - number * 900 : officeNow - number * hour,
    clockOffsetSeconds: number === 12 ? -536_000_000 : 0,
  })
}

async function addTrouble(office: SampleOffice, serverId: string): Promise<void> {
  const hosts = await office.parts.hosts.all()
  const id = (at: number): string => hosts.filter(({ id: one }) => one !== serverId)[at]?.id ?? ''
  const gigabyte = 1024 ** 3
  await office.openAlert({
    id: 'disk-srv',
    ruleId: 'disk-full-data',
    severity: 'critical',
    hostId: serverId,
    object: '/srv',
    values: { path: '/srv', used_percent: 94.6, free: 12.8 * gigabyte, total: 238 * gigabyte },
  })
  await office.openAlert({
    id: 'memory-1',
    ruleId: 'memory-full',
    hostId: id(4),
    openedAtMs: officeNow - 5 * hour,
    values: { used_percent: 93.4, used: 7.4 * gigabyte, total: 8 * gigabyte },
  })
  await office.openAlert({
    id: 'cpu-1',
    ruleId: 'cpu-busy',
    hostId: id(9),
    openedAtMs: officeNow - 26 * hour,
    object: 'cpu-total',
    values: { usage_active: 97.1 },
  })
  await office.parts.alerts.acknowledge('cpu-1', 'amina', officeNow - 2 * hour)
  await office.openAlert({
    id: 'old-1',
    ruleId: 'memory-full',
    hostId: serverId,
    openedAtMs: officeNow - 90 * hour,
    values: { used_percent: 91.1, used: 7.2 * gigabyte, total: 8 * gigabyte },
  })
  await office.clearAlert('old-1')
}

const inventory = {
  computer: {
    manufacturer: 'HPE',
    model: 'ProLiant ML30 Gen10',
    serial: 'CZ1234567',
    virtual: false,
  },
  os: {
    name: 'Debian GNU/Linux',
    version: '13',
    kernel: '6.12.48',
    arch: 'x64',
    hostname: 'hwm-srv-01',
  },
  cpu: { model: 'Intel Xeon E-2224', cores: 4, threads: 4 },
  memory: { totalBytes: 8589934592, swapBytes: 2147483648 },
  disks: [
    { name: 'sda', bytes: 128035676160, model: 'SSD 870', kind: 'ssd' },
    { name: 'sdb', bytes: 256060514304, model: 'WD Red', kind: 'hdd' },
  ],
  network: [{ name: 'enp3s0', mac: '3c:52:82:aa:bb:cc', addresses: ['10.20.1.5', 'fe80::1'] }],
}
