/**
 * Serial number and UUID in the firmware's own tables (SMBIOS 3.7, sections 6.1 and 7.2). Windows
 * keeps them behind a header of 8 bytes whose last four are the length of the rest.
 */
const structuresMax = 1024
const headerBytes = 8
const system = 1
const endOfTable = 127

/** Total: bytes of any kind give at least an empty answer. */
export function smbiosIds(bytes: Buffer): {
  readonly serial?: string | undefined
  readonly uuid?: string | undefined
} {
  const hasHeader =
    bytes.length > headerBytes && bytes.readUInt32LE(4) === bytes.length - headerBytes
  let at = hasHeader ? headerBytes : 0
  for (let count = 0; count < structuresMax && at + 4 <= bytes.length; count++) {
    const type = bytes[at]
    const length = bytes[at + 1] ?? 0
    const end = at + length
    if (length < 4 || end > bytes.length || type === endOfTable) return {}
    const texts = textsAt(bytes, end)
    if (type === system) {
      const serial = length > 7 ? texts.list[(bytes[at + 7] ?? 0) - 1] : undefined
      return { serial, uuid: length >= 24 ? uuidAt(bytes, at + 8) : undefined }
    }
    at = texts.end
  }
  return {}
}

/** Texts end with a zero byte each, and the list of them with one more. */
function textsAt(
  bytes: Buffer,
  start: number,
): { readonly list: readonly (string | undefined)[]; readonly end: number } {
  const list: (string | undefined)[] = []
  let at = start
  if (bytes[at] === 0) return { list, end: at + 2 }
  while (at < bytes.length && bytes[at] !== 0) {
    const zero = bytes.indexOf(0, at)
    const end = zero < 0 ? bytes.length : zero
    const text = bytes.toString('latin1', at, Math.min(end, at + 200)).trim()
    list.push(text === '' ? undefined : text)
    at = end + 1
  }
  return { list, end: at + 1 }
}

/** The first three groups are little-endian since SMBIOS 2.6; all zeros or ones: not set. */
function uuidAt(bytes: Buffer, at: number): string | undefined {
  const raw = bytes.subarray(at, at + 16)
  if (raw.length < 16 || raw.every((byte) => byte === 0) || raw.every((byte) => byte === 0xff)) {
    return undefined
  }
  const ordered = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((i) => raw[i] ?? 0)
  const hex = Buffer.from(ordered).toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
