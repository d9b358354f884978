import { removable } from '../../../contract/catalogue/families/removable.ts'
import { removableUse } from '../../../contract/catalogue/families/removable-use.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { linuxRemovable, parseWindowsRemovable, type RemovableDevice } from './devices.ts'

export const removableSource: Source = {
  name: 'removable',
  beat: 'disk',
  timeoutMs: 120_000,
  platforms: ['linux', 'win32'],
  measurements: [removable.name, removableUse.name],
  about: [
    {
      platform: 'linux',
      read: '/sys/block and the USB device behind it',
      privilege: 'user',
      cost: 'under 1 ms every 5 min (measured)',
      tried: 'written trees; no stick on this machine',
    },
    {
      platform: 'win32',
      read: 'MSFT_PhysicalDisk on USB or as a memory card',
      privilege: 'user',
      cost: 'a part of the query every 15 min: what is plugged in between two is not seen',
      tried: 'written answers; no real Windows',
    },
  ],
  start: () => {
    let before: ReadonlySet<string> = new Set()
    return async ({ host }) => {
      const devices = await attached(host)
      const keys = new Set(devices.map(keyOf))
      const fresh = devices.filter((one) => !before.has(keyOf(one)))
      before = keys
      return [
        reading(removable, {}, { reason: 'none', count: devices.length }),
        ...fresh.map(useOf),
      ]
    }
  },
}

async function attached(host: Host): Promise<readonly RemovableDevice[]> {
  if (host.platform !== 'win32') return linuxRemovable(host)
  return parseWindowsRemovable(windowsSection(await host.windows('slow'), 'removable'))
}

function keyOf({ model, serial }: RemovableDevice): string {
  return serial === '' ? model : `${model} ${serial}`
}

function useOf(device: RemovableDevice): Reading {
  return reading(
    removableUse,
    {},
    {
      device: keyOf(device),
      model: device.model,
      serial: device.serial,
      size_bytes: device.bytes ?? null,
    },
  )
}
