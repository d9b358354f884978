import type { Inventory } from '../../../../contract/catalogue/inventory.ts'
import type { Host } from '../../../host/host.ts'
import { machineMakers } from '../computer.ts'
import { registryValues, windowsIds } from './registry.ts'
import { windowsNetwork } from './windows-network.ts'

const mebibyte = 1024 * 1024

/** Where there is no PowerShell: less, but who the machine is. Disks are not known there. */
export async function readRegistryInventory(host: Host): Promise<Inventory> {
  const bios = await registryValues(host, 'bios')
  const { serial } = await windowsIds(host)
  const { hostname, arch, release, system, processorModel, logicalProcessors } = host.facts()
  const manufacturer = bios.get('SystemManufacturer')
  const model = bios.get('SystemProductName')
  const virtual = machineMakers.test(`${manufacturer} ${model}`)
  return {
    computer: {
      manufacturer,
      model,
      serial,
      form: virtual ? 'virtual' : undefined,
      board: bios.get('BaseBoardProduct'),
      bios: bios.get('BIOSVersion'),
      virtual,
    },
    os: { name: system ?? 'Windows', kernel: release, arch, hostname },
    cpu: { model: processorModel?.replace(/\s+/g, ' '), threads: logicalProcessors },
    memory: { totalBytes: Math.round(host.memory().totalBytes / mebibyte) * mebibyte },
    disks: [],
    network: windowsNetwork(host, undefined),
  }
}
