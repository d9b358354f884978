/** What the engine remembers, as text by subject: written with each flush, read after a start. */
import type { AlertChange } from '../state/alert-engine.ts'
import type { AlertRecord } from '../model/alerts.ts'
import { isGroup, type Memory } from './check.ts'
import type { Judge } from './judge.ts'
import type { PresenceBoard } from './presence-board.ts'

export interface Remembered {
  /** Per host: memory of its series by series id. */
  readonly series: ReadonlyMap<string, Record<string, Memory>>
  /** Per host, by rule; per `site:<id>` and `way:<id>`. */
  readonly presence: (subject: string) => Readonly<Record<string, Memory>>
  readonly open: ReadonlyMap<string, AlertRecord>
}

export function remember(
  states: ReadonlyMap<string, string>,
  open: readonly AlertRecord[],
): Remembered {
  const series = new Map<string, Record<string, Memory>>()
  const presence = new Map<string, Readonly<Record<string, Memory>>>()
  for (const [subject, text] of states) {
    const memory = readMemory(text)
    if (/^(site|way):/.test(subject)) {
      presence.set(subject, memory)
      continue
    }
    if (isGroup(memory['series'])) series.set(subject, { ...memory['series'] })
    if (isGroup(memory['host'])) presence.set(subject, memory['host'])
  }
  return {
    series,
    presence: (subject) => presence.get(subject) ?? {},
    open: new Map(open.map((alert) => [alert.id, alert])),
  }
}

/** A damaged memory is as if there were none: the next rows make it anew. */
function readMemory(text: string): Readonly<Record<string, Memory>> {
  try {
    const memory: Memory = JSON.parse(text)
    return isGroup(memory) ? memory : {}
  } catch {
    return {}
  }
}

/** The text of each of these hosts and of all sites. */
export function written(
  judge: Judge,
  board: PresenceBoard,
  hostIds: Iterable<string>,
): readonly (readonly [subject: string, state: string])[] {
  const hosts = [...hostIds].map((id) => {
    const memory = { series: judge.saveHost(id), host: board.saveHost(id) }
    return [id, JSON.stringify(memory)] as const
  })
  const sites = board.saveSites().map(([id, memory]) => [id, JSON.stringify(memory)] as const)
  return [...hosts, ...sites]
}

/** Keeps the open alerts in step with what has become durable; an event is never open. */
export function noteOpen(open: Map<string, AlertRecord>, changes: readonly AlertChange[]): void {
  for (const { alert, eventKey } of changes) {
    if (eventKey !== undefined) continue
    if (alert.clearedAtMs === null) open.set(alert.id, alert)
    else open.delete(alert.id)
  }
}
