/**
 * What the office's books say and no series tells: what became of each alert, what was an incident
 * and why, the register of power cuts. Written again with each mark of the outlet, each thing as one
 * point that keeps its place: what is told anew takes the place of what was told before.
 */
import { fiscalQuarter } from '../../config/fiscal.ts'
import type { LocalTime } from '../../config/office-time.ts'
import type { Clock } from '../../lib/clock.ts'
import type { UselessReason } from '../model/alerts.ts'
import type { Tier } from '../model/store.ts'
import type { AlertCase, AlertCases } from '../state/alert-cases.ts'
import type {
  IncidentsDoor,
  IncidentSummary,
  OutageCause,
  PowerCut,
  PowerDoor,
} from '../state/incident-nouns.ts'
import { linesOf } from './line-batch.ts'
import { integer, nanoseconds, seriesKey } from './line-protocol.ts'
import type { Sender } from './sender.ts'
import { noPlace, type SeriesLines } from './series-lines.ts'

export interface OfficeBooks {
  readonly cases: AlertCases
  readonly incidents: Pick<IncidentsDoor, 'list'>
  readonly power: PowerDoor
  readonly local: (ms: number) => LocalTime
}
interface BookNames {
  readonly lines: Pick<SeriesLines, 'hostTags'>
  readonly siteName: (siteId: string) => string | undefined
}

const dayMs = 86_400_000
/** Told again so long: until then a computer may still come back and say how it ended. */
const lookBackMs = 14 * dayMs
/** To a database that knows nothing yet. */
const wholeMs = 400 * dayMs
const casesMax = 5000
const linesAtOnce = 1000

/** Written and append-only, as the catalogue's states are. */
const uselessCodes: Readonly<Record<UselessReason, number>> = {
  not_true: 1,
  already_known: 2,
  not_important: 3,
  too_late: 4,
  repeated: 5,
}
const causeCodes: Readonly<Record<OutageCause, number>> = {
  unknown: 0,
  power: 1,
  wan: 2,
  device: 3,
  computer: 4,
  collector: 5,
}
const severityCodes = { info: 0, warning: 1, critical: 2 } as const

/** False: they could not be sent. @param whole everything of the past year, for a database that lost it. */
export async function sendBooks(
  {
    books,
    siteName,
    clock,
  }: Pick<BookNames, 'siteName'> & {
    readonly books?: OfficeBooks
    readonly clock: Clock
  },
  parts: {
    readonly lines: BookNames['lines']
    readonly sender: Pick<Sender, 'send'>
    readonly tier: Tier
  },
  whole: boolean,
): Promise<boolean> {
  if (books === undefined) return true
  const { lines, sender, tier } = parts
  const told = await bookLines(books, { lines, siteName }, clock.now(), whole)
  for (let at = 0; at < told.length; at += linesAtOnce)
    if (!(await sender.send(tier, linesOf(told.slice(at, at + linesAtOnce))))) return false
  return true
}

async function bookLines(
  { cases, incidents, power, local }: OfficeBooks,
  names: BookNames,
  nowMs: number,
  whole: boolean,
): Promise<readonly string[]> {
  const sinceMs = nowMs - (whole ? wholeMs : lookBackMs)
  const told = await cases.since(sinceMs, casesMax)
  const found = await incidents.list(sinceMs, nowMs + 1)
  const quarter = fiscalQuarter(local, sinceMs)
  const cuts = await power.cuts(quarter.fromMs, nowMs + 1)
  return [
    ...told.map((one) => caseLine(one, names)),
    ...found.map((one) => incidentLine(one, names, nowMs)),
    ...cutLines(cuts, names, local, nowMs),
  ]
}

