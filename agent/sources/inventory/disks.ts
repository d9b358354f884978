import type { InventoryDisk } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import { factText } from './text.ts'

const disk = /^(?:sd[a-z]+|hd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+|dasd[a-z]+)$/
const disksMax = 64
/** /sys counts in 512 bytes whatever the disk's own sectors are. */
const sectorBytes = 512

export function readDisks(host: Host): readonly InventoryDisk[] {
  return host
    .list('/sys/block')
    .filter((name) => disk.test(name))
    .slice(0, disksMax)
    .map((name) => readDisk(host, name))
    .filter(({ bytes }) => bytes > 0)
}

function readDisk(host: Host, name: string): InventoryDisk {
  const base = `/sys/block/${name}`
  return {
    name,
    bytes: Number(factText(host, `${base}/size`) ?? 0) * sectorBytes,
    model: factText(host, `${base}/device/model`),
    serial: factText(host, `${base}/device/serial`) ?? serialOf(factText(host, `${base}/wwid`)),
    kind: kindOf(host, name, base),
  }
}

/** "t10.ATA     Samsung SSD 860 EVO 500GB               S3Z2NB0K123456X" */
function serialOf(wwid: string | undefined): string | undefined {
  return wwid?.startsWith('t10.ATA') ? wwid.split(/\s+/).at(-1) : undefined
}

function kindOf(host: Host, name: string, base: string): InventoryDisk['kind'] {
  if (/^(?:vd|xvd)/.test(name)) return 'virtual'
  if (factText(host, `${base}/removable`) === '1') return 'removable'
  if (name.startsWith('nvme')) return 'nvme'
  const rotates = factText(host, `${base}/queue/rotational`)
  if (rotates === '1') return 'hdd'
  return rotates === '0' ? 'ssd' : 'unknown'
}
