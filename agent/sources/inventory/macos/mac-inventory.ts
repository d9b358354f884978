/** From system_profiler's property list, whose keys are not translated. */
import type { Inventory, InventoryDisk } from '../../../../contract/catalogue/inventory.ts'
import { Unknown, type Host } from '../../../host/host.ts'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../../parts/narrow.ts'
import { parsePlist, plistList } from '../../parts/plist.ts'
import { machineMakers } from '../computer.ts'
import { realMac } from '../network.ts'
import { softwareFacts, type SoftwareFacts } from '../software.ts'

const mebibyte = 1024 * 1024
const disksMax = 64
const timeoutMs = 60_000
const words = ['-xml', 'SPHardwareDataType', 'SPStorageDataType']

export async function macInventory(host: Host): Promise<Inventory> {
  const { stdout } = await host.run('/usr/sbin/system_profiler', words, { timeoutMs })
  const parts = plistList(parsePlist(stdout)).map(fieldsOf)
  const hardware = fieldsOf(itemsOf(parts, 'SPHardwareDataType')[0])
  if (Object.keys(hardware).length === 0) {
    throw new Unknown('bad_output', 'system_profiler printed something else than hardware')
  }
  const model = textOf(hardware['machine_model'])
  const virtual = machineMakers.test(`${model} ${textOf(hardware['machine_name'])}`)
  return {
    computer: {
      manufacturer: 'Apple Inc.',
      model,
      serial: textOf(hardware['serial_number']),
      form: virtual ? 'virtual' : formOf(textOf(hardware['machine_name'])),
      bios: textOf(hardware['boot_rom_version']),
      virtual,
    },
    os: await readOs(host),
    cpu: processorOf(host, hardware),
    memory: { totalBytes: Math.round(host.memory().totalBytes / mebibyte) * mebibyte },
    disks: disksOf(itemsOf(parts, 'SPStorageDataType').map(fieldsOf)),
    network: networkOf(host),
    ...softwareOf(host),
  }
}

function itemsOf(parts: readonly Fields[], type: string): readonly unknown[] {
  return listOf(parts.find((part) => part['_dataType'] === type)?.['_items'])
}

function formOf(name = ''): string | undefined {
  if (name.startsWith('MacBook')) return 'laptop'
  if (name.startsWith('iMac')) return 'all-in-one'
  return name.startsWith('Mac') ? 'desktop' : undefined
}

/** "ProductName:\tmacOS" and "ProductVersion:\t14.5", in no language but English. */
async function readOs(host: Host): Promise<Inventory['os']> {
  const { stdout } = await host.run('/usr/bin/sw_vers', [])
  const value = (key: string): string | undefined =>
    textOf(new RegExp(`^${key}:[ \\t]*(.{1,100})$`, 'm').exec(stdout)?.[1])
  const { release, arch, hostname } = host.facts()
  const version = value('ProductVersion')
  const name = value('ProductName') ?? 'macOS'
  return { name: version ? `${name} ${version}` : name, version, kernel: release, arch, hostname }
}

/** number_processors is "proc 8:4:4" on Apple's own processors and a number on Intel's. */
function processorOf(host: Host, hardware: Fields): Inventory['cpu'] {
  const told = hardware['number_processors']
  const cores = numberOf(told) ?? Number(/^proc (\d{1,4})/.exec(textOf(told) ?? '')?.[1])
  return {
    model: textOf(hardware['chip_type']) ?? host.facts().processorModel,
    sockets: numberOf(hardware['packages']),
    cores: cores > 0 ? cores : undefined,
    threads: host.facts().logicalProcessors,
  }
}

/** Volumes are told; several of them lie on one disk. */
function disksOf(volumes: readonly Fields[]): readonly InventoryDisk[] {
  const disks = new Map<string, InventoryDisk>()
  for (const volume of volumes) {
    const drive = fieldsOf(volume['physical_drive'])
    const name = textOf(drive['device_name'])
    const bytes = numberOf(volume['size_in_bytes'])
    if (!name || !bytes || disks.size >= disksMax) continue
    const before = disks.get(name)
    if (before && before.bytes >= bytes) continue
    disks.set(name, { name, bytes, model: name, kind: kindOf(drive) })
  }
  return [...disks.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function kindOf(drive: Fields): InventoryDisk['kind'] {
  const protocol = textOf(drive['protocol']) ?? ''
  if (textOf(drive['is_internal_disk']) === 'no' || protocol === 'USB') return 'removable'
  if (/^(?:Apple Fabric|PCI-Express|NVMe)/.test(protocol)) return 'nvme'
  const medium = textOf(drive['medium_type'])
  if (medium === 'ssd') return 'ssd'
  return medium === 'rotational' ? 'hdd' : 'unknown'
}

function networkOf(host: Host): Inventory['network'] {
  const macs = host.hardwareAddresses()
  return Object.entries(host.addresses())
    .map(([name, addresses]) => ({ name, mac: realMac(macs[name]), addresses }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Names alone: a version stands in each app's own folder. No Mac is without any: then nothing is told. */
function softwareOf(host: Host): SoftwareFacts {
  const apps = host.list('/Applications').filter((name) => name.endsWith('.app'))
  if (apps.length === 0) return {}
  return softwareFacts(apps.map((name) => ({ name: name.slice(0, -'.app'.length) })))
}
