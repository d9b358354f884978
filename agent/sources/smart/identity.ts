/** Who a disk is: the world-wide name, else model and serial number; blank ones are none. */
import { groupAt, isGroup, ownValue, plainText, wholeOf, type Loose } from '../parts/loose-json.ts'
import type { DiskIdentity } from './disk-facts.ts'

/** What bridges and firmware write where there is no serial number. */
const noSerial =
  /^(?:[0\s.-]+|unknown|none|n\/a|null|default string|to be filled.*|0123456789(?:abcdef)?|123456789(?:0)?)$/i

export function serialOf(value: unknown): string | undefined {
  const text = plainText(value)
  return text === undefined || noSerial.test(text) ? undefined : text.slice(0, 64)
}

/** Smartctl's three parts of a name, or hexadecimal text with 0x, naa. or eui. before it. */
export function wwnOf(value: unknown): string | undefined {
  const text = isGroup(value)
    ? fromParts(value)
    : plainText(value)?.replace(/^(?:0x|naa\.|eui\.)/i, '')
  if (text === undefined || !/^[0-9a-f]{16}(?:[0-9a-f]{16})?$/i.test(text)) return undefined
  return /^0+$/.test(text) ? undefined : text.toLowerCase()
}

function fromParts(parts: Loose): string | undefined {
  const hex = (key: string, digits: number): string | undefined => {
    const value = wholeOf(ownValue(parts, key))
    return value === undefined || value >= 16 ** digits
      ? undefined
      : value.toString(16).padStart(digits, '0')
  }
  const [naa, oui, id] = [hex('naa', 1), hex('oui', 6), hex('id', 9)]
  return naa === undefined || oui === undefined || id === undefined ? undefined : naa + oui + id
}

/** From one smartctl answer; `device` is what we call it. */
export function identityOf(answer: Loose, device: string): DiskIdentity {
  const enabled = ownValue(groupAt(answer, 'smart_support'), 'enabled')
  return {
    device,
    model: modelOf(answer),
    serial: serialOf(ownValue(answer, 'serial_number')),
    wwn: wwnOf(ownValue(answer, 'wwn')) ?? wwnOf(ownValue(answer, 'logical_unit_id')),
    capacityBytes: capacityOf(answer),
    enabled: typeof enabled === 'boolean' ? enabled : undefined,
  }
}

/** Smartctl 7.0 had other words for SCSI disks than 7.2. */
function modelOf(answer: Loose): string | undefined {
  const name =
    plainText(ownValue(answer, 'model_name')) ?? plainText(ownValue(answer, 'scsi_model_name'))
  if (name !== undefined) return name.slice(0, 128)
  const parts = ['vendor', 'product'].flatMap(
    (key) => plainText(ownValue(answer, `scsi_${key}`)) ?? plainText(ownValue(answer, key)) ?? [],
  )
  return parts.length === 0 ? undefined : parts.join(' ').slice(0, 128)
}

function capacityOf(answer: Loose): number | undefined {
  const bytes =
    wholeOf(ownValue(groupAt(answer, 'user_capacity'), 'bytes')) ??
    wholeOf(ownValue(answer, 'nvme_total_capacity'))
  return bytes === 0 ? undefined : bytes
}

/** The same disk seen twice, by another path or program, has the same key. */
export function keyOf({ device, model, serial, wwn }: DiskIdentity): string {
  // Some bridges give all their disks one name.
  if (wwn !== undefined) return `wwn ${wwn} ${serial ?? ''}`
  return serial === undefined ? `device ${device}` : `serial ${model ?? ''} ${serial}`
}

/** Products that stand for several disks, or for one that a controller hides. */
const controllerWords =
  /\b(?:raid|perc|megaraid|serveraid|logical volume|smart array|adaptec|areca|3ware|mr9\d{3}|h[37]\d{2}[ip]?|virtual drive|lsi logical|hpsa|cciss|aacraid)\b/i

export function isControllerVolume(model: string | undefined): boolean {
  return controllerWords.test(model ?? '')
}

/** Disks of virtual machines, which have no health of their own. */
const virtualWords =
  /\b(?:qemu|vbox|virtual disk|vmware|virtual_disk|virtio|amazon elastic|amazon ec2|nvme_card|google persistentdisk|xensrc|msft virtual|bochs|parallels|iscsi storage|drbd)\b/i

export function isVirtual(model: string | undefined): boolean {
  return virtualWords.test(model ?? '')
}
