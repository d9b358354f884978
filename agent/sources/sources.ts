/** Every source, in the order in which they are read. A new one is a line here. */
import type { Inventory } from '../../contract/catalogue/inventory.ts'
import { agentSource, type AgentStatistics } from './agent.ts'
import { batterySource } from './battery.ts'
import { cpuSource, type CpuOptions } from './cpu.ts'
import { diskSource, type DiskOptions } from './disk/disk.ts'
import { diskioSource } from './diskio.ts'
import { inventorySource } from './inventory/inventory.ts'
import { memSource } from './mem.ts'
import { netSource, type NetOptions } from './net.ts'
import { pressureSource } from './pressure.ts'
import { processesSource, type ProcessesOptions } from './processes.ts'
import { sensorsSource } from './sensors.ts'
import type { Source } from './source.ts'
import { swapSource } from './swap.ts'
import { systemSource } from './system.ts'

export interface SourceSettings {
  /** Names of sources that this machine's owner does not want. */
  readonly off: readonly string[]
  readonly cpu: CpuOptions
  readonly disk: DiskOptions
  readonly net: NetOptions
  readonly processes: ProcessesOptions
}
export interface SourceParts {
  readonly statistics: () => AgentStatistics
  readonly deliverInventory: (inventory: Inventory) => void
}

export function createSources(settings: SourceSettings, parts: SourceParts): readonly Source[] {
  const all: readonly Source[] = [
    cpuSource(settings.cpu),
    memSource,
    swapSource,
    systemSource,
    diskioSource,
    netSource(settings.net),
    pressureSource,
    sensorsSource,
    batterySource,
    diskSource(settings.disk),
    processesSource(settings.processes),
    agentSource(parts.statistics),
    inventorySource(parts.deliverInventory),
  ]
  return all.filter(({ name }) => !settings.off.includes(name))
}
