/** Every block carries a CRC-32 at its end: a damaged one is skipped, never believed. */
import { crc32 } from 'node:zlib'
import { ByteReader, type ByteWriter } from './bytes.ts'

export function sealed(out: ByteWriter): Uint8Array {
  out.reserve(4)
  const sum = crc32(out.bytes.subarray(0, out.at))
  for (let shift = 0; shift < 32; shift += 8) out.byte((sum >>> shift) & 255)
  return out.finish()
}

/** A reader at the first byte, or `undefined` when the bytes are not what was written. */
export function unsealed(bytes: Uint8Array): ByteReader | undefined {
  const end = bytes.length - 4
  if (end < 1) return undefined
  const sum = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true)
  return crc32(bytes.subarray(0, end)) === sum ? new ByteReader(bytes) : undefined
}
