export type RowErrorCode =
  | 'unknown_series'
  | 'field_count'
  | 'wrong_kind'
  | 'not_whole'
  | 'text_too_long'
  | 'row_too_large'
  | 'bad_time'
  | 'bad_seq'

/** A row that the codec cannot carry; nothing was written and no context has changed. */
export class RowError extends Error {
  override name = 'RowError'
  readonly code: RowErrorCode

  constructor(code: RowErrorCode, text: string) {
    super(text)
    this.code = code
  }
}
