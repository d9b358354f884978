import { createHash } from 'node:crypto'
import { Buffer } from 'node:buffer'
import { dictionaryMark } from './binary-kind.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { FrameError } from './frame-error.ts'
import { checksumBytes } from './frame.ts'
import { limits } from './limits.ts'
import { decodeSeries, encodeSeries } from './series-codec.ts'
import type { SeriesDescriptor } from './series.ts'

/**
 * An agent's dictionary is an append-only list of series; a row names a series by its place. Both
 * sides know how much of it they share by count and chain hash, so that a reconnection does not
 * repeat 15,000 announcements.
 */
export interface DictionaryPart {
  /** Place of the first descriptor in the agent's dictionary. */
  readonly firstIndex: number
  readonly descriptors: readonly SeriesDescriptor[]
}

/** Chain hash of an empty dictionary. */
export const emptyDictionaryHash = '0'.repeat(32)

/**
 * Hash of a dictionary with one more entry, 32 hex digits: the first 16 bytes of SHA-256 over the
 * previous hash's 16 bytes and the descriptor's canonical bytes.
 */
export function chainHash(previousHash: string, descriptor: SeriesDescriptor): string {
  const hash = createHash('sha256').update(Buffer.from(previousHash, 'hex'))
  return hash.update(encodeSeries(descriptor)).digest('hex').slice(0, 32)
}

/** Equal for equal descriptors and for no others: the key under which an agent finds an index. */
export function seriesKey(descriptor: SeriesDescriptor): string {
  return Buffer.from(encodeSeries(descriptor)).toString('latin1')
}

/** Announces entries in as many messages as the frame limit asks for. FrameError: bad_series. */
export function encodeDictionary(
  firstIndex: number,
  descriptors: readonly SeriesDescriptor[],
): Uint8Array<ArrayBuffer>[] {
  const messages: Uint8Array<ArrayBuffer>[] = []
  const entries = new ByteWriter()
  let start = 0
  for (const [index, descriptor] of descriptors.entries()) {
    const entry = encodeSeries(descriptor)
    if (entries.length + entry.length > entryBytesMax) {
      messages.push(closeMessage(firstIndex + start, index - start, entries))
      entries.truncate(0)
      start = index
    }
    entries.raw(entry)
  }
  if (start < descriptors.length)
    messages.push(closeMessage(firstIndex + start, descriptors.length - start, entries))
  return messages
}

/** Magic, first index, count and checksum around the entries. */
const entryBytesMax = limits.frameBytesMax - 32

function closeMessage(
  firstIndex: number,
  count: number,
  entries: ByteWriter,
): Uint8Array<ArrayBuffer> {
  const message = new ByteWriter(entries.length + 32)
  message.u8(dictionaryMark)
  message.varint(firstIndex)
  message.varint(count)
  message.raw(entries.view())
  message.u32(crc32(message.view()))
  return message.copy()
}

/** Throws FrameError for anything malformed or over a limit. */
export function decodeDictionary(bytes: Uint8Array): DictionaryPart {
  const end = bytes.length - checksumBytes
  if (bytes.length > limits.frameBytesMax)
    throw new FrameError('too_long', `A dictionary message of ${bytes.length} bytes.`)
  if (end < 1) throw new FrameError('truncated', 'Not even a checksum.')
  const reader = new ByteReader(bytes, 0, end)
  if (reader.u8() !== dictionaryMark) throw new FrameError('bad_magic', 'Not a dictionary message.')
  if (crc32(bytes.subarray(0, end)) !== new ByteReader(bytes, end).u32())
    throw new FrameError('bad_checksum', 'The checksum does not fit.')
  const firstIndex = reader.varint()
  const count = reader.varint()
  if (count === 0 || firstIndex + count > limits.seriesPerAgentMax)
    throw new FrameError('bad_series', `Series ${firstIndex} and ${count} more: over the limit.`)
  const descriptors: SeriesDescriptor[] = []
  for (let index = 0; index < count; index++) descriptors.push(decodeSeries(reader))
  if (reader.remaining > 0) throw new FrameError('too_long', 'Bytes follow the last entry.')
  return { firstIndex, descriptors }
}
