/** Bytes that may still be spent; refills with time and never holds more than `most`. */
class Bucket {
  readonly #perSecond: number
  readonly #most: number
  #bytes: number
  #atMs: number

  constructor(perSecond: number, most: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#most = most
    this.#bytes = most
    this.#atMs = nowMs
  }
  available(nowMs: number): number {
    const seconds = Math.max(0, nowMs - this.#atMs) / 1000
    this.#bytes = Math.min(this.#most, this.#bytes + seconds * this.#perSecond)
    this.#atMs = nowMs
    return this.#bytes
  }
  spend(bytes: number): void {
    this.#bytes -= bytes
  }
}

export interface CreditSettings {
  readonly historyBytesPerSecondAgent: number
  readonly historyBytesPerSecondSite: number
  readonly creditEveryMs: number
}

/** One agent's share in the history budgets. */
export class HistoryClaim {
  readonly site: string | null
  readonly give: (rows: number) => void
  readonly #buckets: readonly [own: Bucket, ofSite: Bucket]
  /** Rows granted and not yet come, and what they were taken to weigh. */
  #rows = 0
  #bytes = 0
  /** Measured; begins with what a row of a 60-value sample takes. */
  #bytesPerRow = 60
  /** False until a round after the one in which it joined: the welcome must go first. */
  settledIn = false

  constructor(
    site: string | null,
    buckets: readonly [own: Bucket, ofSite: Bucket],
    give: (rows: number) => void,
  ) {
    this.site = site
    this.#buckets = buckets
    this.give = give
  }

  /** Less than this is left of what was granted. */
  hasLessThan(bytes: number): boolean {
    return this.#rows * this.#bytesPerRow < bytes
  }

  /** Rows for at most so many bytes, taken out of both budgets. */
  grant(bytesMax: number, nowMs: number): number {
    const bytes = Math.min(bytesMax, ...this.#buckets.map((bucket) => bucket.available(nowMs)))
    const rows = Math.floor(bytes / this.#bytesPerRow)
    if (rows < 1) return 0
    const weight = rows * this.#bytesPerRow
    for (const bucket of this.#buckets) bucket.spend(weight)
    this.#rows += rows
    this.#bytes += weight
    return rows
  }

  /** A history frame came: what it really weighed is put right in both budgets. */
  received(rows: number, bytes: number): void {
    if (rows < 1) return
    const granted = Math.min(rows, this.#rows)
    const weight = this.#rows === 0 ? 0 : (this.#bytes * granted) / this.#rows
    for (const bucket of this.#buckets) bucket.spend(bytes - weight)
    this.#rows -= granted
    this.#bytes -= weight
    this.#bytesPerRow += (bytes / rows - this.#bytesPerRow) / 8
  }
}

/**
 * History is asked for in rows, out of a budget of bytes per agent and per site (I3). What an
 * agent has not used is not given again, so idle agents take nothing from those that catch up.
 */
export class HistoryCredits {
  readonly #settings: CreditSettings
  readonly #now: () => number
  readonly #open: () => boolean
  readonly #sites = new Map<
    string | null,
    { readonly bucket: Bucket; readonly claims: Set<HistoryClaim> }
  >()

  /** `now` in monotonic milliseconds; `open` tells whether history may be asked for at all. */
  constructor(settings: CreditSettings, now: () => number, open: () => boolean) {
    this.#settings = settings
    this.#now = now
    this.#open = open
  }

  join(site: string | null, give: (rows: number) => void): HistoryClaim {
    const own = this.#bucket(this.#settings.historyBytesPerSecondAgent)
    let shared = this.#sites.get(site)
    if (shared === undefined) {
      const bucket = this.#bucket(this.#settings.historyBytesPerSecondSite)
      this.#sites.set(site, (shared = { bucket, claims: new Set() }))
    }
    const claim = new HistoryClaim(site, [own, shared.bucket], give)
    shared.claims.add(claim)
    return claim
  }

  leave(claim: HistoryClaim): void {
    // The site's bucket stays: an agent that reconnects every few seconds must not get a new one.
    this.#sites.get(claim.site)?.claims.delete(claim)
  }

  /** Rows for the welcome of an agent that has just joined. */
  first(claim: HistoryClaim): number {
    return this.#open() ? claim.grant(Infinity, this.#now()) : 0
  }

  /** Gives to all who have used theirs, each an equal part of what its site has. */
  distribute(): void {
    if (!this.#open()) return
    const { historyBytesPerSecondAgent, creditEveryMs } = this.#settings
    const lowBytes = (historyBytesPerSecondAgent * creditEveryMs) / 2000
    for (const { bucket, claims } of this.#sites.values()) {
      const hungry = [...claims].filter((claim) => claim.settledIn && claim.hasLessThan(lowBytes))
      for (const claim of claims) claim.settledIn = true
      const share = bucket.available(this.#now()) / Math.max(hungry.length, 1)
      for (const claim of hungry) {
        const rows = claim.grant(share, this.#now())
        if (rows > 0) claim.give(rows)
      }
    }
  }

  #bucket(bytesPerSecond: number): Bucket {
    const most = (2 * bytesPerSecond * this.#settings.creditEveryMs) / 1000
    return new Bucket(bytesPerSecond, most, this.#now())
  }
}
