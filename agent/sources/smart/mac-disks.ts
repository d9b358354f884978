/**
 * macOS's own view of its disks: `system_profiler -xml SPSerialATADataType SPNVMeDataType`. The
 * words Verified, Failing and Not Supported are not translated in the property list.
 */
import { isGroup, ownValue, plainText, wholeOf, type Loose } from '../parts/loose-json.ts'
import { listOf } from '../parts/narrow.ts'
import { parsePlist } from '../parts/plist.ts'
import { unreadDisk, type DiskFacts } from './disk-facts.ts'
import { serialOf } from './identity.ts'

const disksMax = 32
const depthMax = 12

/** Undefined when the text is no property list. */
export function macDisks(text: string): readonly DiskFacts[] | undefined {
  const tree = parsePlist(text)
  if (tree === undefined) return undefined
  const found: DiskFacts[] = []
  walk(tree, found, 0)
  return found
}

/** Disks hang below their controllers, and volumes below disks: what tells a SMART status is one. */
function walk(at: unknown, found: DiskFacts[], depth: number): void {
  if (depth > depthMax || found.length >= disksMax) return
  if (Array.isArray(at)) {
    for (const item of at) walk(item, found, depth + 1)
    return
  }
  if (!isGroup(at)) return
  const disk = diskOf(at)
  if (disk) found.push(disk)
  walk(listOf(ownValue(at, '_items')), found, depth + 1)
}

function diskOf(item: Loose): DiskFacts | undefined {
  const status = plainText(ownValue(item, 'smart_status'))
  const device = plainText(ownValue(item, 'bsd_name'))
  if (status === undefined || device === undefined || !/^disk\d+$/.test(device)) return undefined
  const nvme = Object.hasOwn(item, 'spnvme_trim_support') || Object.hasOwn(item, 'spnvme_linkwidth')
  const solid = /solid state/i.test(plainText(ownValue(item, 'spsata_medium_type')) ?? '')
  return {
    ...unreadDisk(
      {
        device,
        model: plainText(ownValue(item, 'device_model')) ?? plainText(ownValue(item, '_name')),
        serial: serialOf(ownValue(item, 'device_serial')),
        capacityBytes: wholeOf(ownValue(item, 'size_in_bytes')),
      },
      'not_supported',
    ),
    kind: nvme ? 'nvme' : solid ? 'ssd' : 'unknown',
    passed: macStatus(status),
  }
}

/** What `SMARTStatus` of `diskutil info -plist` and `smart_status` above say. */
function macStatus(status: string | undefined): boolean | null {
  if (status === 'Verified') return true
  return status === 'Failing' ? false : null
}

/** One disk from `diskutil info -plist disk0`; undefined when it is no whole internal disk. */
export function diskutilDisk(text: string): DiskFacts | undefined {
  const tree = parsePlist(text)
  if (!isGroup(tree)) return undefined
  const device = plainText(ownValue(tree, 'DeviceIdentifier'))
  if (device === undefined || ownValue(tree, 'WholeDisk') === false) return undefined
  if (ownValue(tree, 'VirtualOrPhysical') === 'Virtual') return undefined
  const status = plainText(ownValue(tree, 'SMARTStatus'))
  return {
    ...unreadDisk(
      {
        device,
        model: plainText(ownValue(tree, 'MediaName')),
        capacityBytes: wholeOf(ownValue(tree, 'TotalSize')) ?? wholeOf(ownValue(tree, 'Size')),
      },
      'not_supported',
    ),
    kind: ownValue(tree, 'SolidState') === true ? 'ssd' : 'unknown',
    passed: macStatus(status),
  }
}
