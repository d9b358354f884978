/** Incidents as the console shows them: the list, and one with all that explains it. */
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { Language } from '../model/office.ts'
import type { IncidentStory, IncidentSummary, LostHost } from '../state/incident-nouns.ts'
import type {
  IncidentHostItem,
  IncidentItem,
  IncidentStep,
  IncidentsView,
  IncidentView,
} from './incident-views.ts'
import type { ApiParts } from './parts.ts'
import { maySeeHost } from './visible.ts'
import type { Visit } from './visit.ts'

export const incidentDays = 90
const dayMs = 86_400_000
const namesMax = 12

export async function incidentsView(parts: ApiParts, visit: Visit): Promise<IncidentsView> {
  const { nowMs, language } = visit.frame
  const names = await namesOf(parts)
  const found = await parts.incidentBook.list(nowMs - incidentDays * dayMs, nowMs + 1)
  const seen = found.filter((one) => maySee(visit, one, names))
  return {
    days: incidentDays,
    incidents: seen.map((one) => itemOf(parts, one, names, language)),
  }
}

/** Undefined: there is none, or it is not for this user. */
export async function incidentView(
  parts: ApiParts,
  visit: Visit,
  id: string,
): Promise<IncidentView | undefined> {
  const story = await parts.incidentBook.story(id)
  const names = await namesOf(parts)
  if (!story || !maySee(visit, story, names)) return undefined
  const { language } = visit.frame
  const { fact, meaning, steps } = parts.describeAlert(story.alert, language)
  const { powerCut } = story
  return {
    item: itemOf(parts, story, names, language),
    fact,
    meaning,
    steps,
    hosts: story.hosts.map((host) => hostItem(host, names)),
    timeline: timelineOf(parts, story, names, language),
    cut: powerCut && { ...powerCut, hosts: powerCut.hostIds.length },
  }
}

interface Names {
  readonly hosts: ReadonlyMap<string, HostRecord>
  readonly sites: ReadonlyMap<string, string>
}

async function namesOf({ hosts, office }: ApiParts): Promise<Names> {
  const all = await hosts.all()
  const sites = await office.sites()
  return {
    hosts: new Map(all.map((host) => [host.id, host])),
    sites: new Map(sites.map(({ id, name }) => [id, name])),
  }
}

/** A head of department sees what is about a computer of the own department. */
function maySee({ user }: Visit, { alert }: IncidentSummary, { hosts }: Names): boolean {
  if (user.role !== 'head') return true
  const host = hosts.get(alert.hostId ?? '')
  return host !== undefined && maySeeHost(user, host)
}

function itemOf(
  { describeAlert }: ApiParts,
  { id, kind, cause, alert, beganMs, endedMs, hostCount }: IncidentSummary,
  { hosts, sites }: Names,
  language: Language,
): IncidentItem {
  const host = alert.hostId === null ? undefined : (hosts.get(alert.hostId)?.name ?? alert.hostId)
  const site = alert.siteId === null ? undefined : sites.get(alert.siteId)
  const where = host && site ? `${host} (${site})` : (host ?? site ?? null)
  const { title } = describeAlert(alert, language)
  return { id, kind, cause, severity: alert.severity, title, where, beganMs, endedMs, hostCount }
}

function hostItem({ hostId, lostMs, backMs, word }: LostHost, { hosts }: Names): IncidentHostItem {
  return { id: hostId, name: hosts.get(hostId)?.name ?? hostId, lostMs, backMs, presence: word }
}

function timelineOf(
  parts: ApiParts,
  story: IncidentStory,
  names: Names,
  language: Language,
): readonly IncidentStep[] {
  const part = new Map(story.parts.map((one) => [one.id, one]))
  const told = (alert: AlertRecord): string => {
    const host = names.hosts.get(alert.hostId ?? '')?.name
    const { title } = parts.describeAlert(alert, language)
    return host === undefined ? title : `${host}: ${title}`
  }
  const changes = story.transitions.flatMap(({ alertId, atMs, kind, by }): IncidentStep[] => {
    const of = part.get(alertId)
    if (of === undefined) return [{ atMs, kind, text: by ?? '', count: 1 }]
    if (kind !== 'opened' && kind !== 'cleared') return []
    return [{ atMs, kind: `part_${kind}`, text: told(of), count: 1 }]
  })
  const mails = story.mails
    .filter(({ state }) => state === 'sent')
    .map(({ name, sentAtMs, createdAtMs }): IncidentStep => {
      return { atMs: sentAtMs ?? createdAtMs, kind: 'mail', text: name, count: 1 }
    })
  const lost = together(story.hosts, names, 'lost', ({ lostMs }) => lostMs)
  const back = together(story.hosts, names, 'back', ({ backMs }) => backMs)
  const steps = [...lost, ...changes, ...mails, ...back]
  return steps.toSorted((a, b) => a.atMs - b.atMs || order[a.kind] - order[b.kind])
}

/** What is of one instant stands in the order of cause and effect. */
const order: Readonly<Record<IncidentStep['kind'], number>> = {
  lost: 0,
  opened: 1,
  worsened: 2,
  part_opened: 3,
  silenced: 4,
  acknowledged: 5,
  mail: 6,
  back: 7,
  part_cleared: 8,
  eased: 9,
  cleared: 10,
}

/** Hosts that went, or came, within the same five minutes are one line. */
function together(
  hosts: readonly LostHost[],
  { hosts: records }: Names,
  kind: 'lost' | 'back',
  timeOf: (host: LostHost) => number | null,
): readonly IncidentStep[] {
  const timed = hosts.flatMap((host) => {
    const atMs = timeOf(host)
    return atMs === null ? [] : [{ atMs, name: records.get(host.hostId)?.name ?? host.hostId }]
  })
  const groups: { atMs: number; names: string[] }[] = []
  for (const { atMs, name } of timed.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = groups.at(-1)
    if (last && atMs - last.atMs <= togetherMs) last.names.push(name)
    else groups.push({ atMs, names: [name] })
  }
  return groups.map(({ atMs, names }) => {
    const shown = names.toSorted().slice(0, namesMax)
    const more = names.length > namesMax ? ` (+${names.length - namesMax})` : ''
    return { atMs, kind, text: shown.join(', ') + more, count: names.length }
  })
}
const togetherMs = 300_000
