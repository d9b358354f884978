/** Windows: its own view from the batched query, and smartctl's, which wins disk by disk. */
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { section } from '../parts/section-answer.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { DiskIdentity } from './disk-facts.ts'
import type { KnownDisk, SmartctlReader } from './smartctl-reader.ts'
import { windowsDisks, type WindowsDisk } from './windows-disks.ts'

export async function readWindows(
  host: Host,
  reader: SmartctlReader,
  signal: AbortSignal,
): Promise<readonly KnownDisk[]> {
  const bySmartctl = await smartctlDisks(reader, signal)
  let own: readonly WindowsDisk[] = []
  try {
    own = await ownDisks(host)
  } catch (error) {
    if (bySmartctl.length === 0) throw error
  }
  const left = own.filter((disk) => !bySmartctl.some((read) => isSame(read, disk)))
  const all = [...bySmartctl, ...left.map(({ facts }) => ({ facts, ageSeconds: 0, asleep: false }))]
  if (all.length === 0) throw new NotPresent('The machine has no physical disk of its own')
  return all
}

/** Without smartctl, or without the right to use it, Windows' own word has to do. */
async function smartctlDisks(
  reader: SmartctlReader,
  signal: AbortSignal,
): Promise<readonly KnownDisk[]> {
  try {
    const read = await reader.read('windows', () => [], signal)
    return read.filter(({ facts }) => facts.passed !== null)
  } catch (error) {
    if (error instanceof NotPresent || error instanceof Unknown) return []
    throw error
  }
}

async function ownDisks(host: Host): Promise<readonly WindowsDisk[]> {
  const facts = await host.windows('slow')
  const disks = windowsSection(facts, 'physicalDisks')
  const drives = section(facts, 'diskDrives').value
  return windowsDisks(disks, drives, section(facts, 'smartPredict').value)
}

/** smartctl's /dev/sdb and /dev/pd1 are PhysicalDrive1; behind other names the numbers decide. */
function isSame({ facts }: KnownDisk, { facts: own, number }: WindowsDisk): boolean {
  const [a, b] = [facts.identity, own.identity]
  if (a.serial !== undefined && b.serial !== undefined && plain(a.serial) === plain(b.serial))
    return true
  if (a.wwn !== undefined && a.wwn === b.wwn) return true
  return number !== undefined && driveNumber(a) === number
}

function plain(serial: string): string {
  return serial.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
}

function driveNumber({ device }: DiskIdentity): number | undefined {
  const letters = /^sd([a-z]{1,2})$/.exec(device)?.[1]
  if (letters !== undefined) {
    // a to z are 0 to 25, aa is 26.
    return (
      Array.from(letters, (one) => one.charCodeAt(0) - 96).reduce((n, one) => n * 26 + one, 0) - 1
    )
  }
  const number = /^pd(\d{1,3})$/.exec(device)?.[1]
  return number === undefined ? undefined : Number(number)
}
