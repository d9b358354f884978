/** Writes a zip that is the same, byte for byte, for the same content: fixed times, sorted names. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** With forward slashes, ASCII. */
  readonly name: string
  readonly bytes: Uint8Array
}

const localSignature = 0x04034b50
const centralSignature = 0x02014b50
const endSignature = 0x06054b50
const versionNeeded = 20
const methodDeflate = 8
/** The first moment that the format can tell: 1980-01-01 00:00. */
const fixedDate = (1 << 5) | 1
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/
/** The plain format ends there; what is larger would need zip64. */
const bytesMax = 0xffff_fffe

/** `level`: 1 (fast) to 9 (small). Throws for names that another system could read differently. */
export function writeZip(entries: readonly ZipEntry[], level = 9): Buffer {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const seen = new Set<string>()
  let offset = 0
  for (const { name, bytes } of sorted) {
    if (!namePattern.test(name) || name.includes('..') || seen.has(name.toLowerCase()))
      throw new Error(`Not a name for a zip, or there twice: ${name}`)
    seen.add(name.toLowerCase())
    const packed = deflateRawSync(bytes, { level })
    const header = entryHeader(name, bytes, packed.length)
    const local = Buffer.concat([word32(localSignature), header, Buffer.from(name)])
    directory.push(centralRecord(name, header, offset))
    parts.push(local, packed)
    offset += local.length + packed.length
    if (offset > bytesMax) throw new Error('The zip would be larger than 4 GB')
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...parts, central, endRecord(sorted.length, central.length, offset)])
}

/** The 26 bytes that the local and the central record have in common. */
function entryHeader(name: string, bytes: Uint8Array, packedBytes: number): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(versionNeeded, 0)
  header.writeUInt16LE(methodDeflate, 4)
  header.writeUInt16LE(fixedDate, 8)
  header.writeUInt32LE(crc32(bytes), 10)
  header.writeUInt32LE(packedBytes, 14)
  header.writeUInt32LE(bytes.length, 18)
  header.writeUInt16LE(name.length, 22)
  return header
}

function centralRecord(name: string, header: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2)
  madeBy.writeUInt16LE(versionNeeded)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([word32(centralSignature), madeBy, header, rest, Buffer.from(name)])
}

function endRecord(count: number, centralBytes: number, centralOffset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(centralBytes, 12)
  end.writeUInt32LE(centralOffset, 16)
  return end
}

function word32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
