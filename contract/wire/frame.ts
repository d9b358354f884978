import type { PackedRows } from './packed-rows.ts'

/** Live and history have separate delta contexts. */
export const frameKinds = ['live', 'history'] as const
export type FrameKind = (typeof frameKinds)[number]

/** The agent's clock under which a frame's rows were made. */
export interface FrameClock {
  /** The agent's own persistent boot counter. */
  readonly boot: number
  /** Wall time − uptime, milliseconds. */
  readonly offsetMs: number
}

export interface DecodedFrame {
  /** Rises within a session; live and history share the numbers. */
  readonly number: number
  readonly kind: FrameKind
  /** 32 hex digits. */
  readonly epoch: string
  readonly clock: FrameClock
  readonly urgent: boolean
  /** Series are dictionary indexes; sequence numbers rise from firstSeq to lastSeq, with gaps. */
  readonly rows: PackedRows
  readonly firstSeq: number
  readonly lastSeq: number
}

/** Bits of a frame's first byte, under its mark. */
export const frameFlags = {
  history: 1,
  urgent: 2,
  epochFollows: 4,
  clockFollows: 8,
  /** Contexts made by earlier frames of this kind are forgotten. */
  fresh: 16,
  /** Too many frames are in flight: this one will never serve as context. */
  noContext: 32,
} as const

/** A frame carries the lowest eight bits of its number. */
export const frameNumberModulus = 256

/** CRC at a frame's end. */
export const checksumBytes = 4

/**
 * Where a frame's CRC starts from: the context it builds on and its whole number, so that sides
 * which disagree about either refuse the frame instead of reading wrong values.
 */
export function frameSeed(fingerprint: number, number: number): number {
  return (fingerprint ^ Math.imul(number, 0x9e3779b1)) >>> 0
}
