import { Buffer } from 'node:buffer'
import { frameMark, frameMarkMask } from './binary-kind.ts'
import { ByteReader } from './bytes.ts'
import { ContextChain } from './context-chain.ts'
import { crc32 } from './crc32.ts'
import type { DeltaContext, SeriesOf } from './delta-context.ts'
import { FrameError } from './frame-error.ts'
import {
  checksumBytes,
  frameFlags,
  frameNumberModulus,
  frameSeed,
  type DecodedFrame,
  type FrameKind,
} from './frame.ts'
import { limits } from './limits.ts'
import type { FrameRevision } from './revision.ts'
import { decodeRows } from './row-decoder.ts'
import { timeMsMax } from './row-fault.ts'
import { RowsRoom } from './rows-room.ts'

export interface FrameReaderOptions {
  /** Epoch of this session's `hello`, 32 hex digits. */
  readonly sessionEpoch: string
  /** Undefined: not announced; a frame that uses it is refused. */
  readonly seriesOf: SeriesOf
  /** Agreed in `hello` and `welcome`; the first by default. */
  readonly revision?: FrameRevision
  /** Shared by readers that take turns; each has its own otherwise. */
  readonly room?: RowsRoom
}

interface FrameStart {
  readonly flags: number
  readonly number: number
  readonly base: number
  readonly kind: FrameKind
}

const epochBytes = 16
const bootMax = 2 ** 32

/** Reads the frames of one session. What it keeps between frames is two contexts, no more. */
export class FrameReader {
  readonly #options: FrameReaderOptions
  readonly #room: RowsRoom
  readonly #chains: Record<FrameKind, ContextChain | undefined> = {
    live: undefined,
    history: undefined,
  }
  #number = 0

  constructor(options: FrameReaderOptions) {
    this.#options = options
    this.#room = options.room ?? new RowsRoom()
  }

  /** Throws FrameError for anything malformed; the reader is then as if it had not come. */
  read(bytes: Uint8Array): DecodedFrame {
    if (bytes.length > limits.frameBytesMax)
      throw new FrameError('too_long', `A frame of ${bytes.length} bytes is over the limit.`)
    if (bytes.length < checksumBytes) throw new FrameError('truncated', 'Not even a checksum.')
    const reader = new ByteReader(bytes, 0, bytes.length - checksumBytes)
    const start = readStart(reader, this.#number)
    try {
      return this.#readFrame(bytes, reader, start)
    } catch (error) {
      if (error instanceof FrameError) error.frame = start.number
      throw error
    }
  }

  #readFrame(bytes: Uint8Array, reader: ByteReader, start: FrameStart): DecodedFrame {
    const chain = this.#chainFor(start)
    const checksum = this.#check(bytes, start, chain)
    // The CRC proves that the sender stands at this base: it never goes back behind it.
    chain.moveTo(start.base)
    const frame = this.#readRows(reader, start, chain.context)
    if ((start.flags & frameFlags.noContext) !== 0) chain.context.rollback()
    else chain.keep(start.number, checksum)
    chain.newest = start.number
    this.#chains[start.kind] = chain
    this.#number = start.number
    if (this.#chains.history?.idleAt(start.number) === true) this.#chains.history = undefined
    return frame
  }

  #chainFor({ flags, kind }: FrameStart): ContextChain {
    const fresh = (flags & frameFlags.fresh) !== 0
    return (fresh ? undefined : this.#chains[kind]) ?? new ContextChain()
  }

  /** Checks base and CRC; gives the CRC. */
  #check(bytes: Uint8Array, { flags, base, number }: FrameStart, chain: ContextChain): number {
    const fingerprint = chain.fingerprintAt(base)
    if (fingerprint === undefined)
      throw new FrameError('unknown_base', `The context at frame ${base} is not held.`)
    const end = bytes.length - checksumBytes
    const checksum = crc32(bytes.subarray(0, end), frameSeed(fingerprint, number))
    if (checksum !== new ByteReader(bytes, end).u32())
      throw new FrameError('bad_checksum', 'The checksum does not fit the bytes and the context.')
    if ((flags & frameFlags.noContext) === 0 && chain.keptAfter(base) >= limits.framesInFlightMax)
      throw new FrameError('too_many_in_flight', 'Too many frames wait to become context.')
    return checksum
  }

  /** Leaves the changes open in the context; on failure it is as it was. */
  #readRows(reader: ByteReader, start: FrameStart, context: DeltaContext): DecodedFrame {
    context.begin()
    try {
      return this.#decode(reader, start, context)
    } catch (error) {
      context.rollback()
      throw error
    }
  }

  #decode(reader: ByteReader, start: FrameStart, context: DeltaContext): DecodedFrame {
    const { flags, number, kind } = start
    const epoch = this.#readEpoch(reader, flags)
    if ((flags & frameFlags.clockFollows) !== 0) readClock(reader, context)
    readRunStart(reader, context)
    const firstSeq = context.nextSeq
    const { seriesOf, revision } = this.#options
    decodeRows(reader, context, seriesOf, this.#room.begin(), revision)
    return {
      number,
      kind,
      epoch,
      clock: { boot: context.boot, offsetMs: context.offsetMs },
      urgent: (flags & frameFlags.urgent) !== 0,
      rows: this.#room.keep(),
      firstSeq,
      lastSeq: context.nextSeq - 1,
    }
  }

  #readEpoch(reader: ByteReader, flags: number): string {
    if ((flags & frameFlags.epochFollows) === 0) return this.#options.sessionEpoch
    return Buffer.from(reader.raw(epochBytes)).toString('hex')
  }
}

/** `newest`: number of the newest frame that was read. */
function readStart(reader: ByteReader, newest: number): FrameStart {
  const first = reader.u8()
  if ((first & frameMarkMask) !== frameMark) throw new FrameError('bad_magic', 'Not a frame.')
  const flags = first & ~frameMarkMask
  const number = numberAfter(newest, reader.u8())
  const distance = reader.varint()
  const fresh = (flags & frameFlags.fresh) !== 0
  if (distance >= number || (fresh && distance > 0))
    throw new FrameError('bad_header', 'The numbers of frame and base do not fit.')
  const kind = (flags & frameFlags.history) === 0 ? 'live' : 'history'
  return { flags, number, base: distance === 0 ? 0 : number - distance, kind }
}

/** The next number above `newest` that ends in the given eight bits. */
function numberAfter(newest: number, low: number): number {
  const next = newest + 1
  return next + ((low - next) & (frameNumberModulus - 1))
}

function readClock(reader: ByteReader, context: DeltaContext): void {
  context.boot += reader.signed()
  context.offsetMs += reader.signed()
  if (context.boot < 0 || context.boot > bootMax || Math.abs(context.offsetMs) > timeMsMax)
    throw new FrameError('out_of_range', 'The clock is out of range.')
}

/** Sets where the rows start in the context. */
function readRunStart(reader: ByteReader, context: DeltaContext): void {
  context.nextSeq += reader.signed()
  context.timeMs += context.stepMs + reader.signed()
  if (context.nextSeq < 0 || context.nextSeq >= Number.MAX_SAFE_INTEGER)
    throw new FrameError('out_of_range', 'The first sequence number is out of range.')
  if (Math.abs(context.timeMs) > timeMsMax)
    throw new FrameError('out_of_range', 'The first time is out of range.')
}
