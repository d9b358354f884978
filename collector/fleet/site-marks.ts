/** What the one agent that speaks for a thin site last said about each of its neighbours. */
export interface SiteBeat {
  readonly siteId: string
  readonly atMs: number
  readonly everyMs: number
  /** On or off by host id; a host of which nothing can be said is left out. */
  readonly marks: ReadonlyMap<string, boolean>
}
export interface Mark {
  readonly present: boolean
  /** When it was first said, without a contradiction since. */
  readonly sinceMs: number
  /** When it was said last. */
  readonly atMs: number
  /** How often it was said since then. */
  readonly beats: number
}
interface KeptMark extends Mark {
  readonly untilMs: number
}

/** A beat is late by half before what it said is forgotten. */
const freshBeats = 2.5
/** A site that spoke within this time is judged by its beat, also while it is silent. */
const siteBeats = 24

export class SiteMarks {
  readonly #marks = new Map<string, KeptMark>()
  readonly #sites = new Map<string, { readonly atMs: number; readonly everyMs: number }>()

  take({ siteId, atMs, everyMs, marks }: SiteBeat): void {
    this.#sites.set(siteId, { atMs, everyMs })
    const untilMs = atMs + freshBeats * everyMs
    for (const [hostId, present] of marks) {
      const before = this.of(hostId, atMs)
      const same = before?.present === present ? before : undefined
      const sinceMs = same?.sinceMs ?? atMs
      const beats = (same?.beats ?? 0) + 1
      this.#marks.set(hostId, { present, sinceMs, atMs, beats, untilMs })
    }
  }
  of(hostId: string, nowMs: number): Mark | undefined {
    const mark = this.#marks.get(hostId)
    if (mark === undefined || nowMs <= mark.untilMs) return mark
    this.#marks.delete(hostId)
    return undefined
  }
  /** How often the site speaks; undefined: nobody speaks for it. */
  beatMs(siteId: string, nowMs: number): number | undefined {
    const site = this.#sites.get(siteId)
    if (site === undefined || nowMs - site.atMs <= siteBeats * site.everyMs) return site?.everyMs
    this.#sites.delete(siteId)
    return undefined
  }
  forget(hostId: string): void {
    this.#marks.delete(hostId)
  }
}
