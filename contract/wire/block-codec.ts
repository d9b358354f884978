import { ByteReader, ByteWriter } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { DeltaContext, type SeriesOf } from './delta-context.ts'
import { FrameError } from './frame-error.ts'
import { limits } from './limits.ts'
import { emptyPackedRows, type PackedRows } from './packed-rows.ts'
import { decodeRows } from './row-decoder.ts'
import { RowEncoder } from './row-encoder.ts'
import { RowError } from './row-error.ts'
import { rowBytesBound, timeMsMax } from './row-fault.ts'
import { unpackRows } from './row-packing.ts'
import type { Row } from './series.ts'

/** First byte of a chunk. */
const chunkMarks = { delta: 0x11, key: 0x12 } as const
/** A chunk starts anew from key rows so often. */
const chunksPerKey = 64
/** First sequence number and first time in front of a chunk's rows. */
const chunkOverheadMax = 24

/**
 * A block of the spool: chunks in the row codec, each with its length and CRC. A chunk's CRC goes
 * on from the chunk before it (a key chunk's starts at zero), so a lost chunk is noticed too.
 */
export class BlockEncoder {
  readonly #seriesOf: SeriesOf
  readonly #chunksPerKey: number
  readonly #payload = new ByteWriter(512)
  readonly #rows = new ByteWriter(512)
  #context = new DeltaContext()
  #checksum = 0
  #chunkCount = 0
  #rowCount = 0
  #byteLength = 0
  #firstSeq: number | undefined
  #lastSeq: number | undefined

  constructor(seriesOf: SeriesOf, options: { readonly chunksPerKey?: number } = {}) {
    this.#seriesOf = seriesOf
    this.#chunksPerKey = options.chunksPerKey ?? chunksPerKey
  }

  get rowCount(): number {
    return this.#rowCount
  }

  /** Of all chunks so far. */
  get byteLength(): number {
    return this.#byteLength
  }

  get firstSeq(): number | undefined {
    return this.#firstSeq
  }

  get lastSeq(): number | undefined {
    return this.#lastSeq
  }

