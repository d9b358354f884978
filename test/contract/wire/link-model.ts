import { FrameError } from '../../../contract/wire/frame-error.ts'
import { FrameReader } from '../../../contract/wire/frame-reader.ts'
import { FrameWriter, type FrameInput } from '../../../contract/wire/frame-writer.ts'
import type { DecodedFrame } from '../../../contract/wire/frame.ts'
import type { FrameRevision } from '../../../contract/wire/revision.ts'
import { unpackRows } from '../../../contract/wire/row-packing.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'

export const sessionEpoch = 'ab'.repeat(16)
export const clock = { boot: 3, offsetMs: 1_759_990_000_123 }

type Answer = { readonly type: 'ack'; readonly frame: number } | { readonly type: 'refused' }

/** Both ends of a session, with the collector's answers on their way in a queue. */
export class LinkModel {
  readonly writer: FrameWriter
  readonly reader: FrameReader
  readonly seriesOf: (index: number) => SeriesDescriptor | undefined
  readonly #answers: Answer[] = []
  #settled = 0

  constructor(
    dictionary: readonly SeriesDescriptor[],
    frameBytesMax?: number,
    revision: FrameRevision = 1,
  ) {
    const seriesOf = (index: number): SeriesDescriptor | undefined => dictionary[index]
    const options = { sessionEpoch, seriesOf, revision }
    this.seriesOf = seriesOf
    this.writer = new FrameWriter(frameBytesMax ? { ...options, frameBytesMax } : options)
    this.reader = new FrameReader(options)
  }

  /** Sends rows in one frame; gives what was read, or undefined when it was refused. */
  send(
    input: Partial<FrameInput> & { rows: readonly Row[] },
    damage?: (bytes: Uint8Array) => void,
  ) {
    const { bytes, number, rowCount } = this.writer.write({
      kind: 'live',
      epoch: sessionEpoch,
      clock,
      urgent: false,
      ...input,
    })
    damage?.(bytes)
    const frame = this.receive(bytes)
    if (frame !== undefined) this.#settled = number
    return { bytes, number, rowCount, frame, rows: frame && unpackRows(frame.rows, this.seriesOf) }
  }

  receive(bytes: Uint8Array): DecodedFrame | undefined {
    try {
      return this.reader.read(bytes)
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      this.#answers.push({ type: 'refused' })
      return undefined
    }
  }

  /** The collector acknowledges what it has settled; the answer is on its way. */
  acknowledge(): void {
    this.#answers.push({ type: 'ack', frame: this.#settled })
  }

  /** The oldest answers arrive at the agent. */
  deliver(count = Number.POSITIVE_INFINITY): void {
    for (const answer of this.#answers.splice(0, count)) {
      if (answer.type === 'ack') this.writer.acknowledged(answer.frame)
      else this.writer.refused()
    }
  }
}
