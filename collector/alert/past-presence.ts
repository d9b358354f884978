/**
 * Rules about silence on the past: what was written of the presence of all computers is lived once
 * more by a board of its own. What was corrected afterwards (a power cut that the computer told of
 * when it was back) is taken as corrected.
 */
import type { Calendar } from '../../config/calendar.ts'
import type { ExpectedTime } from '../../config/expected-on.ts'
import type { Rule } from '../../config/rule.ts'
import type { ParentGraph } from '../../lib/parent-graph.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord, Presence } from '../model/hosts.ts'
import type { Site } from '../model/office.ts'
import type { AlertChange } from '../state/alert-engine.ts'
import type { HostView } from './check.ts'
import { Deadlines } from './deadlines.ts'
import { heardAt, noticedLine, type NoticedMark, type PresenceMark } from './past-marks.ts'
import { PresenceBoard, viewOf } from './presence-board.ts'
import { RuleBook, type PlaceNames } from './rule-book.ts'

/** The office as it stands today; how it stood then is not kept. */
export interface PastOffice {
  readonly sites: readonly Site[]
  readonly graph: ParentGraph
  readonly expected: (host: HostRecord) => ExpectedTime
  /** What is written of a host's presence, in the order of time, with what it was before `fromMs`. */
  readonly presence: (
    hostId: string,
    fromMs: number,
    toMs: number,
  ) => Promise<readonly PresenceMark[]>
}
export interface PastPresenceParts {
  /** All rules about silence, so that an incident explains what it explains. */
  readonly rules: readonly Rule[]
  readonly hosts: readonly HostRecord[]
  readonly names: PlaceNames
  readonly calendar: Calendar
  readonly office: PastOffice
  readonly lines: ReadonlyMap<string, readonly PresenceMark[]>
  readonly toMs: number
}

/** So many steps, then the collector does something else. */
const stepsAtOnce = 200

/** All alerts of the past that were told on their own; what an incident explains is its part. */
export async function pastPresence(parts: PastPresenceParts): Promise<readonly AlertRecord[]> {
  const replay = new Replay(parts)
  for (let steps = 1; replay.step(); steps++)
    if (steps % stepsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve))
  return replay.told()
}

class Replay {
  readonly #alerts = new Map<string, AlertRecord>()
  readonly #deadlines = new Deadlines()
  readonly #board: PresenceBoard
  readonly #marks: readonly NoticedMark[]
  readonly #views: ReadonlyMap<string, HostView>
  readonly #graph: ParentGraph
  readonly #toMs: number
  #at = 0
  #nowMs: number
  #cutOff = false

  constructor({ rules, hosts, names, calendar, office, lines, toMs }: PastPresenceParts) {
    const known = hosts.map((host) => {
      const postMs = postMsOf(office.sites, host)
      return [host, noticedLine(host.id, lines.get(host.id) ?? [], postMs)] as const
    })
    this.#marks = known.flatMap(([, of]) => of).sort((a, b) => a.noticedMs - b.noticedMs)
    this.#nowMs = this.#marks[0]?.noticedMs ?? toMs
    this.#toMs = toMs
    this.#graph = office.graph
    const now = (): number => this.#nowMs
    this.#views = new Map(known.map(([host, of]) => [host.id, replayView(host, of, now)]))
    let ids = 0
    this.#board = new PresenceBoard({
      book: new RuleBook(rules, names),
      calendar,
      expected: office.expected,
      sites: office.sites,
      graph: office.graph,
      powerCuts: () => 0,
      onBattery: () => new Set(),
      sink: {
        newId: () => `presence ${ids++}`,
        change: ({ alert }: AlertChange) => void this.#alerts.set(alert.id, alert),
      },
      deadlines: this.#deadlines,
      quietUntilMs: 0,
      views: this.#views,
      openAlert: () => undefined,
      remembered: () => ({}),
    })
    this.#board.begin(this.#nowMs)
  }
  /** One mark or deadline further; false: all that was is past. */
  step(): boolean {
    const mark = this.#marks[this.#at]
    const nextMs = this.#deadlines.nextMs() ?? Infinity
    const atMs = Math.min(mark?.noticedMs ?? Infinity, nextMs)
    if (atMs > this.#toMs) return false
    this.#nowMs = Math.max(this.#nowMs, atMs)
    if (nextMs <= this.#nowMs) this.#deadlines.take(this.#nowMs)?.due(this.#nowMs)
    else if (mark) {
      this.#at++
      this.#turn(mark)
    }
    return true
  }
  #turn({ hostId, word, timeMs }: NoticedMark): void {
    const view = this.#views.get(hostId)
    if (!view) return
    this.#collectorLine(hostId, view.presence, word, timeMs)
    view.presence = word
    view.presenceSinceMs = timeMs
    this.#board.presenceChanged(hostId, this.#nowMs)
  }
  /** Cut off with nothing declared before it: it was the collector's own network that was gone. */
  #collectorLine(hostId: string, before: Presence, word: Presence, timeMs: number): void {
    if (this.#graph.parentsOf(hostId).length > 0) return
    const gone = word === 'cut_off'
    if (gone === this.#cutOff || (!gone && before !== 'cut_off')) return
    this.#cutOff = gone
    this.#board.cutOff(gone ? timeMs : null, this.#nowMs)
  }
  told(): readonly AlertRecord[] {
    const folded = new Set(this.#board.folds().map(([alertId]) => alertId))
    return [...this.#alerts.values()].filter(
      ({ id, parentId }) => parentId === null && !folded.has(id),
    )
  }
}

function postMsOf(sites: readonly Site[], { siteId }: HostRecord): number {
  const profile = sites.find(({ id }) => id === siteId)?.profile ?? 'lan'
  return profile === 'lan' ? 60_000 : 300_000
}

/** Online it is heard all the time, up to the moment from which it was away. */
function replayView(record: HostRecord, line: readonly NoticedMark[], now: () => number): HostView {
  const view = viewOf({ ...record, presence: 'never_seen', presenceSinceMs: null }, 0)
  return Object.defineProperty(view, 'heardMs', { get: () => heardAt(line, now()) })
}