  /**
   * Codes rows whose sequence numbers rise within the block; gives only the new bytes (none for no
   * rows). Throws RowError, with the block as it was, when a row cannot be carried.
   */
  append(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
    this.#check(rows)
    const into = new ByteWriter(256)
    let rest = rows
    while (rest.length > 0) rest = rest.slice(this.#appendChunk(rest, into))
    this.#rowCount += rows.length
    this.#byteLength += into.length
    this.#firstSeq ??= rows[0]?.seq
    this.#lastSeq = rows.at(-1)?.seq ?? this.#lastSeq
    return into.copy()
  }

  #check(rows: readonly Row[]): void {
    let previous = this.#lastSeq ?? -1
    for (const row of rows) {
      rowBytesBound(row, this.#seriesOf(row.series))
      if (row.seq <= previous)
        throw new RowError('bad_seq', `Sequence number ${row.seq} does not rise.`)
      previous = row.seq
    }
  }

  /** Writes as many rows as one chunk takes; gives their count. */
  #appendChunk(rows: readonly Row[], into: ByteWriter): number {
    const key = this.#chunkCount % this.#chunksPerKey === 0
    if (key) this.#context = new DeltaContext()
    const start = into.length
    const rowCount = this.#encodeRows(rows)
    into.u8(key ? chunkMarks.key : chunkMarks.delta)
    into.varint(this.#payload.length)
    into.raw(this.#payload.view())
    this.#checksum = crc32(into.view().subarray(start), key ? 0 : this.#checksum)
    into.u32(this.#checksum)
    this.#chunkCount++
    return rowCount
  }

  #encodeRows(rows: readonly Row[]): number {
    const context = this.#context
    const payload = this.#payload
    payload.truncate(0)
    payload.signed((rows[0]?.seq ?? 0) - context.nextSeq)
    payload.signed((rows[0]?.timeMs ?? 0) - context.timeMs)
    context.nextSeq = rows[0]?.seq ?? 0
    context.timeMs = rows[0]?.timeMs ?? 0
    const encoder = new RowEncoder(context, this.#seriesOf)
    this.#rows.truncate(0)
    let rowCount = 0
    for (const row of rows) {
      const room = limits.frameBytesMax - this.#rows.length - chunkOverheadMax
      if (rowCount === limits.rowsPerFrameMax || !encoder.encode(row, this.#rows, room)) break
      rowCount++
    }
    payload.raw(this.#rows.view())
    return rowCount
  }
}

export interface DecodedBlock {
  /** Series are dictionary indexes; sequence numbers rise. */
  readonly rows: Row[]
  /** Bytes up to the end of the last sound chunk. */
  readonly bytesRead: number
  /** False: what follows `bytesRead` is torn or corrupt; the rows before it are given. */
  readonly complete: boolean
  /** Why the rest could not be read. */
  readonly fault: FrameError | undefined
}

/** Rows of a block; never throws for what the bytes hold. */
export function decodeBlock(bytes: Uint8Array, seriesOf: SeriesOf): DecodedBlock {
  const packed = emptyPackedRows(Math.min(4096, 16 + bytes.length))
  const decoder = new ChunkDecoder(bytes, seriesOf, packed)
  let bytesRead = 0
  let fault: FrameError | undefined
  while (bytesRead < bytes.length && fault === undefined) {
    try {
      bytesRead = decoder.readChunk(bytesRead)
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      fault = error
    }
  }
  const rows = unpackRows(packed, seriesOf)
  return { rows, bytesRead, complete: fault === undefined, fault }
}

class ChunkDecoder {
  readonly #bytes: Uint8Array
  readonly #seriesOf: SeriesOf
  readonly #into: PackedRows
  #context = new DeltaContext()
  #checksum: number | undefined

  constructor(bytes: Uint8Array, seriesOf: SeriesOf, into: PackedRows) {
    this.#bytes = bytes
    this.#seriesOf = seriesOf
    this.#into = into
  }

  /** Reads the chunk that starts at a position; gives where the next one starts. */
  readChunk(start: number): number {
    const head = new ByteReader(this.#bytes, start)
    const magic = head.u8()
    const length = head.varint()
    if (length > limits.frameBytesMax)
      throw new FrameError('too_long', `A chunk of ${length} bytes.`)
    const payload = head.position
    head.raw(length)
    this.#check(start, head.position, magic, head.u32())
    const { length: lengthBefore, rowCount: rowsBefore } = this.#into
    try {
      this.#readRows(new ByteReader(this.#bytes, payload, payload + length))
    } catch (error) {
      this.#into.length = lengthBefore
      this.#into.rowCount = rowsBefore
      throw error
    }
    return head.position
  }

  #check(start: number, end: number, magic: number, checksum: number): void {
    if (magic !== chunkMarks.key && magic !== chunkMarks.delta)
      throw new FrameError('bad_magic', 'Not a chunk.')
    const seed = magic === chunkMarks.key ? 0 : this.#checksum
    if (seed === undefined)
      throw new FrameError('unknown_base', 'The block starts without key rows.')
    if (crc32(this.#bytes.subarray(start, end), seed) !== checksum)
      throw new FrameError('bad_checksum', 'The checksum of a chunk does not fit.')
    if (magic === chunkMarks.key) this.#context = new DeltaContext()
    this.#checksum = checksum
  }

  #readRows(reader: ByteReader): void {
    const context = this.#context
    context.nextSeq += reader.signed()
    context.timeMs += reader.signed()
    if (context.nextSeq < 0 || Math.abs(context.timeMs) > timeMsMax)
      throw new FrameError('out_of_range', 'The start of a chunk is out of range.')
    decodeRows(reader, context, this.#seriesOf, this.#into)
  }
}
