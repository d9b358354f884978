import { crc32 as nativeCrc32 } from 'node:zlib'

/** CRC-32 (IEEE 802.3) of the bytes, continued from `seed`. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  return nativeCrc32(bytes, seed)
}
