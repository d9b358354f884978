/** Who is plugged in where in the invented council: what its switches tell, and what its officer has said. */
import { deviceLink } from '../../../contract/catalogue/families/device-link.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { councilOf, type SimulatedHost } from '../council.ts'
import { macOf } from '../inventory.ts'
import { seedOf } from '../random.ts'
import { clinic, headquarters, type SimulatedDevice } from './devices.ts'

interface Plug {
  readonly host: SimulatedHost
  readonly device: string
  readonly port: string
}
interface Cable {
  readonly child: string
  readonly parent: string
  /** Of the parent. */
  readonly port: string
  /** Port of the child, where it names its neighbour by LLDP; '': it does not. */
  readonly uplink: string
}

const cables: readonly Cable[] = [
  { child: 'SWICHI-HQ-1', parent: 'RUTA-HQ', port: 'ether2', uplink: 'Gi1/0/48' },
  { child: 'SWICHI-HQ-2', parent: 'SWICHI-HQ-1', port: 'Gi1/0/47', uplink: 'Gi1/0/24' },
  { child: 'WIFI-UKUMBI', parent: 'SWICHI-HQ-1', port: 'Gi1/0/46', uplink: '' },
  { child: 'PRINTA-FEDHA', parent: 'SWICHI-HQ-2', port: 'Gi1/0/20', uplink: '' },
  { child: 'PRINTA-UTUMISHI', parent: 'SWICHI-HQ-1', port: 'Gi1/0/44', uplink: '' },
  { child: 'UPS-SEVA', parent: 'SWICHI-HQ-1', port: 'Gi1/0/43', uplink: '' },
  { child: 'SWICHI-AFYA', parent: 'RUTA-AFYA', port: 'ether2', uplink: 'Gi1/0/16' },
  { child: 'PRINTA-MAABARA', parent: 'SWICHI-AFYA', port: 'Gi1/0/14', uplink: '' },
  { child: 'UPS-MAABARA', parent: 'SWICHI-AFYA', port: 'Gi1/0/13', uplink: '' },
]
/** Whose port leads to more than one switch. */
const downlinks = cables.filter(({ uplink }) => uplink !== '')

/** Computers on cables; laptops are on Wi-Fi. */
const plugs: readonly Plug[] = councilOf(40)
  .filter(({ role }) => role !== 'laptop')
  .flatMap((host, at): readonly Plug[] => {
    if (host.site === clinic)
      return [{ host, device: 'SWICHI-AFYA', port: `Gi1/0/${(at % 12) + 1}` }]
    if (host.site !== headquarters) return []
    const second = host.role === 'desktop' && at % 2 === 1
    return second
      ? [{ host, device: 'SWICHI-HQ-2', port: `Gi1/0/${(at % 19) + 1}` }]
      : [{ host, device: 'SWICHI-HQ-1', port: `Gi1/0/${at + 1}` }]
  })

/** What an hourly look into the switch's tables brings. */
export function linkReadings({ name, kind }: SimulatedDevice): readonly Reading[] {
  if (kind !== 'switch') return []
  const own = plugs.filter(({ device }) => device === name)
  const ends = Map.groupBy(own, ({ port }) => port)
  return [
    ...[...ends].map(([port, there]) =>
      reading(
        deviceLink,
        { port },
        {
          protocol: 'none',
          neighbour: '',
          addresses: there.length,
          address: there.length === 1 ? macOf(seedOf(`${there[0]?.host.name} computer`)) : '',
        },
      ),
    ),
    ...downlinks.flatMap(({ child, parent, port, uplink }) => {
      if (child === name) return [neighbourReading(uplink, parent, port, 60)]
      return parent === name ? [neighbourReading(port, child, uplink, 12)] : []
    }),
  ]
}

function neighbourReading(
  port: string,
  neighbour: string,
  neighbourPort: string,
  addresses: number,
): Reading {
  return reading(
    deviceLink,
    { port },
    { protocol: 'lldp', neighbour, neighbour_port: neighbourPort, addresses, address: '' },
  )
}

/** As a list for `mlinzi network parents import`; the computers of the second switch are left to proposals. */
export function parentsOfCouncil(): string {
  const known = plugs.filter(({ device }) => device !== 'SWICHI-HQ-2')
  const rows = [
    ...cables.map(({ child, parent, port }) => [child, parent, port]),
    ...known.map(({ host, device, port }) => [host.name, device, port]),
    // Two cables: it is cut off only when both switches are lost.
    ['HWM-SRV-001', 'SWICHI-HQ-2', 'Gi1/0/23'],
  ]
  return ['child,parent,port', ...rows.map((row) => row.join(','))].join('\n')
}
