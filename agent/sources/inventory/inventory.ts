import type { Inventory, MemoryModule } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import type { Source } from '../source.ts'
import { readComputer } from './computer.ts'
import { readDisks } from './disks.ts'
import { readMemory, readModules } from './memory.ts'
import { readNetwork } from './network.ts'
import { readOs } from './os.ts'
import { readProcessor } from './processor.ts'

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
    timeoutMs: 60_000,
    platforms: ['linux'],
    measurements: [],
    start: () => {
      let modules: readonly MemoryModule[] | undefined
      let modulesAtMs = -Infinity
      return async ({ host, clock }) => {
        if (clock.monotonic() - modulesAtMs >= modulesAgeMs) {
          modulesAtMs = clock.monotonic()
          modules = await readModules(host)
        }
        deliver(readInventory(host, modules))
        return []
      }
    },
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
