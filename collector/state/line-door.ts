/** What the pages of HTTP ask of the line protocol stage. Types only. */
import type { LineSource } from './line-sources.ts'

/** One write request, its body unpacked. */
export interface LineWrite {
  readonly source: LineSource
  readonly body: Uint8Array
  /** As the request names it; undefined: nanoseconds. */
  readonly precision: string | undefined
}
export interface LineFinding {
  /** The line, cut; empty when it is about several. */
  readonly line: string
  /** In InfluxDB's words where it has them. */
  readonly reason: string
  /** `unreadable`: no line protocol. `refused`: well written, and yet not stored. */
  readonly kind: 'unreadable' | 'refused'
}
export type LineAnswer =
  /** Durable. */
  | { readonly kind: 'stored' }
  /** Some lines are durable; these are not. */
  | {
      readonly kind: 'partial'
      readonly findings: readonly LineFinding[]
      /** Lines that were well written and yet not stored. */
      readonly dropped: number
    }
  /** Nothing of it is a point. */
  | { readonly kind: 'unreadable'; readonly findings: readonly LineFinding[] }
  | { readonly kind: 'bad_precision'; readonly known: readonly string[] }
  | { readonly kind: 'too_many_lines'; readonly linesMax: number }
  /** Not stored; the same request is welcome later. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }

export interface LineDoor {
  /**
   * Whether a body of so many bytes may be read now; a number is after how many seconds to come
   * again, with whose fault it is. Asked before a byte of it is read, and again when it is unpacked.
   */
  admit(
    sourceId: string,
    bytes: number,
  ): { readonly retryAfterSeconds: number; readonly of: 'source' | 'collector' } | undefined
  /** Resolves when all that can be stored is durable; never rejects for what was sent. */
  write(write: LineWrite): Promise<LineAnswer>
  /** Series that the source has. */
  seriesCount(source: string): number
}
