import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotPresent, Unknown, type Host } from '../../../../agent/host/host.ts'
import type { WindowsFacts } from '../../../../agent/host/windows/facts.ts'
import { readFirmwareIds, readMachineFacts } from '../../../../agent/machine-facts.ts'
import { inventorySource } from '../../../../agent/sources/inventory/inventory.ts'
import { valuesOf } from '../../../../agent/sources/inventory/windows/registry.ts'
import { smbiosIds } from '../../../../agent/sources/inventory/windows/smbios.ts'
import { windowsInventory } from '../../../../agent/sources/inventory/windows/windows-inventory.ts'
import type { Inventory } from '../../../../contract/catalogue/inventory.ts'
import { windowsHost } from '../../../support/windows-host.ts'
import { reader } from '../../../support/read-source.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const mebibyte = 1024 * 1024
const sections: WindowsFacts['sections'] = {
  os: { caption: 'Microsoft Windows 11 Pro', version: '10.0.22631', ubr: 3007, display: '23H2' },
  computer: {
    maker: 'LENOVO',
    model: '20HGS0001P',
    hypervisor: true,
    serial: 'PF0ABC12',
    uuid: '4C4C4544-0042-4310-8031-B3C04F333132',
    bios: 'N1WET68W (1.47 )',
    biosDate: '2022-07-21T00:00:00.0000000Z',
    board: '20HGS0001P',
    chassis: [138],
  },
  processors: [{ name: 'Intel(R) Core(TM)  i5-7300U', cores: 2, threads: 4, mhz: 2712 }],
  memoryModules: { bytes: 8589934592, smbios: 26, slot: 'ChannelA-DIMM0', maker: 'Samsung' },
  pageFile: [{ mib: 2432, usedMib: 100 }],
  diskDrives: [
    { n: 1, model: 'Kingston DataTraveler', serial: ' A1 ', size: 15_000_000_000, if: 'USB' },
    { n: 0, model: 'SAMSUNG MZVLB512', serial: 'S3', size: 512_105_932_800, if: 'SCSI' },
    { n: 2, model: 'Card reader', serial: '', size: null, if: 'USB' },
    { n: 3, model: 'ST1000', serial: 'Z1', size: 1_000_202_273_280, if: 'IDE' },
  ],
  physicalDisks: [
    { n: '0', bus: 17, media: 4 },
    { n: '3', bus: 11, media: 3 },
  ],
  adapters: [
    { n: 'Ethernet', mac: '54BF64000001', hw: true },
    { n: 'WLAN', mac: '54-BF-64-00-00-02', hw: true },
    { n: 'vEthernet (Default Switch)', mac: '00155D000001', hw: false },
  ],
  gateways: [
    { n: 'WLAN', via: '192.0.2.1' },
    { n: 'WLAN', via: '192.0.2.254' },
    { n: 'Modem', via: '0.0.0.0' },
  ],
}

describe('the inventory of a Windows computer', () => {
  it('is put together from the daily query', async () => {
    const host = windowsHost({
      sections,
      addresses: { WLAN: ['192.0.2.7'], vEthernet: ['172.20.0.1'] },
    })
    expect(await windowsInventory(host)).toEqual({
      computer: {
        manufacturer: 'LENOVO',
        model: '20HGS0001P',
        serial: 'PF0ABC12',
        form: 'laptop',
        board: '20HGS0001P',
        bios: 'N1WET68W (1.47 )',
        biosDate: '2022-07-21',
        virtual: false,
      },
      os: {
        name: 'Windows 11 Pro',
        version: '23H2',
        kernel: '10.0.22631.3007',
        arch: 'x64',
        hostname: 'PC-7',
      },
      cpu: {
        model: 'Intel(R) Core(TM) i5-7300U',
        sockets: 1,
        cores: 2,
        threads: 4,
        maxMegahertz: 2712,
      },
      memory: {
        totalBytes: 8000 * mebibyte,
        swapBytes: 3 * 1024 * mebibyte,
        modules: [
          { bytes: 8589934592, type: 'DDR4', slot: 'ChannelA-DIMM0', manufacturer: 'Samsung' },
        ],
      },
      disks: [
        {
          name: 'disk0',
          bytes: 512_105_932_800,
          model: 'SAMSUNG MZVLB512',
          serial: 'S3',
          kind: 'nvme',
        },
        {
          name: 'disk1',
          bytes: 15_000_000_000,
          model: 'Kingston DataTraveler',
          serial: 'A1',
          kind: 'removable',
        },
        { name: 'disk3', bytes: 1_000_202_273_280, model: 'ST1000', serial: 'Z1', kind: 'hdd' },
      ],
      network: [
        { name: 'Ethernet', mac: '54:bf:64:00:00:01', addresses: [] },
        { name: 'WLAN', mac: '54:bf:64:00:00:02', addresses: ['192.0.2.7'], gateway: '192.0.2.1' },
      ],
    })
  })

  it('comes from the registry and Node where PowerShell cannot be used', async () => {
    const host = windowsHost({
      failure: new Unknown('not_installed', 'no PowerShell'),
      registry: { bios: { SystemManufacturer: 'innotek GmbH', SystemProductName: 'VirtualBox' } },
      addresses: { 'Ethernet 2': ['192.0.2.8'] },
      hardwareAddresses: { 'Ethernet 2': '08:00:27:12:34:56' },
    })
    expect(await windowsInventory(host)).toMatchObject({
      computer: { manufacturer: 'innotek GmbH', form: 'virtual', virtual: true },
      os: { name: 'Windows 10 Pro', hostname: 'PC-7' },
      network: [{ name: 'Ethernet 2', mac: '08:00:27:12:34:56', addresses: ['192.0.2.8'] }],
    })
  })

  it('is left as it was when PowerShell only took too long', async () => {
    const host = windowsHost({ failure: new Unknown('timed_out', 'too long') })
    await expect(windowsInventory(host)).rejects.toMatchObject({ reason: 'timed_out' })
  })

  it('is handed over once a day', async () => {
    const delivered: Inventory[] = []
    const clock = new VirtualClock()
    const read = reader(
      inventorySource((one) => delivered.push(one)),
      windowsHost({ sections }),
      clock,
    )
    for (let quarter = 0; quarter < 5; quarter++) {
      await read()
      await clock.advance(6 * 3_600_000)
    }
    expect(delivered).toHaveLength(2)
  })

  it('is made of whatever the query tells, however strange', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...Object.keys(sections)), fc.jsonValue()),
        async (told) => {
          const inventory = await windowsInventory(windowsHost({ sections: told }))
          expect(inventory.os.hostname).toBe('PC-7')
        },
      ),
    )
  })
})

