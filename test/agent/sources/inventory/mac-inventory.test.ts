import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotPresent, type Host } from '../../../../agent/host/host.ts'
import { readFirmwareIds, readMachineFacts } from '../../../../agent/machine-facts.ts'
import { macInventory } from '../../../../agent/sources/inventory/macos/mac-inventory.ts'
import { windowsHost } from '../../../support/windows-host.ts'

const plist = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n${body}\n</plist>\n`
const entry = (values: Readonly<Record<string, string>>): string =>
  `<dict>${Object.entries(values)
    .map(
      ([key, value]) =>
        `<key>${key}</key>${value.startsWith('<') ? value : `<string>${value}</string>`}`,
    )
    .join('')}</dict>`
const type = (name: string, ...items: readonly string[]): string =>
  entry({ _dataType: name, _items: `<array>${items.join('')}</array>` })

const hardware = entry({
  chip_type: 'Apple M1',
  machine_model: 'MacBookAir10,1',
  machine_name: 'MacBook Air',
  number_processors: 'proc 8:4:4',
  serial_number: 'C02ABC',
  boot_rom_version: '10151.1.1',
})
const volume = (name: string, bytes: number, protocol: string, internal: string): string =>
  entry({
    _name: 'Macintosh HD - Data',
    size_in_bytes: `<integer>${bytes}</integer>`,
    physical_drive: entry({
      device_name: name,
      protocol,
      is_internal_disk: internal,
      medium_type: 'ssd',
    }),
  })

/** What that Mac's programs print; other programs are not there. */
function macHost(printed: Readonly<Record<string, string>>): Host {
  return {
    ...windowsHost({
      addresses: { en0: ['192.0.2.9'] },
      hardwareAddresses: { en0: 'a4:83:e7:00:00:01' },
    }),
    platform: 'darwin',
    run: async (program, args) => {
      const stdout = printed[[program.slice(program.lastIndexOf('/') + 1), ...args].join(' ')]
      if (stdout === undefined) throw new NotPresent(`${program} is not installed`)
      return { exitCode: 0, stdout, stderr: '' }
    },
  }
}
const profiler = 'system_profiler -xml SPHardwareDataType SPStorageDataType'
const system = {
  sw_vers: 'ProductName:\t\tmacOS\nProductVersion:\t\t14.5\nBuildVersion:\t\t23F79\n',
}

describe('the inventory of a Mac', () => {
  it('is put together from property lists; volumes of one disk are one disk', async () => {
    const storage = type(
      'SPStorageDataType',
      volume('APPLE SSD AP0256Q', 245_107_195_904, 'Apple Fabric', 'yes'),
      volume('APPLE SSD AP0256Q', 245_107_195_904, 'Apple Fabric', 'yes'),
      volume('Elements', 1_000_169_533_440, 'USB', 'no'),
    )
    const told = plist(`<array>${type('SPHardwareDataType', hardware)}${storage}</array>`)
    expect(await macInventory(macHost({ [profiler]: told, ...system }))).toEqual({
      computer: {
        manufacturer: 'Apple Inc.',
        model: 'MacBookAir10,1',
        serial: 'C02ABC',
        form: 'laptop',
        bios: '10151.1.1',
        virtual: false,
      },
      os: {
        name: 'macOS 14.5',
        version: '14.5',
        kernel: '10.0.19045',
        arch: 'x64',
        hostname: 'PC-7',
      },
      cpu: { model: 'Apple M1', sockets: undefined, cores: 8, threads: 4 },
      memory: { totalBytes: 8000 * 1024 * 1024 },
      disks: [
        {
          name: 'APPLE SSD AP0256Q',
          bytes: 245_107_195_904,
          model: 'APPLE SSD AP0256Q',
          kind: 'nvme',
        },
        { name: 'Elements', bytes: 1_000_169_533_440, model: 'Elements', kind: 'removable' },
      ],
      network: [{ name: 'en0', mac: 'a4:83:e7:00:00:01', addresses: ['192.0.2.9'] }],
    })
  })

  it('is unknown when system_profiler tells something else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const inventory = macInventory(macHost({ [profiler]: text, ...system }))
        await expect(inventory).rejects.toMatchObject({ name: 'Unknown', reason: 'bad_output' })
      }),
    )
  })
})

describe('what a Mac is known by', () => {
  it('is its serial number, its UUID and its adapters', async () => {
    const root = entry({
      IOPlatformSerialNumber: 'C02ABC',
      IOPlatformUUID: '2B05150B-FA33-45BD-90F0-3369BF908E3E',
    })
    const host = macHost({
      'ioreg -rd1 -c IOPlatformExpertDevice -a': plist(`<array>${root}</array>`),
    })
    expect(readMachineFacts(host, await readFirmwareIds(host))).toEqual({
      serial: 'C02ABC',
      uuid: '2b05150b-fa33-45bd-90f0-3369bf908e3e',
      machineId: expect.stringMatching(/^[0-9a-f]{64}$/),
      macs: ['a4:83:e7:00:00:01'],
    })
  })

  it('is left out where ioreg does not answer', async () => {
    const host = macHost({})
    expect(readMachineFacts(host, await readFirmwareIds(host))).toEqual({
      macs: ['a4:83:e7:00:00:01'],
    })
  })
})
