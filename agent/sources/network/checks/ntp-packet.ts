/**
 * A client's question to a time server and what its answer is worth (RFC 5905, figure 8, sections
 * 7.3, 7.4 and 14). Times are 64-bit: seconds since 1900 and their fraction; they wrap in 2036, so
 * only differences are reckoned with.
 */

export const packetBytes = 48

export interface NtpAnswer {
  readonly leap: number
  readonly stratum: number
  readonly reference: string
  /** Milliseconds. */
  readonly rootDelayMs: number
  readonly rootDispersionMs: number
  /** NTP times of its clock. */
  readonly receivedAt: bigint
  readonly sentAt: bigint
}

/** The question. `nonce`: random, in place of our time: it proves that the answer is to this one. */
export function question(nonce: Uint8Array): Buffer {
  const packet = Buffer.alloc(packetBytes)
  // Leap 0, version 4, mode 3 (client).
  packet[0] = (4 << 3) | 3
  packet.set(nonce.subarray(0, 8), 40)
  return packet
}

/** Undefined: not an answer to that question, to be passed over. */
export function readAnswer(packet: Buffer, nonce: Uint8Array): NtpAnswer | undefined {
  if (packet.length < packetBytes) return undefined
  const [first = 0, stratum = 0] = packet
  const isServer = (first & 7) === 4
  const version = (first >> 3) & 7
  if (!isServer || version < 1 || version > 4) return undefined
  if (!packet.subarray(24, 32).equals(nonce.subarray(0, 8))) return undefined
  return {
    leap: first >> 6,
    stratum,
    reference: referenceOf(packet.subarray(12, 16), stratum),
    rootDelayMs: shortMs(packet.readInt32BE(4)),
    rootDispersionMs: shortMs(packet.readUInt32BE(8)),
    receivedAt: packet.readBigUInt64BE(32),
    sentAt: packet.readBigUInt64BE(40),
  }
}

/** 1970 in seconds since 1900. */
const unixSeconds = 2_208_988_800n

export function ntpTime(unixMs: number): bigint {
  const whole = BigInt(Math.floor(unixMs))
  return BigInt.asUintN(64, (whole << 32n) / 1000n + (unixSeconds << 32n))
}

/** Right across the wrap of 2036, for clocks that are less than 68 years apart. */
export function differenceMs(later: bigint, earlier: bigint): number {
  return (Number(BigInt.asIntN(64, later - earlier)) / 2 ** 32) * 1000
}

/** 16.16 bits of seconds. */
function shortMs(value: number): number {
  return (value / 65_536) * 1000
}

/** Of a clock or a kiss its letters; of a server its IPv4 address, or a hash of its IPv6 address. */
function referenceOf(bytes: Buffer, stratum: number): string {
  if (stratum > 1 && stratum < 16) return [...bytes].join('.')
  return bytes.toString('latin1').replace(/[^\x21-\x7e]/g, '')
}
