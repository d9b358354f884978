/** Removable storage that is plugged in, on each system. */
import type { Host } from '../../host/host.ts'
import { fieldsOf, listOf, numberOf, textOf } from '../parts/narrow.ts'

export interface RemovableDevice {
  readonly model: string
  /** Empty where the device has none. */
  readonly serial: string
  readonly bytes: number | undefined
}

const devicesMax = 32
const sectorBytes = 512

/** Section `removable` of the Windows query. */
export function parseWindowsRemovable(section: unknown): readonly RemovableDevice[] {
  return listOf(section, devicesMax)
    .map(fieldsOf)
    .map((one) => ({
      model: textOf(one['model'], 100) ?? 'USB',
      serial: plainSerial(textOf(one['serial'], 64) ?? ''),
      bytes: numberOf(one['size']),
    }))
}

/** Linux: block devices whose way through /sys goes over USB, and memory cards. */
export function linuxRemovable(host: Host): readonly RemovableDevice[] {
  return host
    .list('/sys/block')
    .slice(0, 256)
    .flatMap((name) => {
      const way = host.linkTarget(`/sys/block/${name}`) ?? ''
      const card = /^mmcblk\d+$/.test(name) && text(host, `/sys/block/${name}/removable`) === '1'
      if (!/\/usb\d+\//.test(way) && !card) return []
      const sectors = Number(text(host, `/sys/block/${name}/size`) || 'NaN')
      // A card reader without a card has no size.
      if (!(sectors > 0)) return []
      const usb = usbFolder(way)
      const vendor = text(host, `/sys/block/${name}/device/vendor`)
      const model = text(host, `/sys/block/${name}/device/model`)
      return [
        {
          model: [vendor, model].filter(Boolean).join(' ').slice(0, 100) || name,
          serial: plainSerial(usb === undefined ? '' : text(host, `${usb}/serial`)),
          bytes: sectors * sectorBytes,
        },
      ]
    })
    .slice(0, devicesMax)
}

/** `../devices/pci0000:00/…/usb1/1-2/1-2:1.0/host…` → the folder of the USB device, with its serial. */
function usbFolder(way: string): string | undefined {
  const found = /^(?:\.\.\/)*(devices\/.*\/usb\d+\/(?:\d+-[\d.]+\/)*?\d+-[\d.]+)\/\d+-[\d.]+:/.exec(
    way,
  )
  return found ? `/sys/${found[1]}` : undefined
}

function text(host: Host, path: string): string {
  try {
    return host.readTextNow(path).trim()
  } catch {
    return ''
  }
}

/** Some bridges fill theirs with zeros or blanks. */
function plainSerial(serial: string): string {
  const plain = serial.replaceAll(/[^\w-]/g, '').slice(0, 64)
  return /^0*$/.test(plain) ? '' : plain
}
