export type FrameErrorCode =
  | 'truncated'
  | 'too_long'
  | 'bad_magic'
  | 'bad_header'
  | 'bad_checksum'
  | 'bad_number'
  | 'unknown_base'
  | 'too_many_in_flight'
  | 'unknown_series'
  | 'bad_row'
  | 'bad_text'
  | 'bad_series'
  | 'out_of_range'

/** A binary message that is refused as a whole; what was there before it is untouched (I5). */
export class FrameError extends Error {
  override name = 'FrameError'
  readonly code: FrameErrorCode
  /** The refused frame's number, where it could still be read. */
  frame: number | undefined

  constructor(code: FrameErrorCode, text: string) {
    super(text)
    this.code = code
  }
}
