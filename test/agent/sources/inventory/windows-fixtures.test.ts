/** Recorded Windows answers that are not ours to commit; read where they lie. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { windowsDisks } from '../../../../agent/sources/inventory/windows/windows-disks.ts'
import { windowsNetwork } from '../../../../agent/sources/inventory/windows/windows-network.ts'
import { reader, sourceNamed } from '../../../support/read-source.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'
import { windowsHost } from '../../../support/windows-host.ts'

const folder =
  process.env['MLINZI_FIXTURES'] ??
  path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const windows = path.join(folder, 'windows')

type Row = Readonly<Record<string, string>>

/** UTF-16 blocks of "Key=value", as WMI's own tool prints them. */
function rowsOf(file: string): readonly Row[] {
  const bytes = readFileSync(path.join(windows, file))
  const text = bytes[0] === 0xff ? bytes.toString('utf16le', 2) : bytes.toString('utf8')
  return text
    .split(/(?:\r?\n){2,}/)
    .map((block) =>
      Object.fromEntries(
        [...block.matchAll(/^(\w+)=(.*?)\r?$/gm)].map(([, key = '', value = '']) => [key, value]),
      ),
    )
    .filter((row) => Object.keys(row).length > 3)
}
const truth = (word: string | undefined): boolean | null =>
  word === 'TRUE' ? true : word === 'FALSE' ? false : null

describe.skipIf(!existsSync(windows))('recorded answers of real Windows computers', () => {
  it('adapters: only those that are devices', async () => {
    const adapters = rowsOf('glpi_10-net-MSFT_NetAdapter.wmi').map((row) => ({
      n: row['Name'],
      d: row['InterfaceDescription'],
      mac: row['PermanentAddress'],
      speed: Number(row['Speed']),
      media: Number(row['MediaConnectState']),
      hw: truth(row['HardwareInterface']),
    }))
    const devices = adapters.filter(({ hw }) => hw === true)
    expect(adapters.length).toBeGreaterThan(devices.length)
    expect(windowsNetwork(windowsHost({}), adapters).map(({ name }) => name)).toEqual(
      devices.map(({ n }) => n).toSorted((a, b) => String(a).localeCompare(String(b))),
    )
    expect(windowsNetwork(windowsHost({}), adapters)).toContainEqual({
      name: 'Ethernet 4',
      mac: '00:50:b6:00:00:6d',
      addresses: [],
    })
    const counters = adapters.map(({ n, d }) => ({ n, d, rx: 1, tx: 2 }))
    const host = windowsHost({ sections: { net: counters, adapters } })
    const read = reader(sourceNamed('net'), host, new VirtualClock())
    await read()
    const readings = await read()
    expect(
      readings
        .map(({ tags }) => tags['interface'])
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(devices.map(({ n }) => n).toSorted((a, b) => String(a).localeCompare(String(b))))
    const plugged = readings.find(({ tags }) => tags['interface'] === 'Ethernet 4')
    expect(plugged?.fields).toMatchObject({ link: 'up', speed: 1000 })
  })

  it('disks: the kind comes from the storage classes', () => {
    const drives = rowsOf('glpi_latitude-7480-Win32_DiskDrive.wmi').map((row) => ({
      n: Number(row['Index']),
      model: row['Model'],
      serial: row['SerialNumber'],
      size: Number(row['Size']),
      if: row['InterfaceType'],
    }))
    const physical = rowsOf('glpi_latitude-7480-MSFT_PhysicalDisk.wmi').map((row) => ({
      n: row['DeviceId'],
      bus: Number(row['BusType']),
      media: Number(row['MediaType']),
    }))
    expect(windowsDisks(drives, physical)).toMatchObject([
      { name: 'disk0', model: 'PC300 NVMe SK hynix 512GB', kind: 'nvme' },
    ])
  })
})
