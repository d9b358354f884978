import { Buffer } from 'node:buffer'
import { frameMark } from './binary-kind.ts'
import { ByteWriter } from './bytes.ts'
import { ContextChain } from './context-chain.ts'
import { crc32 } from './crc32.ts'
import type { DeltaContext, SeriesOf } from './delta-context.ts'
import {
  checksumBytes,
  frameFlags,
  frameKinds,
  frameNumberModulus,
  frameSeed,
  type FrameClock,
  type FrameKind,
} from './frame.ts'
import { limits } from './limits.ts'
import type { FrameRevision } from './revision.ts'
import { RowEncoder } from './row-encoder.ts'
import { RowError } from './row-error.ts'
import type { Row } from './series.ts'

export interface FrameWriterOptions {
  /** Epoch of this session's `hello`, 32 hex digits. */
  readonly sessionEpoch: string
  readonly seriesOf: SeriesOf
  /** Agreed in `hello` and `welcome`; the first by default. */
  readonly revision?: FrameRevision
  /** The collector's limit, from `welcome`. */
  readonly frameBytesMax?: number
}
export interface FrameInput {
  readonly kind: FrameKind
  /** 32 hex digits; all rows are of this epoch and this clock. */
  readonly epoch: string
  readonly clock: FrameClock
  readonly urgent: boolean
  /** At least one; sequence numbers rise. */
  readonly rows: readonly Row[]
}
export interface WrittenFrame {
  readonly number: number
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Rows of the input that it holds; the caller sends the rest in another frame. */
  readonly rowCount: number
}

/** Makes the frames of one session. */
export class FrameWriter {
  readonly #options: FrameWriterOptions
  readonly #frameBytesMax: number
  readonly #frame = new ByteWriter(512)
  readonly #rows = new ByteWriter(512)
  readonly #chains: Record<FrameKind, ContextChain> = {
    live: new ContextChain(),
    history: new ContextChain(),
  }
  /** After a refusal the next frame of the kind makes the reader forget its contexts. */
  readonly #fresh = new Set<FrameKind>()
  /** Once refused, a frame builds on acknowledged ones only: its neighbours must not fall with it. */
  #careful = false
  #number = 0

  constructor(options: FrameWriterOptions) {
    this.#options = options
    this.#frameBytesMax = Math.min(
      options.frameBytesMax ?? limits.frameBytesMax,
      limits.frameBytesMax,
    )
  }

  /** Throws RowError, with nothing changed, when a row cannot be carried. */
  write(input: FrameInput): WrittenFrame {
    const number = this.#number + 1
    if (input.kind === 'history' && this.#chains.history.idleAt(number)) this.#restart('history')
    const chain = this.#chains[input.kind]
    const noContext = chain.full
    chain.moveTo(this.#careful ? chain.base : chain.newestUpTo(number))
    this.#writeHeader(number, input, chain, noContext)
    const rowCount = this.#writeRows(input, chain.context)
    this.#frame.raw(this.#rows.view())
    const checksum = crc32(this.#frame.view(), frameSeed(chain.fingerprint, number))
    this.#frame.u32(checksum)
    if (noContext) chain.context.rollback()
    else chain.keep(number, checksum)
    chain.newest = number
    this.#fresh.delete(input.kind)
    this.#number = number
    return { number, bytes: this.#frame.copy(), rowCount }
  }

  /** All frames up to this number are settled (`ack`): a base for sure. */
  acknowledged(frameNumber: number): void {
    for (const kind of frameKinds) {
      const chain = this.#chains[kind]
      const base = chain.newestUpTo(frameNumber)
      if (base !== chain.base) chain.moveTo(base)
    }
  }

  /**
   * The collector refused a frame (`error` bad_frame): both kinds start anew from key rows,
   * whatever the cause was. The refused rows go again in a new frame, and so do those of the frames
   * behind it, which built on it; from now on none builds on a frame that may yet be refused.
   */
  refused(): void {
    this.#careful = true
    for (const kind of frameKinds) this.#restart(kind)
  }

  #restart(kind: FrameKind): void {
    this.#chains[kind] = new ContextChain()
    this.#fresh.add(kind)
  }

  #writeHeader(number: number, input: FrameInput, chain: ContextChain, noContext: boolean): void {
    const frame = this.#frame
    const { context } = chain
    const { kind, epoch, clock } = input
    const epochFollows = epoch !== this.#options.sessionEpoch
    const clockFollows = clock.boot !== context.boot || clock.offsetMs !== context.offsetMs
    frame.truncate(0)
    frame.u8(
      frameMark |
        (kind === 'history' ? frameFlags.history : 0) |
        (input.urgent ? frameFlags.urgent : 0) |
        (epochFollows ? frameFlags.epochFollows : 0) |
        (clockFollows ? frameFlags.clockFollows : 0) |
        (this.#fresh.has(kind) ? frameFlags.fresh : 0) |
        (noContext ? frameFlags.noContext : 0),
    )
    frame.u8(number % frameNumberModulus)
    frame.varint(chain.base === 0 ? 0 : number - chain.base)
    if (epochFollows) frame.raw(Buffer.from(epoch, 'hex'))
    if (clockFollows) {
      frame.signed(clock.boot - context.boot)
      frame.signed(clock.offsetMs - context.offsetMs)
    }
  }

  /**
   * Writes first sequence number and time to the frame, and as many rows as fit to `#rows`; gives
   * their count and leaves the changes open in the context.
   */
  #writeRows(input: FrameInput, context: DeltaContext): number {
    const first = firstOf(input.rows)
    this.#frame.signed(first.seq - context.nextSeq)
    this.#frame.signed(first.timeMs - context.timeMs - context.stepMs)
    context.begin()
    context.nextSeq = first.seq
    context.timeMs = first.timeMs
    context.boot = input.clock.boot
    context.offsetMs = input.clock.offsetMs
    try {
      return this.#encodeRows(input.rows, context)
    } catch (error) {
      context.rollback()
      throw error
    }
  }

  #encodeRows(rows: readonly Row[], context: DeltaContext): number {
    const { seriesOf, revision } = this.#options
    const encoder = new RowEncoder(context, seriesOf, revision)
    const bytesMax = this.#frameBytesMax - this.#frame.length - checksumBytes
    this.#rows.truncate(0)
    let rowCount = 0
    for (const row of rows) {
      if (rowCount === limits.rowsPerFrameMax) break
      const room = rowCount === 0 ? undefined : bytesMax - this.#rows.length
      if (!encoder.encode(row, this.#rows, room)) break
      rowCount++
    }
    if (this.#rows.length > bytesMax)
      throw new RowError('row_too_large', `A row takes ${this.#rows.length} bytes.`)
    return rowCount
  }
}

function firstOf(rows: readonly Row[]): Row {
  const first = rows[0]
  if (first === undefined) throw new RangeError('a frame needs at least one row')
  return first
}
