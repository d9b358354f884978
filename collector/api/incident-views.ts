/** What the pages about ways, incidents and power are given. Types only. */

export interface WayItem {
  readonly id: string
  readonly name: string
}
export interface WayCandidate extends WayItem {
  readonly behind: boolean
  /** It stands in front: it cannot stand behind too. */
  readonly above: boolean
}
export interface WaysView {
  readonly above: readonly WayItem[]
  /** Those behind it first, then by name. */
  readonly candidates: readonly WayCandidate[]
  readonly candidateCount: number
  readonly behindCount: number
}
