/** What hangs on which port: LLDP-MIB, CDP, BRIDGE-MIB and Q-BRIDGE-MIB. */
import { deviceLink } from '../../../../../contract/catalogue/families/device-link.ts'
import { reading, type FieldsOf, type Reading } from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import { hexOf, macOf, numberOf, textOf, type Value } from '../values.ts'
import { interfaceName } from './interfaces.ts'

const lldp = '1.0.8802.1.1.2.1'
const bridge = '1.3.6.1.2.1.17'
const cdp = '1.3.6.1.4.1.9.9.23.1.2.1.1'
const column = {
  localPortSubtype: `${lldp}.3.7.1.2`,
  localPortId: `${lldp}.3.7.1.3`,
  localPortDescr: `${lldp}.3.7.1.4`,
  chassisId: `${lldp}.4.1.1.5`,
  portSubtype: `${lldp}.4.1.1.6`,
  portId: `${lldp}.4.1.1.7`,
  portDescr: `${lldp}.4.1.1.8`,
  sysName: `${lldp}.4.1.1.9`,
  sysDescr: `${lldp}.4.1.1.10`,
  cdpId: `${cdp}.6`,
  cdpPort: `${cdp}.7`,
  cdpPlatform: `${cdp}.8`,
  basePort: `${bridge}.1.4.1.2`,
  fdbPort: `${bridge}.4.3.1.2`,
  qFdbPort: `${bridge}.7.1.2.2.1.2`,
  treeState: `${bridge}.2.15.1.3`,
} as const
const portsMax = 1024

/** Tables that tell what hangs on which port. */
export const linkColumns: readonly string[] = Object.values(column)

export const links: Reader = {
  name: 'links',
  probes: [`${lldp}.4.1`, `${bridge}.4.3`, `${bridge}.7.1.2.2`, cdp],
  columns: { rare: linkColumns },
  start: () => (view, context) => {
    if (!context.tiers.has('rare')) return []
    return [...linksByPort(view)].map(([port, fields]): Reading => {
      const blank = {
        neighbour: '',
        neighbour_id: '',
        neighbour_port: '',
        neighbour_description: '',
      }
      const protocol = fields.protocol ?? 'none'
      const tags = { port }
      return reading(deviceLink, tags, { ...blank, addresses: 0, address: '', ...fields, protocol })
    })
  },
}

/** What is known of each port by its name, of a view that holds `linkColumns`. */
export function linksByPort(view: View): ReadonlyMap<string, FieldsOf<typeof deviceLink>> {
  const rows = new Map<string, FieldsOf<typeof deviceLink>>()
  for (const [port, fields] of [...learntOf(view), ...cdpOf(view), ...lldpOf(view)]) {
    rows.set(port, { ...rows.get(port), ...fields })
  }
  return new Map([...rows].slice(0, portsMax))
}

/** Neighbours by LLDP and CDP, and addresses in the table of the larger kind. */
export function countLinks(view: View): {
  readonly neighbours: number
  readonly addresses: number
} {
  const lldpRows = new Set([
    ...view.column(column.portId).keys(),
    ...view.column(column.chassisId).keys(),
  ])
  const cdpRows = view.column(column.cdpId).size
  return {
    neighbours: lldpRows.size > 0 ? lldpRows.size : cdpRows,
    addresses: Math.max(view.column(column.qFdbPort).size, view.column(column.fdbPort).size),
  }
}

/** So many addresses behind one port are more than a computer with a telephone. */
const manyAddresses = 4

/** Ports of rows of `device_link` on which others depend. */
export function busyPorts(readings: readonly Reading[]): ReadonlySet<string> {
  const rows = readings.filter(({ measurement }) => measurement.name === deviceLink.name)
  const busy = rows.filter(({ fields }) => {
    const many = Number(fields['addresses'] ?? 0) >= manyAddresses
    return many || Boolean(fields['neighbour'] ?? '')
  })
  return new Set(busy.flatMap(({ tags }) => tags['port'] ?? []))
}

/** Numbers that LLDP gives to local ports, by their names as in `linksByPort`. */
export function lldpPorts(view: View): ReadonlyMap<string, string> {
  const keys = [...view.column(column.chassisId).keys(), ...view.column(column.portId).keys()]
  const numbers = keys.map((key) => key.split('.')[1] ?? key)
  return new Map(numbers.map((number) => [localPort(view, number), number]))
}

type Row = readonly [port: string, fields: FieldsOf<typeof deviceLink>]

