/** What single panels must show of the demo's council of 40 (scripts/swarm/ills.ts), by name. */
import type { QueriedSeries } from '../support/influx-server.ts'

/** Undefined: it is met. */
type Purpose = (series: readonly QueriedSeries[]) => string | undefined

const number =
  (expected: number): Purpose =>
  (series) => {
    const found = series[0]?.values[0]?.[1]
    return found === expected ? undefined : `shows ${String(found)}, not ${expected}`
  }
const groups =
  (expected: number): Purpose =>
  (series) =>
    series.length === expected ? undefined : `has ${series.length} rows, not ${expected}`
/** The named column has the value in some row. */
const among =
  (column: string, expected: unknown): Purpose =>
  (series) => {
    const has = series.some(({ columns, tags, values }) => {
      const at = columns.indexOf(column)
      return tags?.[column] === expected || values.some((row) => row[at] === expected)
    })
    return has ? undefined : `has no ${column} ${String(expected)}`
  }
/** Greatest first. */
const falling: Purpose = (series) => {
  const values = series[0]?.values.map(([, value]) => Number(value)) ?? []
  return values.length > 1 ? undefined : `has ${values.length} bars`
}

export const purposes: Readonly<Record<string, Purpose>> = {
  'mlinzi-fleet-en / Computers that report': number(40),
  'mlinzi-fleet-en / Failing disks': number(1),
  'mlinzi-fleet-en / No working antivirus': number(2),
  'mlinzi-fleet-en / No backup at all': number(4),
  'mlinzi-fleet-en / All computers': groups(40),
  'mlinzi-fleet-en / By site': groups(4),
  'mlinzi-fleet-en / By department': groups(5),
  'mlinzi-fleet-en / Open alerts': among('rule', 'disk-failing'),
  'mlinzi-storage-en / Failing disks': number(1),
  'mlinzi-storage-en / Worn disks': number(2),
  'mlinzi-storage-en / Every disk': among('host', 'KIL-PC-004'),
  'mlinzi-storage-en / Arrays in danger': number(1),
  'mlinzi-storage-en / Fullest file systems': falling,
  'mlinzi-storage-en / Slowest disks': among('host', 'KIL-PC-004'),
  'mlinzi-protection-en / No working antivirus': number(2),
  'mlinzi-protection-en / Old definitions': number(3),
  'mlinzi-protection-en / Antivirus of each computer': groups(40),
  'mlinzi-protection-en / Threats found': among('host', 'UTU-PC-015'),
  'mlinzi-protection-en / Remote control programs': among('tools', 'AnyDesk'),
  'mlinzi-backups-en / No backup at all': number(4),
  'mlinzi-backups-en / Failed jobs': number(2),
  'mlinzi-backups-en / Nights': groups(36),
  'mlinzi-backups-en / Declared jobs': among('job', 'Hifadhidata'),
  'mlinzi-backups-en / Computers without any backup': groups(4),
  'mlinzi-alerts-en / Open alerts': among('rule', 'disk-failing'),
  'mlinzi-alerts-en / What happened': among('rule', 'disk-full-system'),
  'mlinzi-alerts-en / Which rules speak most': falling,
  'mlinzi-collector-en / Agents connected': number(40),
  'mlinzi-collector-en / Wrong clocks': groups(1),
  'mlinzi-collector-en / Sources that fail': among('source', 'smart'),
  'mlinzi-incidents-en / Incidents open': number(1),
  'mlinzi-incidents-en / Incidents': number(2),
  'mlinzi-incidents-en / Open incidents': among('site', 'Kituo cha Afya Mlimani'),
  'mlinzi-incidents-en / Rules and their worth': among('notUseful', 1),
  'mlinzi-incidents-en / Alerts marked as not useful': among('useless_reason_code', 3),
  'mlinzi-power-en / Power cuts by site and quarter': among('cutTime', 540),
  'mlinzi-power-en / Register of power cuts': among('computers', 5),
  'mlinzi-network-en / Devices that answer': number(12),
  'mlinzi-network-en / Devices lost': number(1),
  'mlinzi-network-en / Lossy ways': number(2),
  'mlinzi-network-en / Certificates that end': number(1),
  'mlinzi-network-en / Ports with errors': number(1),
  'mlinzi-network-en / Ways of the sites': among('site', 'Kata ya Bondeni'),
  'mlinzi-network-en / Every device': groups(13),
  'mlinzi-network-en / Ports with damaged packets': among('ifName', 'Gi1/0/7'),
  'mlinzi-power-en / UPSes on battery': number(1),
  'mlinzi-power-en / Computers without power': number(5),
  'mlinzi-power-en / Batteries to replace': number(1),
  'mlinzi-power-en / Every UPS': groups(3),
  'mlinzi-devices-en / Printers that stand': number(1),
  'mlinzi-devices-en / Toner nearly empty': number(1),
  'mlinzi-devices-en / Silent by SNMP': number(1),
  'mlinzi-devices-en / Toner and ink': groups(6),
  'mlinzi-wallboard-en / Computers on': number(40),
  'mlinzi-fleet-en / Open incidents': number(1),
  'mlinzi-fleet-en / Devices lost': number(1),
  'mlinzi-fleet-en / UPSes on battery': number(1),
  'mlinzi-fleet-en / Without power': number(5),
  'mlinzi-fleet-en / Printers that stand': number(1),
  'mlinzi-wallboard-en / Open incidents': number(1),
  'mlinzi-wallboard-en / Devices lost': number(1),
  'mlinzi-wallboard-en / UPSes on battery': number(1),
  'mlinzi-wallboard-en / Without power': number(5),
  'mlinzi-wallboard-en / Printers that stand': number(1),
}
