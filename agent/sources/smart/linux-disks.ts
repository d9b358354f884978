/** The disks that the Linux kernel sees, from /sys alone: names, kinds, the wear of eMMC. */
import type { Host } from '../../host/host.ts'
import { unreadDisk, type DiskFacts } from './disk-facts.ts'
import { isVirtual, serialOf, wwnOf } from './identity.ts'

const blockFolder = '/sys/block'
const diskName = /^(?:sd[a-z]{1,3}|hd[a-z]|nvme\d{1,3}n\d{1,3}|mmcblk\d{1,3})$/
const disksMax = 128
const sectorBytes = 512

export interface KernelDisk {
  /** sda, nvme0n1 */
  readonly name: string
  readonly model: string | undefined
  /** A stick or a card reader's slot: nobody expects health of it. */
  readonly removable: boolean
  readonly facts: DiskFacts
}

/** Disks of flesh and blood: no virtual, loop, mapped or RAM disk. */
export function kernelDisks(host: Host): readonly KernelDisk[] {
  return host
    .list(blockFolder)
    .filter((name) => diskName.test(name))
    .slice(0, disksMax)
    .flatMap((name) => {
      const disk = diskNamed(host, name)
      return disk ? [disk] : []
    })
}

/** Changes when a disk comes or goes. */
export function diskNames(host: Host): string {
  return host
    .list(blockFolder)
    .filter((name) => diskName.test(name))
    .join(' ')
}

function diskNamed(host: Host, name: string): KernelDisk | undefined {
  const folder = `${blockFolder}/${name}`
  const read = (file: string): string | undefined => textIn(host, `${folder}/${file}`)
  const model = read('device/model') ?? read('device/name')
  if (isVirtual(`${read('device/vendor') ?? ''} ${model ?? ''}`)) return undefined
  const sectors = Number(read('size'))
  const identity = {
    device: name.replace(/^(nvme\d+)n\d+$/, '$1'),
    model,
    serial: serialOf(read('device/serial')),
    wwn: wwnOf(read('device/wwid') ?? read('wwid')),
    capacityBytes: Number.isSafeInteger(sectors) && sectors > 0 ? sectors * sectorBytes : undefined,
  }
  return {
    name,
    model,
    removable: read('removable') === '1',
    facts: name.startsWith('mmcblk') ? emmc(identity, read) : unreadDisk(identity, 'not_installed'),
  }
}

/**
 * JEDEC eMMC 5.0: life_time holds the wear of two kinds of cells in steps of 10 % (0x0b: beyond
 * it), pre_eol_info the reserve: 1 normal, 2 below 20 %, 3 used up. SD cards have neither.
 */
function emmc(
  identity: DiskFacts['identity'],
  read: (file: string) => string | undefined,
): DiskFacts {
  const steps = (read('device/life_time') ?? '')
    .split(' ')
    .map(Number)
    .filter((step) => Number.isInteger(step) && step >= 1 && step <= 0x0b)
  const reserve = Number(read('device/pre_eol_info'))
  const wear = steps.length > 0 ? Math.max(...steps) * 10 : null
  const known = wear !== null || (reserve >= 1 && reserve <= 3)
  return {
    ...unreadDisk(identity, 'not_supported'),
    kind: 'emmc',
    // Four fifths of the reserve are gone: as worn as one that has lived nine tenths.
    wearPercent: reserve === 2 ? Math.max(90, wear ?? 0) : wear,
    system: reserve === 3 ? 'warning' : known ? 'ok' : null,
  }
}

/** A disk that is just being taken out refuses. */
function textIn(host: Host, path: string): string | undefined {
  try {
    return (
      host
        .readTextNow(path)
        .replace(/[\s\0]+/g, ' ')
        .trim()
        .slice(0, 128) || undefined
    )
  } catch {
    return undefined
  }
}
