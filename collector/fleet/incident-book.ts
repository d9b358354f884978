/**
 * Incidents as an officer reads them. Nothing is kept beside the alerts and what the hosts tell of
 * their presence: the same history gives the same incidents, whenever it is read.
 */
import type { Rule } from '../../config/rule.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { Presence } from '../model/hosts.ts'
import type {
  IncidentKind,
  IncidentsDoor,
  IncidentStory,
  IncidentSummary,
  LostHost,
  OutageCause,
  PowerCut,
} from '../state/incident-nouns.ts'
import type { IncidentsRepository } from '../state/incidents.ts'
import { outageCause } from './outage-cause.ts'
import { presenceLine, spansOf, type PresenceSpan, type PresenceStore } from './presence-line.ts'

export interface IncidentBookParts {
  readonly incidents: IncidentsRepository
  readonly store: PresenceStore
  readonly cuts: (fromMs: number, toMs: number, siteId?: string) => Promise<readonly PowerCut[]>
  readonly rules: () => readonly Rule[]
  readonly clock: Clock
}
const listMax = 200
/** A power cut explains an incident that began so near to it. */
const nearMs = 20 * 60_000
const afterMs = 31 * 86_400_000

export class IncidentBook implements IncidentsDoor {
  readonly #parts: IncidentBookParts
  constructor(parts: IncidentBookParts) {
    this.#parts = parts
  }
  /** Open at some time between these, newest first. */
  async list(fromMs: number, toMs: number): Promise<readonly IncidentSummary[]> {
    const { incidents, cuts } = this.#parts
    const ruleIds = [...this.#kinds().keys()]
    const roots = await incidents.roots({ ruleIds, fromMs, toMs, limit: listMax })
    const counts = await incidents.hostCounts(roots.map(({ id }) => id))
    const earliestMs = Math.min(toMs, ...roots.map(beganOf)) - nearMs
    const known = await cuts(earliestMs, toMs)
    return roots.map((alert) => {
      const kind = this.#kindOf(alert)
      const cut = cutOf(alert, known)
      const hostCount = counts.get(alert.id) ?? (alert.hostId === null ? 0 : 1)
      return { ...summaryOf(alert, kind), hostCount, cause: likelyCause(alert, kind, cut) }
    })
  }
  async story(id: string): Promise<IncidentStory | undefined> {
    const { incidents, cuts } = this.#parts
    const alert = await incidents.get(id)
    if (!alert || !this.#kinds().has(alert.ruleId)) return undefined
    const kind = this.#kindOf(alert)
    const parts = await incidents.parts(id)
    const ids = [id, ...parts.map((part) => part.id)]
    const hosts = await this.#hosts(alert)
    const beganMs = beganOf(alert)
    const near =
      alert.siteId === null ? [] : await cuts(beganMs - nearMs, beganMs + nearMs, alert.siteId)
    return {
      ...summaryOf(alert, kind),
      hostCount: hosts.length,
      cause: outageCause(kind, hosts),
      hosts,
      powerCut: cutOf(alert, near) ?? null,
      parts,
      transitions: await incidents.transitions(ids),
      mails: await incidents.mails(ids),
    }
  }
  async #hosts(alert: AlertRecord): Promise<readonly LostHost[]> {
    const members = await this.#parts.incidents.hosts(alert.id)
    const own = alert.hostId === null ? [] : [{ hostId: alert.hostId, lostMs: beganOf(alert) }]
    const lost = new Map([...members, ...own].map((one) => [one.hostId, one.lostMs]))
    const found: LostHost[] = []
    for (const [hostId, lostMs] of lost) found.push(await this.#absence(hostId, lostMs))
    return found.toSorted((a, b) => a.lostMs - b.lostMs || (a.hostId < b.hostId ? -1 : 1))
  }
  /** Its absence as its presence tells it by now: later evidence corrects what was first written. */
  async #absence(hostId: string, lostMs: number): Promise<LostHost> {
    const { store, clock } = this.#parts
    const toMs = Math.min(clock.now() + 1, lostMs + afterMs)
    const { points } = await presenceLine(store, hostId, lostMs - nearMs, toMs)
    const spans = spansOf(points)
    const away = spans.filter((span) => span.toMs > lostMs && span.word !== 'online')
    const [first] = away
    if (!first) return { hostId, lostMs, backMs: lostMs, word: 'online' }
    const back = spans.find((span) => span.word === 'online' && span.fromMs >= first.toMs)
    return { hostId, lostMs, backMs: back?.fromMs ?? null, word: wordOf(away, back) }
  }
  #kindOf(alert: AlertRecord): IncidentKind {
    return this.#kinds().get(alert.ruleId) ?? 'computer'
  }
  /** Rules whose alerts are incidents: silence of what must be there. */
  #kinds(): ReadonlyMap<string, IncidentKind> {
    const kinds = new Map<string, IncidentKind>()
    for (const rule of this.#parts.rules()) {
      if (rule.kind !== 'silence') continue
      const kind = kindOfRule[rule.of]
      const alwaysOn = rule.levels.some(({ after }) => after.unit === 'milliseconds')
      if (kind !== undefined && (kind !== 'computer' || alwaysOn)) kinds.set(rule.id, kind)
    }
    return kinds
  }
}

const kindOfRule: Readonly<Record<string, IncidentKind>> = {
  site: 'site',
  parent: 'device',
  unsteady: 'unsteady',
  host: 'computer',
  collector: 'collector',
}

/** Of several words of one absence the best founded one. */
function wordOf(away: readonly PresenceSpan[], back: PresenceSpan | undefined): Presence {
  const until = back?.fromMs ?? Infinity
  const words = away.filter(({ fromMs }) => fromMs < until).map(({ word }) => word)
  if (words.includes('power_lost')) return 'power_lost'
  return words.at(-1) ?? 'unreachable'
}

function beganOf({ values, openedAtMs }: AlertRecord): number {
  const since = values['since']
  return typeof since === 'number' ? since * 1000 : openedAtMs
}

function summaryOf(alert: AlertRecord, kind: IncidentKind) {
  return { id: alert.id, kind, alert, beganMs: beganOf(alert), endedMs: alert.clearedAtMs }
}

function cutOf(alert: AlertRecord, cuts: readonly PowerCut[]): PowerCut | undefined {
  const beganMs = beganOf(alert)
  return cuts.find(
    ({ siteId, fromMs }) => siteId === alert.siteId && Math.abs(fromMs - beganMs) <= nearMs,
  )
}

/** For the list, without asking every host. */
function likelyCause(
  alert: AlertRecord,
  kind: IncidentKind,
  cut: PowerCut | undefined,
): OutageCause {
  if (kind === 'collector') return 'collector'
  if (cut) return 'power'
  if (kind === 'site') return alert.clearedAtMs === null ? 'unknown' : 'wan'
  return kind === 'computer' ? 'computer' : 'device'
}
