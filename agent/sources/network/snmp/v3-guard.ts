/**
 * net-snmp takes an answer without authentication for one with it. What is less protected than the
 * question was is dropped here; only reports may be plain, for they carry no value (RFC 3414, 3.2).
 */

interface Field {
  readonly tag: number
  readonly start: number
  readonly end: number
}
const reportTag = 0xa8
const authFlag = 1
const privFlag = 2

/** May this packet be handed on, when questions go out with that protection? */
export function isProtected(packet: Uint8Array, auth: boolean, priv: boolean): boolean {
  const message = fieldAt(packet, 0)
  const version = message && fieldAt(packet, message.start)
  const header = version && fieldAt(packet, version.end)
  const flags = header && flagsOf(packet, header)
  if (header === undefined || flags === undefined) return false
  if ((!auth || flags & authFlag) && (!priv || flags & privFlag)) return true
  const security = fieldAt(packet, header.end)
  const scoped = security && fieldAt(packet, security.end)
  const engine = scoped?.tag === 0x30 ? fieldAt(packet, scoped.start) : undefined
  const context = engine && fieldAt(packet, engine.end)
  const pdu = context && fieldAt(packet, context.end)
  return pdu?.tag === reportTag
}

/** Engine that a message of SNMPv3 names, in hexadecimal digits; undefined: no such message. */
export function engineIn(packet: Uint8Array): string | undefined {
  const message = fieldAt(packet, 0)
  const version = message && fieldAt(packet, message.start)
  if (version === undefined || packet[version.start] !== 3) return undefined
  const header = fieldAt(packet, version.end)
  const security = header && fieldAt(packet, header.end)
  const inner = security && fieldAt(packet, security.start)
  const engine = inner && fieldAt(packet, inner.start)
  return engine && Buffer.from(packet.subarray(engine.start, engine.end)).toString('hex')
}

function flagsOf(packet: Uint8Array, header: Field): number | undefined {
  const id = fieldAt(packet, header.start)
  const size = id && fieldAt(packet, id.end)
  const flags = size && fieldAt(packet, size.end)
  return flags === undefined ? undefined : packet[flags.start]
}

function fieldAt(packet: Uint8Array, at: number): Field | undefined {
  const tag = packet[at]
  const first = packet[at + 1]
  if (tag === undefined || first === undefined) return undefined
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  if (lengthBytes > 4) return undefined
  let length = first < 0x80 ? first : 0
  for (let n = 0; n < lengthBytes; n++) length = length * 256 + (packet[at + 2 + n] ?? 0)
  const start = at + 2 + lengthBytes
  return start + length > packet.length ? undefined : { tag, start, end: start + length }
}
