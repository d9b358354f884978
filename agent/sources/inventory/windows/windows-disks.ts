import type { InventoryDisk } from '../../../../contract/catalogue/inventory.ts'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../../parts/narrow.ts'

const disksMax = 64
/** MSFT_PhysicalDisk.BusType */
const bus = { usb: 7, virtual: 14, file: 15, spaces: 16, nvme: 17 } as const
/** MSFT_PhysicalDisk.MediaType */
const media = { hdd: 3, ssd: 4 } as const

/** Win32_DiskDrive names them; the storage classes, which small Windows lack, tell their kind. */
export function windowsDisks(drives: unknown, kinds: unknown): readonly InventoryDisk[] {
  const kindOf = new Map(
    listOf(kinds, disksMax)
      .map(fieldsOf)
      .map((row) => [numberOf(row['n']), row] as const),
  )
  return listOf(drives, disksMax)
    .map(fieldsOf)
    .flatMap((row) => toDisk(row, kindOf.get(numberOf(row['n']))) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A card reader without a card has no size. */
function toDisk(row: Fields, kind: Fields | undefined): InventoryDisk | undefined {
  const index = numberOf(row['n'])
  const bytes = numberOf(row['size'])
  if (index === undefined || !bytes) return undefined
  return {
    name: `disk${index}`,
    bytes,
    model: textOf(row['model']),
    serial: textOf(row['serial']),
    kind: toKind(row, kind),
  }
}

function toKind(row: Fields, kind: Fields | undefined): InventoryDisk['kind'] {
  const busType = numberOf(kind?.['bus'])
  if (busType === bus.usb || textOf(row['if']) === 'USB') return 'removable'
  if (busType === bus.virtual || busType === bus.file || busType === bus.spaces) return 'virtual'
  if (busType === bus.nvme) return 'nvme'
  const mediaType = numberOf(kind?.['media'])
  if (mediaType === media.hdd) return 'hdd'
  return mediaType === media.ssd ? 'ssd' : 'unknown'
}
