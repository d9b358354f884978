import type { Clock } from '../../lib/clock.ts'
import type { LineLimits } from './limits.ts'

interface Bucket {
  bytes: number
  atMs: number
}

/** How many bytes each source may still send: a bucket that fills by the second. */
export class Budget {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #limits: Pick<LineLimits, 'bytesPerSecond' | 'bytesAtOnce'>
  readonly #buckets = new Map<string, Bucket>()

  constructor(
    clock: Pick<Clock, 'monotonic'>,
    limits: Pick<LineLimits, 'bytesPerSecond' | 'bytesAtOnce'>,
  ) {
    this.#clock = clock
    this.#limits = limits
  }
  /** Takes the bytes, or answers after how many seconds they will be there. */
  take(sourceId: string, bytes: number): number | undefined {
    const { bytesPerSecond, bytesAtOnce } = this.#limits
    const bucket = this.#of(sourceId)
    // A debt is allowed once: a body as large as the bucket must find it full, not fuller.
    if (bytes > 0 && bucket.bytes < Math.min(bytes, bytesAtOnce)) {
      return Math.max(1, Math.ceil((Math.min(bytes, bytesAtOnce) - bucket.bytes) / bytesPerSecond))
    }
    bucket.bytes -= bytes
    return undefined
  }
  #of(sourceId: string): Bucket {
    const { bytesPerSecond, bytesAtOnce } = this.#limits
    const nowMs = this.#clock.monotonic()
    let bucket = this.#buckets.get(sourceId)
    if (bucket === undefined) {
      this.#buckets.set(sourceId, (bucket = { bytes: bytesAtOnce, atMs: nowMs }))
    }
    const gained = ((nowMs - bucket.atMs) / 1000) * bytesPerSecond
    bucket.bytes = Math.min(bytesAtOnce, bucket.bytes + gained)
    bucket.atMs = nowMs
    return bucket
  }
}
