/** Ports of switches, routers and access points: traffic by day, errors on one, links that are down. */
import { interfaceFamily } from '../../../contract/catalogue/families/interface.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { noise, seedOf, smoothNoise } from '../random.ts'
import type { SimulatedDevice } from './devices.ts'
import type { DeviceTime } from './kinds.ts'

const minute = 60_000
const hour = 60 * minute
/** Share of the sockets in which something is plugged. */
const usedShare = 0.6
/** The port whose cable is damaged. */
const damagedPort = 7
const damagedPercent = 2.4
const megabit = 1e6

export function portReadings(device: SimulatedDevice, time: DeviceTime): readonly Reading[] {
  return Array.from({ length: device.ports }, (_, at) => portReading(device, at + 1, time))
}

function portReading(device: SimulatedDevice, port: number, time: DeviceTime): Reading {
  const seed = seedOf(`${device.name} ${port}`)
  const uplink = isUplink(device, port)
  const damaged = device.ill === 'port_errors' && port === damagedPort
  const up = uplink || damaged || noise(seed, 1) < usedShare
  const gigabit = uplink || noise(seed, 2) < 0.7
  const speed = (gigabit ? 1000 : 100) * megabit
  const mean = uplink ? 60 * megabit : (0.2 + 6 * noise(seed, 3) ** 3) * megabit
  const inBits = up ? Math.round(mean * waveAt(seed, time.timeMs)) : 0
  const outBits = up ? Math.round(mean * 0.4 * waveAt(seed + 1, time.timeMs)) : 0
  const seconds = Math.max(0, (time.timeMs - time.bootMs) / 1000)
  const octets = (bits: number): number => (up ? Math.floor((seconds * bits) / 8) : 0)
  const packets = octets(mean) / 700
  return reading(
    interfaceFamily,
    { ifName: nameOf(device, port), ifDescr: longNameOf(device, port) },
    {
      ifIndex: port,
      ifType: device.kind === 'access_point' ? 71 : 6,
      ifAlias: uplink ? 'Njia kuu' : '',
      ifMtu: 1500,
      ifSpeed: up ? speed : 0,
      ifHighSpeed: up ? speed / megabit : 0,
      ifAdminStatus: 1,
      ifOperStatus: up ? 1 : 2,
      admin: 'up',
      oper: up ? 'up' : 'down',
      duplex: up ? 'full' : 'unknown',
      ifHCInOctets: octets(mean),
      ifHCOutOctets: octets(mean * 0.4),
      ifInErrors: damaged ? Math.floor((packets * damagedPercent) / 100) : 0,
      ifOutErrors: 0,
      ifInDiscards: 0,
      ifOutDiscards: 0,
      ifInUcastPkts: Math.floor(packets),
      ifOutUcastPkts: Math.floor(packets / 2),
      in_bits: inBits,
      out_bits: outBits,
      used_percent: up ? (100 * Math.max(inBits, outBits)) / speed : 0,
      error_percent: damaged ? damagedPercent : 0,
      discard_percent: 0,
      was_up: up,
      uplink,
      speed_lost: false,
      ...(device.kind === 'switch' && {
        poe: up && noise(seed, 4) < 0.1 ? 'delivering' : 'searching',
      }),
    },
  )
}

/** Quiet at night, busy in the morning and after lunch; with bursts. */
function waveAt(seed: number, timeMs: number): number {
  const hourOfDay = ((timeMs / hour + 3) % 24) - 7
  const working = hourOfDay > 0 && hourOfDay < 9 ? 1 : 0.08
  return working * (0.2 + 1.3 * smoothNoise(seed, timeMs / (4 * minute)))
}

function isUplink(device: SimulatedDevice, port: number): boolean {
  return port === (device.kind === 'switch' ? device.ports : 1)
}
function nameOf({ kind }: SimulatedDevice, port: number): string {
  if (kind === 'router') return `ether${port}`
  return kind === 'access_point' ? 'wlan0' : `Gi1/0/${port}`
}
function longNameOf(device: SimulatedDevice, port: number): string {
  return device.kind === 'switch' ? `GigabitEthernet1/0/${port}` : nameOf(device, port)
}
export function portsUp(device: SimulatedDevice, time: DeviceTime): number {
  return portReadings(device, time).filter(({ fields }) => fields['oper'] === 'up').length
}