/** A table as Windows keeps it: header, BIOS information, system information, end. */
function firmware(serial: string): Buffer {
  const structure = (type: number, body: Buffer, ...texts: readonly string[]): Buffer =>
    Buffer.concat([
      Buffer.from([type, body.length + 4, 0, 0]),
      body,
      Buffer.from(`${texts.map((text) => `${text}\0`).join('')}\0`.padStart(2, '\0'), 'latin1'),
    ])
  const uuid = Buffer.from('44454c4c4200104380 31b3c04f333132'.replace(' ', ''), 'hex')
  const system = Buffer.concat([Buffer.from([1, 2, 3, 4]), uuid, Buffer.from([6, 0, 0])])
  const table = Buffer.concat([
    structure(0, Buffer.alloc(20), 'Dell Inc.', '2.4.0'),
    structure(2, Buffer.alloc(4)),
    structure(1, system, 'Dell Inc.', 'OptiPlex 3080', ' ', serial),
    structure(127, Buffer.alloc(0)),
  ])
  const header = Buffer.from([0, 3, 2, 0, 0, 0, 0, 0])
  header.writeUInt32LE(table.length, 4)
  return Buffer.concat([header, table])
}

describe('what a Windows computer is known by', () => {
  it('is its firmware’s serial number and UUID, its own id and its adapters', async () => {
    const host = windowsHost({
      registry: {
        machineGuid: { MachineGuid: 'A8D1D87F-D227-4E16-9F39-0D32858E7E95' },
        firmware: { SMBiosData: firmware('ABC1234').toString('hex').toUpperCase() },
      },
      hardwareAddresses: {
        Ethernet: '54:bf:64:00:00:01',
        'vEthernet (Default Switch)': '00:15:5d:00:00:01',
        'WLAN (random)': '5a:11:22:33:44:55',
      },
    })
    const facts = readMachineFacts(host, await readFirmwareIds(host))
    expect(facts).toEqual({
      serial: 'ABC1234',
      uuid: '4c4c4544-0042-4310-8031-b3c04f333132',
      machineId: expect.stringMatching(/^[0-9a-f]{64}$/),
      macs: ['54:bf:64:00:00:01'],
    })
    expect(JSON.stringify(facts)).not.toContain('d227')
  })

  it('is left out where reg.exe may not be used', async () => {
    const host: Host = {
      ...windowsHost({}),
      run: () => Promise.reject(new NotPresent('reg.exe is not installed')),
    }
    expect(readMachineFacts(host, await readFirmwareIds(host))).toEqual({ macs: [] })
  })

  it('does not depend on the bytes being a table', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        smbiosIds(Buffer.from(bytes))
      }),
    )
    const whole = firmware('ABC1234')
    for (let length = 0; length < whole.length; length++) smbiosIds(whole.subarray(0, length))
    expect(smbiosIds(whole.subarray(8)).serial).toBe('ABC1234')
  })

  it('is read from what reg.exe prints, in any language', () => {
    const output =
      '\r\nHKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\BIOS\r\n    BaseBoardProduct    REG_SZ    \r\n    BIOSVersion    REG_SZ    1.2    3\r\n    BiosMajorRelease    REG_DWORD    0xff\r\n\r\n'
    expect([...valuesOf(output)]).toEqual([
      ['BIOSVersion', '1.2    3'],
      ['BiosMajorRelease', '0xff'],
    ])
    expect([
      ...valuesOf('FEHLER: Der angegebene Registrierungsschlüssel wurde nicht gefunden'),
    ]).toEqual([])
    fc.assert(fc.property(fc.string(), (text) => void valuesOf(text)))
  })
})
