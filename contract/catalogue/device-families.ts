/** What is read of devices without an agent: the only measurements that a device profile may fill. */
import { deviceIdentity } from './families/device-identity.ts'
import { deviceLink } from './families/device-link.ts'
import { deviceLoad } from './families/device-load.ts'
import { deviceSensor } from './families/device-sensor.ts'
import { deviceStorage } from './families/device-storage.ts'
import { interfaceFamily } from './families/interface.ts'
import { nasDisk } from './families/nas-disk.ts'
import { nasVolume } from './families/nas-volume.ts'
import { printerSupply } from './families/printer-supply.ts'
import { printer } from './families/printer.ts'
import { snmpDevice } from './families/snmp-device.ts'
import { ups } from './families/ups.ts'
import type { Measurement } from './grammar.ts'

export const deviceMeasurements = [
  snmpDevice,
  deviceIdentity,
  deviceLoad,
  deviceStorage,
  deviceSensor,
  deviceLink,
  interfaceFamily,
  printer,
  printerSupply,
  ups,
  nasDisk,
  nasVolume,
] as const satisfies readonly Measurement[]

const byName = new Map<string, Measurement>(deviceMeasurements.map((one) => [one.name, one]))

/** The measurement of that name, or undefined when devices are not measured by it. */
export function findDeviceMeasurement(name: string): Measurement | undefined {
  return byName.get(name)
}
