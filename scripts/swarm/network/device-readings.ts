/** What a device would tell its poller at a moment: a pure function of the device and the time. */
import { deviceIdentity } from '../../../contract/catalogue/families/device-identity.ts'
import { deviceLoad } from '../../../contract/catalogue/families/device-load.ts'
import { deviceSensor } from '../../../contract/catalogue/families/device-sensor.ts'
import { snmpDevice } from '../../../contract/catalogue/families/snmp-device.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { seedOf, smoothNoise } from '../random.ts'
import { devicePing } from './checks.ts'
import type { SimulatedDevice } from './devices.ts'
import type { DeviceTime } from './kinds.ts'
import { portReadings, portsUp } from './ports.ts'
import { linkReadings } from './wiring.ts'
import { printerReadings } from './printers.ts'
import { upsReadings } from './upses.ts'

const minute = 60_000

export function deviceReadings(device: SimulatedDevice, time: DeviceTime): readonly Reading[] {
  if (device.ill === 'silent') {
    return [
      devicePing(device, time),
      reading(snmpDevice, {}, { state: 'silent', reason: 'no_answer', kind: device.kind }),
    ]
  }
  return [
    devicePing(device, time),
    stateOf(device, time),
    identityOf(device),
    ...ownOf(device, time),
  ]
}

function ownOf(device: SimulatedDevice, time: DeviceTime): readonly Reading[] {
  if (device.kind === 'printer') return printerReadings(device, time)
  if (device.kind === 'ups') return upsReadings(device, time)
  return [
    ...portReadings(device, time),
    ...linkReadings(device),
    loadOf(device, time),
    ...sensorsOf(device, time),
  ]
}

function stateOf(device: SimulatedDevice, time: DeviceTime): Reading {
  const { kind } = device
  const hasPorts = kind !== 'printer' && kind !== 'ups'
  return reading(
    snmpDevice,
    {},
    {
      state: 'ok',
      reason: 'none',
      kind,
      uptime: Math.max(0, Math.floor((time.timeMs - time.bootMs) / 1000)),
      restarts: 0,
      ...(hasPorts && { interfaces: device.ports, interfaces_up: portsUp(device, time) }),
      duration_ms: 80 + (seedOf(device.name) % 200),
      requests: 4 + device.ports,
      retries: 0,
      bytes: 600 + device.ports * 180,
    },
  )
}

function identityOf({ name, vendor, model, site }: SimulatedDevice): Reading {
  return reading(
    deviceIdentity,
    {},
    {
      name,
      vendor,
      model,
      location: site,
      serial: `DEMO${seedOf(name).toString(36).toUpperCase()}`,
      description: `${vendor} ${model}`,
    },
  )
}

function loadOf(device: SimulatedDevice, { timeMs }: DeviceTime): Reading {
  const seed = seedOf(`${device.name} load`)
  const wave = smoothNoise(seed, timeMs / (8 * minute))
  return reading(
    deviceLoad,
    {},
    {
      cpu_percent: 6 + 30 * wave,
      memory_percent: 41 + 6 * wave,
      ...(device.kind === 'access_point' && { clients: Math.round(4 + 18 * wave) }),
      ...(device.kind === 'switch' && { poe_available: 370, poe_used: 20 + 12 * wave }),
    },
  )
}

function sensorsOf(device: SimulatedDevice, { timeMs }: DeviceTime): readonly Reading[] {
  if (device.kind !== 'switch') return []
  const temp = 38 + 7 * smoothNoise(seedOf(`${device.name} heat`), timeMs / (30 * minute))
  return [
    reading(deviceSensor, { sensor: 'System Temperature' }, { state: 'ok', temp, temp_high: 66 }),
    reading(deviceSensor, { sensor: 'Fan 1' }, { state: 'ok', rpm: 5200 }),
  ]
}
