/** macOS: smartctl where somebody installed it, and the system's own verdict for the rest. */
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import type { DiskFacts } from './disk-facts.ts'
import { diskutilDisk, macDisks } from './mac-disks.ts'
import type { KnownDisk, SmartctlReader } from './smartctl-reader.ts'

const profiler = '/usr/sbin/system_profiler'
const diskutil = '/usr/sbin/diskutil'
const profilerTimeoutMs = 30_000

export async function readMac(
  host: Host,
  reader: SmartctlReader,
  signal: AbortSignal,
): Promise<readonly KnownDisk[]> {
  const bySmartctl = await smartctlDisks(reader, signal)
  const own = await ownDisks(host).catch((error: unknown) => {
    if (bySmartctl.length === 0) throw error
    return []
  })
  const left = own.filter(({ identity }) => !bySmartctl.some((read) => isSame(read, identity)))
  const all = [...bySmartctl, ...left.map((facts) => ({ facts, ageSeconds: 0, asleep: false }))]
  if (all.length === 0) throw new NotPresent('The machine shows no disk of its own')
  return all
}

async function smartctlDisks(
  reader: SmartctlReader,
  signal: AbortSignal,
): Promise<readonly KnownDisk[]> {
  try {
    const read = await reader.read('mac', () => [], signal)
    return read.filter(({ facts }) => facts.passed !== null)
  } catch (error) {
    if (error instanceof NotPresent || error instanceof Unknown) return []
    throw error
  }
}

async function ownDisks(host: Host): Promise<readonly DiskFacts[]> {
  const listed = await host.run(profiler, ['-xml', 'SPSerialATADataType', 'SPNVMeDataType'], {
    timeoutMs: profilerTimeoutMs,
  })
  const disks = macDisks(listed.stdout)
  if (disks && disks.length > 0) return disks
  const { stdout } = await host.run(diskutil, ['info', '-plist', 'disk0'])
  const first = diskutilDisk(stdout)
  if (!disks && !first) throw new Unknown('bad_output', 'macOS told its disks in an unknown way')
  return first ? [first] : []
}

function isSame({ facts }: KnownDisk, { serial, model, device }: DiskFacts['identity']): boolean {
  if (serial !== undefined && facts.identity.serial !== undefined)
    return facts.identity.serial === serial
  return facts.identity.device === device || facts.identity.model === model
}
