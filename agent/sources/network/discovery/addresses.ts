/** IPv4 networks as lists of addresses, and hardware addresses. */
import net from 'node:net'
import { discoveryLimits } from '../../../../contract/wire/discovery.ts'

/**
 * All addresses of the network that a device can have, in ascending order; undefined: no IPv4
 * network, or one larger than is gone through (discoveryLimits.prefixMin).
 */
export function addressesOf(cidr: string): readonly string[] | undefined {
  const [text = '', bits = ''] = cidr.split('/')
  const prefix = /^\d{1,2}$/.test(bits) ? Number(bits) : Number.NaN
  if (!net.isIPv4(text) || !(prefix >= discoveryLimits.prefixMin && prefix <= 32)) return undefined
  const size = 2 ** (32 - prefix)
  const start = Buffer.from(text.split('.').map(Number)).readUInt32BE(0)
  const first = start - (start % size)
  // A /31 and a /32 have neither a name of their own nor a broadcast address (RFC 3021).
  const edge = prefix >= 31 ? 0 : 1
  return Array.from({ length: size - 2 * edge }, (_, at) => dotted(first + edge + at))
}

function dotted(word: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(word)
  return bytes.join('.')
}

/**
 * Made up by the system and no maker's (bit 1 of the first byte, IEEE 802): telephones and laptops
 * that hide who they are on Wi-Fi. Nothing else is told of them but that they are there.
 */
export function isMadeUp(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0
}

/** One device's address: no group's, no broadcast, not all zero. */
export function isDeviceMac(mac: string): boolean {
  const first = Number.parseInt(mac.slice(0, 2), 16)
  return (first & 1) === 0 && mac !== '00:00:00:00:00:00'
}
