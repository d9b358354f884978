/** Linux: the kernel names the disks, smartctl reads them; without it nvme-cli and eMMC's own word. */
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { unreadDisk, type DiskFacts } from './disk-facts.ts'
import { isControllerVolume } from './identity.ts'
import { kernelDisks, type KernelDisk } from './linux-disks.ts'
import { decodeNvmeList, decodeNvmeLog } from './nvme-cli.ts'
import type { ScannedDevice } from './scan.ts'
import type { KnownDisk, SmartctlReader } from './smartctl-reader.ts'

const nvmeProgram = '/usr/sbin/nvme'
const memberTypes = /(?:^|\+)(?:megaraid|cciss|areca|3ware|aacraid|hpt|sssraid),/

export async function readLinux(
  host: Host,
  reader: SmartctlReader,
  names: string,
  signal: AbortSignal,
): Promise<readonly KnownDisk[]> {
  const disks = kernelDisks(host)
  if (disks.length === 0) throw new NotPresent('The machine has no physical disk of its own')
  const emmc = disks.filter(({ facts }) => facts.kind === 'emmc' && facts.system !== null).map(now)
  if (disks.every(({ name }) => name.startsWith('mmcblk'))) {
    if (emmc.length === 0) throw new NotPresent('Memory cards tell nothing about their health')
    return emmc
  }
  try {
    const read = await reader.read(names, (listed) => unlisted(disks, listed), signal)
    return [...toTell(read, disks), ...emmc]
  } catch (error) {
    if (!(error instanceof NotPresent)) throw error
    return [...(await withoutSmartctl(host, disks)), ...emmc]
  }
}

function now({ facts }: KernelDisk): KnownDisk {
  return { facts, ageSeconds: 0, asleep: false }
}

/** Disks that smartctl did not find by itself are asked all the same; a stick is not. */
function unlisted(
  disks: readonly KernelDisk[],
  listed: readonly ScannedDevice[],
): readonly ScannedDevice[] {
  const known = new Set(listed.map(({ name }) => name.replace(/^(\/dev\/nvme\d+)n\d+$/, '$1')))
  return disks.flatMap(({ name, removable, facts }) => {
    const device = `/dev/${facts.identity.device}`
    return removable || facts.kind === 'emmc' || known.has(device)
      ? []
      : [{ name: device, type: name.startsWith('nvme') ? 'nvme' : 'auto' }]
  })
}

/**
 * Left out: sticks and card readers without health, disks of virtual machines, and the volume of a
 * controller whose members answered for themselves.
 */
function toTell(read: readonly KnownDisk[], disks: readonly KernelDisk[]): readonly KnownDisk[] {
  const bare = new Map(disks.map((disk) => [disk.facts.identity.device, disk]))
  const hasMembers = read.some(
    ({ facts }) =>
      facts.passed !== null && memberTypes.test(facts.identity.device.replace(/^[^:]*:/, '')),
  )
  return read.flatMap((disk): KnownDisk[] => {
    const { facts } = disk
    const { device, model } = facts.identity
    const kernel = bare.get(device)
    const isPlain = /^(?:sd|hd|nvme)/.test(device) && !device.includes(':')
    if (isPlain && !kernel) return []
    if (facts.passed !== null || !kernel) return [disk]
    const volume =
      isControllerVolume(model ?? kernel.model) || facts.unknownReason === 'behind_controller'
    if (kernel.removable || (volume && hasMembers)) return []
    return [{ ...disk, facts: named(facts, kernel, volume) }]
  })
}

/** What could not be read at all has the name that the kernel knows. */
function named(facts: DiskFacts, kernel: KernelDisk, volume: boolean): DiskFacts {
  const identity = facts.identity.model === undefined ? kernel.facts.identity : facts.identity
  return { ...facts, identity, unknownReason: volume ? 'behind_controller' : facts.unknownReason }
}

async function withoutSmartctl(
  host: Host,
  disks: readonly KernelDisk[],
): Promise<readonly KnownDisk[]> {
  const nvme = disks.some(({ name }) => name.startsWith('nvme')) ? await readNvme(host) : []
  const read = new Set(nvme.map(({ identity }) => identity.device))
  if (read.size === 0) {
    throw new Unknown('not_installed', 'smartctl (smartmontools) is not installed')
  }
  const others = disks
    .filter(({ facts, removable }) => !removable && facts.kind !== 'emmc')
    .filter(({ facts }) => !read.has(facts.identity.device))
    .map(({ facts }) => unreadDisk(facts.identity, 'not_installed'))
  return [...nvme, ...others].map((facts) => ({ facts, ageSeconds: 0, asleep: false }))
}

async function readNvme(host: Host): Promise<readonly DiskFacts[]> {
  const found: DiskFacts[] = []
  try {
    const { stdout } = await host.run(nvmeProgram, ['list', '-o', 'json'])
    for (const identity of decodeNvmeList(stdout) ?? []) {
      const args = ['smart-log', `/dev/${identity.device}`, '-o', 'json']
      const log = await host.run(nvmeProgram, args)
      const facts = decodeNvmeLog(log.stdout, identity)
      if (facts && facts.criticalWarning !== null) found.push(facts)
    }
  } catch (error) {
    // Not installed, or it failed on one: what was read before that still counts.
    if (!(error instanceof NotPresent) && found.length === 0) throw error
  }
  return found
}
