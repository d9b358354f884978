import { createHash } from 'node:crypto'
import type { MachineFacts } from '../contract/wire/messages.ts'
import type { Host } from './host/host.ts'
import { macIds } from './sources/inventory/macos/platform.ts'
import { hardwareAddresses } from './sources/inventory/network.ts'
import { factText } from './sources/inventory/text.ts'
import { windowsIds } from './sources/inventory/windows/registry.ts'

/** Keeps the machine id, which its makers call confidential, from being known outside. */
const label = 'mlinzi machine id 1\n'

/** What the machine's maker and its system call it; it stays the same while the machine runs. */
export interface FirmwareIds {
  readonly serial?: string | undefined
  readonly uuid?: string | undefined
  /** Of the installed system; never sent as it is. */
  readonly systemId?: string | undefined
}

/** Starts programs on Windows and macOS; what cannot be read is left out. */
export async function readFirmwareIds(host: Host): Promise<FirmwareIds> {
  if (host.platform === 'win32') return await windowsIds(host)
  if (host.platform === 'darwin') return await macIds(host)
  return {
    serial: factText(host, '/sys/class/dmi/id/product_serial'),
    uuid: factText(host, '/sys/class/dmi/id/product_uuid'),
    systemId: factText(host, '/etc/machine-id') ?? factText(host, '/var/lib/dbus/machine-id'),
  }
}

/** What lets a re-enrolled machine be proposed as the same host. The collector sorts out junk. */
export function readMachineFacts(
  host: Host,
  { serial, uuid, systemId }: FirmwareIds,
): MachineFacts {
  return {
    ...(serial ? { serial } : {}),
    ...(uuid ? { uuid: uuid.toLowerCase() } : {}),
    ...(systemId
      ? { machineId: createHash('sha256').update(label).update(systemId).digest('hex') }
      : {}),
    macs: [...hardwareAddresses(host)],
  }
}
