import type { CollectorMessage, ErrorCode } from '../../contract/wire/messages.ts'

/** A collector that this agent believes said no, and when to ask again. */
export class ConnectRefused extends Error {
  override name = 'ConnectRefused'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number
  constructor(error: Extract<CollectorMessage, { type: 'error' }>) {
    super(error.text)
    this.code = error.code
    this.retryable = error.retryable
    this.retryAfterMs = (error.retryAfterSeconds ?? 60) * 1000
  }
}

/** No address led to a collector; `errors` has one error for each, in the order of trying. */
export class ConnectFailed extends AggregateError {
  override name = 'ConnectFailed'
}
