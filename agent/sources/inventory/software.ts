/** The installed programs as the inventory carries them: sorted, each once, within its room. */
import type { Inventory, SoftwareItem } from '../../../contract/catalogue/inventory.ts'
import type { UnknownReason } from '../../host/host.ts'

export type SoftwareFacts = Pick<Inventory, 'software' | 'softwareLeftOut' | 'softwareUnknown'>

const itemsMax = 1000
const nameMax = 80
const wordMax = 40
/** Of the 64 KiB of a control message; the rest of an inventory is below 8 KiB. */
const bytesMax = 44 * 1024

export function softwareFacts(found: readonly SoftwareItem[]): SoftwareFacts {
  const items = uniqueSorted(found.flatMap(cut))
  const kept = items.slice(0, itemsMax)
  const full = fitting(kept)
  // Names and versions say more than the makers of the first few hundred.
  const software = full.length === kept.length ? full : fitting(kept.map(withoutPublisher))
  const leftOut = items.length - software.length
  return { software, ...(leftOut > 0 && { softwareLeftOut: leftOut }) }
}

export function softwareUnknown(reason: UnknownReason): SoftwareFacts {
  return { softwareUnknown: reason }
}

function cut({ name, version, publisher }: SoftwareItem): readonly SoftwareItem[] {
  const plain = (text: string | undefined, max: number): string =>
    (text ?? '')
      .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
      .trim()
      .slice(0, max)
      .replace(/[\uD800-\uDBFF]$/, '')
  const title = plain(name, nameMax)
  if (title === '') return []
  const item = { name: title, version: plain(version, wordMax) || undefined }
  return [{ ...item, publisher: plain(publisher, wordMax) || undefined }]
}

function uniqueSorted(items: readonly SoftwareItem[]): readonly SoftwareItem[] {
  const byKey = new Map(items.map((item) => [`${item.name}\n${item.version ?? ''}`, item]))
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item)
}

function fitting(items: readonly SoftwareItem[]): readonly SoftwareItem[] {
  let bytes = 0
  const end = items.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1
    return bytes > bytesMax
  })
  return end < 0 ? items : items.slice(0, end)
}

function withoutPublisher({ name, version }: SoftwareItem): SoftwareItem {
  return { name, version }
}