/** The rows are numbered by time mark, local port and index. */
function lldpOf(view: View): readonly Row[] {
  const keys = new Set([
    ...view.column(column.chassisId).keys(),
    ...view.column(column.portId).keys(),
  ])
  const seen = new Map<string, number>()
  return [...keys].map((key): Row => {
    const local = key.split('.')[1] ?? key
    const text = (base: string): string | undefined => textOf(view.column(base).get(key))
    const number = (seen.get(local) ?? 0) + 1
    seen.set(local, number)
    const name = localPort(view, local)
    // A hub or telephone on a port lets several neighbours be heard there.
    return [
      number === 1 ? name : `${name} #${number}`,
      {
        protocol: 'lldp',
        neighbour: text(column.sysName) ?? '',
        neighbour_id: idOf(view.column(column.chassisId).get(key)) ?? '',
        neighbour_port: portOf(view, key) ?? '',
        neighbour_description: text(column.sysDescr) ?? '',
      },
    ]
  })
}

/** LLDP counts ports by itself: the number is the ifIndex only where the names agree or are absent. */
function localPort(view: View, local: string): string {
  const subtype = numberOf(view.column(column.localPortSubtype).get(local))
  const id = view.column(column.localPortId).get(local)
  const description = textOf(view.column(column.localPortDescr).get(local))
  const interfaceNameSubtype = 5
  if (subtype === interfaceNameSubtype) return textOf(id) ?? description ?? local
  const localNumber = textOf(id)
  const byId =
    subtype === 7 && localNumber !== undefined ? interfaceName(view, localNumber) : undefined
  return byId ?? interfaceName(view, local) ?? description ?? localNumber ?? local
}

const macSubtype = 3

function portOf(view: View, key: string): string | undefined {
  const id = view.column(column.portId).get(key)
  const subtype = numberOf(view.column(column.portSubtype).get(key))
  const description = textOf(view.column(column.portDescr).get(key))
  if (subtype === macSubtype) return description ?? macOf(id)
  return idOf(id) ?? description
}

/** Chassis and port ids are texts, hardware addresses or bytes. */
function idOf(value: Value | undefined): string | undefined {
  if (!(value instanceof Uint8Array)) return textOf(value)
  const printable = value.every((byte) => byte >= 0x20 && byte < 0x7f)
  return printable ? textOf(value) : (macOf(value) ?? hexOf(value))
}

function cdpOf(view: View): readonly Row[] {
  return [...view.column(column.cdpId)].map(([key, id]): Row => {
    const index = key.split('.')[0] ?? key
    return [
      interfaceName(view, index) ?? index,
      {
        protocol: 'cdp',
        neighbour: textOf(id) ?? '',
        neighbour_port: textOf(view.column(column.cdpPort).get(key)) ?? '',
        neighbour_description: textOf(view.column(column.cdpPlatform).get(key)) ?? '',
      },
    ]
  })
}

const blocking = 2
const broken = 6

/** Port of the bridge and its name by its number there. */
function bridgePort(view: View, port: string): string {
  const index = numberOf(view.column(column.basePort).get(port))
  return interfaceName(view, String(index ?? port)) ?? port
}

/**
 * Hardware addresses by number of the bridge's port; the table with VLANs is the fuller one where
 * both are there.
 */
function addressesByPort(view: View): ReadonlyMap<string, ReadonlySet<string>> {
  const vlans = view.column(column.qFdbPort)
  const table = vlans.size > 0 ? vlans : view.column(column.fdbPort)
  const byPort = new Map<string, Set<string>>()
  for (const [key, value] of table) {
    const port = numberOf(value)
    // Port 0: learnt elsewhere; the device's own addresses stand there too.
    if (!port) continue
    const addresses = byPort.get(String(port)) ?? new Set()
    byPort.set(String(port), addresses.add(addressIn(key)))
  }
  return byPort
}

/** Hardware addresses by name of the port, of a view that holds `linkColumns`. */
export function learntAddresses(view: View): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [port, addresses] of addressesByPort(view))
    found.set(bridgePort(view, port), [...addresses])
  return found
}

function learntOf(view: View): readonly Row[] {
  const byPort = addressesByPort(view)
  const states = view.column(column.treeState)
  const ports = new Set([...byPort.keys(), ...states.keys()])
  return [...ports].map((port): Row => {
    const learnt = [...(byPort.get(port) ?? [])]
    const state = numberOf(states.get(port))
    const blocked = state === undefined ? undefined : state === blocking || state === broken
    const address = learnt.length === 1 ? learnt[0] : ''
    return [bridgePort(view, port), { addresses: learnt.length, address, blocked }]
  })
}

/** The last six numbers of the row's name. */
function addressIn(key: string): string {
  const bytes = key.split('.').slice(-6).map(Number)
  return hexOf(Uint8Array.from(bytes), ':')
}
