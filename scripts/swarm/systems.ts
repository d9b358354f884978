/** Operating systems of the invented council, as their inventories name them. */
import type { Inventory } from '../../contract/catalogue/inventory.ts'

export type SystemName =
  | 'windows-server'
  | 'windows-11'
  | 'windows-10'
  | 'windows-10-old'
  | 'debian'
  | 'ubuntu'

export const systems: Readonly<Record<SystemName, Omit<Inventory['os'], 'hostname'>>> = {
  'windows-server': {
    name: 'Microsoft Windows Server 2019 Standard',
    id: 'windows-server',
    version: '1809',
    build: '17763.6532',
    edition: 'ServerStandard',
    kernel: '10.0.17763',
    arch: 'x64',
  },
  'windows-11': {
    name: 'Microsoft Windows 11 Pro',
    id: 'windows',
    version: '25H2',
    build: '26200.7171',
    edition: 'Professional',
    kernel: '10.0.26200',
    arch: 'x64',
  },
  'windows-10': {
    name: 'Microsoft Windows 10 Pro',
    id: 'windows',
    version: '22H2',
    build: '19045.6456',
    edition: 'Professional',
    kernel: '10.0.19045',
    arch: 'x64',
  },
  'windows-10-old': {
    name: 'Microsoft Windows 10 Pro',
    id: 'windows',
    version: '1909',
    build: '18363.1556',
    edition: 'Professional',
    kernel: '10.0.18363',
    arch: 'x64',
  },
  debian: {
    name: 'Debian GNU/Linux 13 (trixie)',
    id: 'debian',
    version: '13',
    kernel: '6.12.57+deb13-amd64',
    arch: 'x64',
  },
  ubuntu: {
    name: 'Ubuntu 24.04.3 LTS',
    id: 'ubuntu',
    version: '24.04',
    kernel: '6.8.0-87-generic',
    arch: 'x64',
  },
}

export function isWindows(system: SystemName): boolean {
  return system.startsWith('windows')
}
