import type { Inventory, MemoryModule } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import type { Source, SourceContext } from '../source.ts'
import { inventoryAbout } from './about.ts'
import { readComputer } from './computer.ts'
import { readDisks } from './disks.ts'
import { linuxSoftware } from './linux-software.ts'
import { macInventory } from './macos/mac-inventory.ts'
import { readMemory, readModules } from './memory.ts'
import { readNetwork } from './network.ts'
import { readOs } from './os.ts'
import { readProcessor } from './processor.ts'
import { windowsInventory } from './windows/windows-inventory.ts'

/** Modules do not change while a machine runs, and asking starts a program. */
const modulesAgeMs = 24 * 3_600_000

/**
 * Reads what the machine is every 15 minutes (files only, some milliseconds) and hands it over; it
 * travels as a message of its own, and only when it differs from what the collector holds.
 */
export function inventorySource(deliver: (inventory: Inventory) => void): Source {
  return {
    name: 'inventory',
    beat: 'protection',
    timeoutMs: 330_000,
    platforms: ['linux', 'win32', 'darwin'],
    about: inventoryAbout,
    measurements: [],
    start: ({ host: { platform } }) => {
      if (platform !== 'linux') return inventoryElsewhere(deliver)
      let modules: readonly MemoryModule[] | undefined
      let modulesAtMs = -Infinity
      const software = linuxSoftware()
      return async ({ host, clock }) => {
        if (clock.monotonic() - modulesAtMs >= modulesAgeMs) {
          modulesAtMs = clock.monotonic()
          modules = await readModules(host)
        }
        deliver({ ...readInventory(host, modules), ...(await software(host)) })
        return []
      }
    },
  }
}

/** There it takes programs that are asked once a day; what they told last is good until then. */
function inventoryElsewhere(deliver: (inventory: Inventory) => void) {
  let readAtMs = -Infinity
  return async ({ host, clock }: SourceContext): Promise<readonly []> => {
    const nowMs = clock.monotonic()
    if (nowMs - readAtMs < modulesAgeMs) return []
    deliver(host.platform === 'win32' ? await windowsInventory(host) : await macInventory(host))
    readAtMs = nowMs
    return []
  }
}

export function readInventory(host: Host, modules?: readonly MemoryModule[]): Inventory {
  return {
    computer: readComputer(host),
    os: readOs(host),
    cpu: readProcessor(host),
    memory: { ...readMemory(host), modules },
    disks: readDisks(host),
    network: readNetwork(host),
  }
}
