/** Every source, in the order in which they are read. A new one is a line here. */
import type { Inventory } from '../../contract/catalogue/inventory.ts'
import { accessSource } from './access/access.ts'
import { passwordPolicySource } from './access/password-policy.ts'
import { agentSource, type AgentStatistics } from './agent.ts'
import { backupSource } from './backup/backup.ts'
import type { BackupOptions } from './backup/options.ts'
import type { RunReports } from './backup/runs.ts'
import { antivirusSource } from './antivirus/antivirus.ts'
import { batterySource } from './battery.ts'
import { cpuSource, type CpuOptions } from './cpu.ts'
import { diskSource, type DiskOptions } from './disk/disk.ts'
import { diskioSource } from './diskio.ts'
import { encryptionSource } from './encryption/encryption.ts'
import { firewallSource } from './firewall/firewall.ts'
import { inventorySource } from './inventory/inventory.ts'
import { memSource } from './mem.ts'
import { netSource, type NetOptions } from './net.ts'
import { networkSource, type NetworkFigures } from './network/network-source.ts'
import { upsSource } from './network/ups/ups-source.ts'
import { pressureSource } from './pressure.ts'
import { processesSource, type ProcessesOptions } from './processes.ts'
import { sensorsSource } from './sensors.ts'
import { raidSource } from './raid/raid.ts'
import { smartSource } from './smart/smart.ts'
import type { Source } from './source.ts'
import { swapSource } from './swap.ts'
import { systemSource } from './system.ts'
import { printingSource } from './printing/printing.ts'
import { removableSource } from './removable/removable.ts'
import { licencesSource } from './software/licences.ts'
import { remoteAccessSource } from './software/remote-access.ts'
import { servicesSource, type ServicesOptions } from './services/services.ts'
import { lastStopSource } from './signals/last-stop.ts'
import { signalsSource } from './signals/signals.ts'
import { timeSyncSource } from './time/time-sync.ts'
import { usageSource } from './usage/usage.ts'
import { updatesSource } from './updates/updates.ts'
import { upgradeReadinessSource } from './updates/upgrade-readiness.ts'

export interface SourceSettings {
  /** Names of sources that this machine's owner does not want. */
  readonly off: readonly string[]
  /** Names of those with a slower beat that are read with every sample here. */
  readonly everySample: readonly string[]
  readonly cpu: CpuOptions
  readonly disk: DiskOptions
  readonly net: NetOptions
  readonly processes: ProcessesOptions
  readonly services: ServicesOptions
  readonly backup: BackupOptions
}
export interface SourceParts {
  readonly statistics: () => AgentStatistics
  readonly deliverInventory: (inventory: Inventory) => void
  /** Where `backup-run` leaves its reports; without it there are none. */
  readonly backupRuns?: RunReports | undefined
  /** Whether the staff notice is confirmed at this moment; left out: it is not. */
  readonly usageAllowed?: () => boolean
  /** What the poller does; left out: this machine is none. */
  readonly network?: NetworkFigures
}

const never = (): boolean => false
const nothing = (): undefined => undefined

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
    updatesSource,
    upgradeReadinessSource,
    passwordPolicySource,
    accessSource,
    signalsSource,
    lastStopSource,
    servicesSource(settings.services),
    timeSyncSource,
    remoteAccessSource,
    licencesSource,
    removableSource,
    printingSource,
    usageSource(parts.usageAllowed ?? never),
    backupSource(settings.backup, parts.backupRuns),
    antivirusSource,
    firewallSource,
    encryptionSource,
    agentSource(parts.statistics),
    inventorySource(parts.deliverInventory),
    smartSource,
    raidSource,
    networkSource(parts.network ?? nothing),
    upsSource(),
  ]
  return all
    .filter(({ name }) => !settings.off.includes(name))
    .map((one) => (settings.everySample.includes(one.name) ? { ...one, beat: 'fast' } : one))
}
