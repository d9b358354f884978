import { createHash } from 'node:crypto'
import type { MachineFacts } from '../contract/wire/messages.ts'
import type { Host } from './host/host.ts'
import { hardwareAddresses } from './sources/inventory/network.ts'
import { factText } from './sources/inventory/text.ts'

/** Keeps the machine id, which its makers call confidential, from being known outside. */
const label = 'mlinzi machine id 1\n'

/** What lets a re-enrolled machine be proposed as the same host. The collector sorts out junk. */
export function readMachineFacts(host: Host): MachineFacts {
  const serial = factText(host, '/sys/class/dmi/id/product_serial')
  const uuid = factText(host, '/sys/class/dmi/id/product_uuid')
  const id = factText(host, '/etc/machine-id') ?? factText(host, '/var/lib/dbus/machine-id')
  return {
    ...(serial ? { serial } : {}),
    ...(uuid ? { uuid: uuid.toLowerCase() } : {}),
    ...(id ? { machineId: createHash('sha256').update(label).update(id).digest('hex') } : {}),
    macs: [...hardwareAddresses(host)],
  }
}
