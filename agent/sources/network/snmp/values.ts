/** Values as devices send them, which is not always what their MIB promises. */

/** Numbers; Counter64 above 2^53 as bigint; octets as bytes; object ids and IP addresses as text. */
export type Value = number | bigint | string | Uint8Array

const opaqueFloat = [0x9f, 0x78, 0x04] as const
const textMax = 512

/** The number, also one written as text ("45 C/113 F" is 45) or as net-snmp's float; else none. */
export function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value % 2n ** 53n)
  if (!(value instanceof Uint8Array)) return undefined
  if (value.length === 7 && opaqueFloat.every((byte, at) => value[at] === byte)) {
    const float = new DataView(value.buffer, value.byteOffset, 7).getFloat32(3)
    return Number.isFinite(float) ? float : undefined
  }
  return numberIn(textOf(value))
}

/** The first number of a text, if the text begins with it but for a sign or a word of the unit. */
export function numberIn(text: string | undefined): number | undefined {
  const match = text === undefined ? null : /^[^\d+-]{0,3}([+-]?\d+(?:[.,]\d+)?)/.exec(text.trim())
  return match?.[1] === undefined ? undefined : Number(match[1].replace(',', '.'))
}

/** A number that is not negative: negative ones stand for "unknown" in most MIBs. */
export function amountOf(value: Value | undefined): number | undefined {
  const number = numberOf(value)
  return number === undefined || number < 0 ? undefined : number
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const latin1 = new TextDecoder('latin1')
let chinese: TextDecoder | undefined

/**
 * The text in readable form, undefined when there is none: UTF-8, else GBK where all high bytes come
 * in pairs (firmware of Chinese makers), else Latin-1; without NUL, controls and wrapping quotes.
 */
export function textOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined
  const raw = value instanceof Uint8Array ? decode(value.subarray(0, textMax * 4)) : String(value)
  // eslint-disable-next-line no-control-regex
  const clean = raw.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
  const bare = /^"(.*)"$/.exec(clean)?.[1]?.trim() ?? clean.replace(/^"(?=[^"]*$)/, '')
  return bare === '' ? undefined : bare.slice(0, textMax)
}

function decode(bytes: Uint8Array): string {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  const used = bytes.subarray(0, end)
  try {
    return utf8.decode(used)
  } catch {
    // Not UTF-8: the two other encodings that are met in the field.
    chinese ??= new TextDecoder('gbk')
    return isPaired(used) ? chinese.decode(used) : latin1.decode(used)
  }
}

function isPaired(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    if ((bytes[at] ?? 0) < 0x81 || (bytes[++at] ?? 0) < 0xa1) return false
  }
  return true
}

/** Six bytes as 00:1a:2b:3c:4d:5e; undefined when it is no hardware address or all zero. */
export function macOf(value: Value | undefined): string | undefined {
  if (!(value instanceof Uint8Array) || value.length !== 6 || value.every((byte) => byte === 0)) {
    return undefined
  }
  return hexOf(value, ':')
}

/** Bytes in hexadecimal digits. */
export function hexOf(bytes: Uint8Array, between = ''): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(between)
}

/** The object id, without a leading dot. */
export function oidOf(value: Value | undefined): string | undefined {
  if (typeof value !== 'string') {
    const text = textOf(value)
    return text !== undefined && /^\.?\d+(\.\d+)+$/.test(text) ? text.replace(/^\./, '') : undefined
  }
  return value.replace(/^\./, '')
}

/** The bit counted from the first byte's highest, as BITS are numbered. */
export function bitOf(value: Value | undefined, bit: number): boolean {
  if (!(value instanceof Uint8Array)) return false
  return ((value[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0
}
