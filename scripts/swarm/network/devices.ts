/** The invented council's devices without an agent, who looks at them, and what services are checked. */
import type { NetworkDeclaration } from '../../../config/network-schema.ts'
import type { DeviceKind } from './kinds.ts'

export interface SimulatedDevice {
  readonly name: string
  readonly site: string
  readonly address: string
  readonly kind: DeviceKind
  readonly vendor: string
  readonly model: string
  /** Sockets; of a switch the last one is its way up. */
  readonly ports: number
  /** What is wrong with it. */
  readonly ill?: 'silent' | 'toner_low' | 'port_errors' | 'old_battery' | 'no_paper'
}

export const headquarters = 'Makao Makuu'
export const clinic = 'Kituo cha Afya Mlimani'
export const farWard = 'Kata ya Bondeni'
const coast = 'Kata ya Pwani'

/** Computers that look at the devices of their sites; all of them are on, none has a story. */
export const sitePollers: Readonly<Record<string, string>> = {
  [headquarters]: 'HWM-SRV-002',
  [clinic]: 'ELM-PC-007',
  [farWard]: 'UTU-PC-005',
  [coast]: 'AFY-PC-021',
}

export const devices: readonly SimulatedDevice[] = [
  device('RUTA-HQ', headquarters, '10.20.0.1', 'router', 'MikroTik', 'RB4011iGS+', 10),
  device('SWICHI-HQ-1', headquarters, '10.20.0.2', 'switch', 'Cisco', 'C2960X-48TS-L', 48),
  device('SWICHI-HQ-2', headquarters, '10.20.0.3', 'switch', 'HPE', '1820-24G', 24, 'port_errors'),
  device('WIFI-UKUMBI', headquarters, '10.20.0.5', 'access_point', 'Ubiquiti', 'UAP-AC-LR', 1),
  device('PRINTA-FEDHA', headquarters, '10.20.0.21', 'printer', 'HP', 'LaserJet M404dn', 1),
  device(
    'PRINTA-UTUMISHI',
    headquarters,
    '10.20.0.22',
    'printer',
    'Canon',
    'iR C3226i',
    1,
    'no_paper',
  ),
  device('UPS-SEVA', headquarters, '10.20.0.31', 'ups', 'APC', 'Smart-UPS 3000', 1, 'old_battery'),
  device('RUTA-AFYA', clinic, '10.20.1.1', 'router', 'MikroTik', 'hAP ac2', 5),
  device('SWICHI-AFYA', clinic, '10.20.1.2', 'switch', 'TP-Link', 'T1600G-28TS', 16),
  device(
    'PRINTA-MAABARA',
    clinic,
    '10.20.1.21',
    'printer',
    'Kyocera',
    'ECOSYS P2040dn',
    1,
    'toner_low',
  ),
  device('UPS-MAABARA', clinic, '10.20.1.31', 'ups', 'APC', 'Smart-UPS 1500', 1),
  device('RUTA-BONDENI', farWard, '10.20.2.1', 'router', 'MikroTik', 'hAP ac2', 5),
  device('WIFI-PWANI', coast, '10.20.3.5', 'access_point', 'TP-Link', 'EAP225', 1, 'silent'),
]

function device(
  name: string,
  site: string,
  address: string,
  kind: DeviceKind,
  vendor: string,
  model: string,
  ports: number,
  ill?: SimulatedDevice['ill'],
): SimulatedDevice {
  return { name, site, address, kind, vendor, model, ports, ...(ill && { ill }) }
}

/** Of a device's host in the collector. */
export function roleOf({ kind }: SimulatedDevice): 'network' | 'printer' | 'ups' {
  return kind === 'printer' || kind === 'ups' ? kind : 'network'
}

/** Names of services; each poller makes the first two, headquarters the others. */
export const services = {
  wan: 'Njia ya makao makuu',
  internet: 'Intaneti',
  website: 'Tovuti ya halmashauri',
  revenue: 'Mfumo wa mapato',
  certificate: 'Cheti cha tovuti',
  names: 'Majina (DNS)',
  database: 'Hifadhidata ya mapato',
  camera: 'Kamera ya lango',
} as const

/** Beyond every line: each poller's pings of it tell how its site's line is. */
export const outsideAddress = '192.0.2.1'

/** What `mlinzi network apply` is given; the addresses exist nowhere (RFC 5737, RFC 2606). */
export const networkOfCouncil: Pick<NetworkDeclaration, 'pollers'> & {
  readonly devices: readonly unknown[]
  readonly checks: readonly unknown[]
} = {
  pollers: sitePollers,
  devices: devices.map((one) => ({
    name: one.name,
    role: roleOf(one),
    address: one.address,
    site: one.site,
    snmp: { version: '2c', community: 'maonyesho', everySeconds: 60 },
  })),
  checks: [
    { kind: 'ping', name: services.wan, host: '10.20.0.1', count: 10 },
    { kind: 'ping', name: services.internet, host: outsideAddress, count: 10 },
    service('http', services.website, { url: 'https://www.mfano.example/' }),
    service('http', services.revenue, { url: 'https://mapato.example/hali' }),
    service('tls', services.certificate, { host: 'www.mfano.example' }),
    service('dns', services.names, { domain: 'mfano.example' }),
    service('tcp', services.database, { host: '10.20.0.11', port: 1433 }),
    service('tcp', services.camera, { host: '10.20.0.77', port: 554 }),
  ],
}
function service(kind: string, name: string, words: object) {
  return { kind, name, pollers: [sitePollers[headquarters]], ...words }
}
