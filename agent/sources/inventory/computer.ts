import type { Inventory } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import { factLines, factText } from './text.ts'

const dmi = '/sys/class/dmi/id'

/** SMBIOS 3.7 table 17: what the maker calls the case. */
export const forms: Readonly<Record<number, string>> = {
  3: 'desktop',
  4: 'desktop',
  5: 'desktop',
  6: 'desktop',
  7: 'desktop',
  8: 'laptop',
  9: 'laptop',
  10: 'laptop',
  11: 'handheld',
  13: 'all-in-one',
  14: 'laptop',
  15: 'desktop',
  16: 'desktop',
  17: 'server',
  23: 'server',
  24: 'server',
  28: 'server',
  29: 'server',
  30: 'tablet',
  31: 'laptop',
  32: 'laptop',
  35: 'desktop',
  36: 'desktop',
}
/** In the names of makers and models of virtual machines. */
export const machineMakers =
  /QEMU|KVM|VMware|VirtualBox|innotek|Xen|Bochs|OpenStack|Amazon EC2|Google Compute|Parallels|oVirt|Virtual Machine/i

/** Serial numbers are the administrator's to read; without that right they are left out. */
export function readComputer(host: Host): Inventory['computer'] {
  const manufacturer = factText(host, `${dmi}/sys_vendor`)
  const model = factText(host, `${dmi}/product_name`) ?? factText(host, '/proc/device-tree/model')
  const chassis = factText(host, `${dmi}/chassis_type`)
  const virtual = machineMakers.test(`${manufacturer} ${model}`) || underHypervisor(host)
  return {
    manufacturer,
    model,
    serial:
      factText(host, `${dmi}/product_serial`) ?? factText(host, '/proc/device-tree/serial-number'),
    form: virtual ? 'virtual' : forms[Number(chassis)],
    board: factText(host, `${dmi}/board_name`),
    bios: factText(host, `${dmi}/bios_version`),
    biosDate: isoDate(factText(host, `${dmi}/bios_date`)),
    virtual,
  }
}

/** Intel and AMD processors show it in a flag. */
function underHypervisor(host: Host): boolean {
  return factLines(host, '/proc/cpuinfo').some(
    (line) => line.startsWith('flags') && line.includes(' hypervisor'),
  )
}

/** SMBIOS writes 04/23/2021, month first. */
function isoDate(text: string | undefined): string | undefined {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '')
  return parts ? `${parts[3]}-${parts[1]}-${parts[2]}` : undefined
}