/** One point for each alert, at the time when it began; times are seconds since then. */
function caseLine(one: AlertCase, names: BookNames): string {
  const { ruleId, object, severity, openedAtMs, acknowledgedAtMs, clearedAtMs, useless } = one
  const after = (name: string, atMs: number | null): string[] =>
    atMs === null ? [] : [integer(name, Math.max(0, Math.round((atMs - openedAtMs) / 1000)))]
  const fields = [
    integer('severity_code', severityCodes[severity]),
    integer('open', clearedAtMs === null ? 1 : 0),
    integer('part', Number(one.isPart)),
    integer('useless', useless === null ? 0 : 1),
    integer('useless_percent', useless === null ? 0 : 100),
    integer('useless_reason_code', useless === null ? 0 : uselessCodes[useless]),
    ...after('acknowledged_after', acknowledgedAtMs),
    ...after('cleared_after', clearedAtMs),
  ]
  const tags = [['rule', ruleId] as const, ['object', object === '' ? noPlace : object] as const]
  const key = seriesKey('alert_case', [...office(one, names), ...tags])
  return `${key} ${fields.join(',')} ${nanoseconds(openedAtMs)}`
}

function incidentLine(one: IncidentSummary, names: BookNames, nowMs: number): string {
  const { alert, cause, beganMs, endedMs, hostCount } = one
  const fields = [
    integer('cause_code', causeCodes[cause]),
    // Fields cannot be grouped by: what is counted by cause has a column for each.
    ...Object.keys(causeCodes).map((word) => integer(`by_${word}`, Number(word === cause))),
    integer('severity_code', severityCodes[alert.severity]),
    integer('open', endedMs === null ? 1 : 0),
    integer('computers', hostCount),
    integer('length', Math.max(0, Math.round(((endedMs ?? nowMs) - beganMs) / 1000))),
  ]
  const key = seriesKey('incident', [...office(alert, names), ['rule', alert.ruleId]])
  return `${key} ${fields.join(',')} ${nanoseconds(alert.openedAtMs)}`
}

/**
 * A cut's begin moves while its computers come back and tell, so its place is its number within the
 * fiscal quarter of its site (the second of the quarter); `begin` says when it was.
 */
function cutLines(
  cuts: readonly PowerCut[],
  { siteName }: BookNames,
  local: OfficeBooks['local'],
  nowMs: number,
): readonly string[] {
  const numbers = new Map<string, number>()
  const lines: string[] = []
  for (const { siteId, fromMs, toMs, hostIds } of cuts) {
    const quarter = fiscalQuarter(local, fromMs)
    const place = `${siteId} ${quarter.fromMs}`
    const number = (numbers.get(place) ?? 0) + 1
    numbers.set(place, number)
    lines.push(
      cutLine(siteName(siteId) ?? siteId, quarter, number, {
        begin: fromMs,
        lengthMs: Math.min(toMs, nowMs) - fromMs,
        computers: hostIds.length,
      }),
    )
  }
  // Two that became one leave a number behind: it is told to be none.
  for (const [place, count] of numbers) {
    const [siteId = '', from] = place.split(' ')
    const none = { begin: 0, lengthMs: 0, computers: 0 }
    const quarter = fiscalQuarter(local, Number(from))
    lines.push(cutLine(siteName(siteId) ?? siteId, quarter, count + 1, none))
  }
  return lines
}
function cutLine(
  site: string,
  { startYear, quarter, fromMs }: ReturnType<typeof fiscalQuarter>,
  number: number,
  cut: { readonly begin: number; readonly lengthMs: number; readonly computers: number },
): string {
  const fields = [
    integer('begin', Math.round(cut.begin / 1000)),
    integer('length', Math.max(0, Math.round(cut.lengthMs / 1000))),
    integer('computers', cut.computers),
  ]
  const name = `${startYear}/${startYear + 1} Q${quarter}`
  const tags = [
    ['site', site],
    ['quarter', name],
    ['number', String(number)],
  ] as const
  return `${seriesKey('power_cut', tags)} ${fields.join(',')} ${nanoseconds(fromMs + number * 1000)}`
}

function office(
  { hostId, siteId }: { readonly hostId: string | null; readonly siteId: string | null },
  { lines, siteName }: BookNames,
): readonly (readonly [string, string])[] {
  if (hostId !== null) return lines.hostTags(hostId)
  const site = siteId === null ? noPlace : (siteName(siteId) ?? siteId)
  return [
    ['host', noPlace],
    ['host_id', noPlace],
    ['site', site],
    ['department', noPlace],
    ['role', noPlace],
  ]
}
