/**
 * What rules would have told of the last days: the stored rows are judged once more, by a judge of
 * its own that writes nothing and tells nobody. Computer by computer, so that memory stays small and
 * the collector goes on in between.
 */
import type { Calendar } from '../../config/calendar.ts'
import type { Rule } from '../../config/rule.ts'
import { ruleFields } from '../../config/rules-words.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { AlertRecord, HostRecord, StoredSeries, TimeSeriesStore } from '../model.ts'
import { Judge } from './judge.ts'
import { pastRows, type PastRow } from './past-rows.ts'
import { viewOf } from './presence-board.ts'
import { RuleBook, type PlaceNames } from './rule-book.ts'

export interface DryRunParts {
  readonly rules: readonly Rule[]
  readonly hosts: readonly HostRecord[]
  readonly store: Pick<TimeSeriesStore, 'series' | 'range'>
  readonly names: PlaceNames
  readonly calendar: Calendar
  readonly fromMs: number
  readonly toMs: number
}
export interface DryRun {
  /** Newest first; at most `alertsMax`. */
  readonly alerts: readonly AlertRecord[]
  readonly counts: readonly {
    readonly ruleId: string
    readonly alerts: number
    readonly hosts: number
  }[]
  /** Rules that cannot be tried on stored rows: silence of computers and sites, forecasts. */
  readonly untried: readonly string[]
  readonly hosts: number
  readonly rows: number
}

const alertsMax = 500

/** Rejects when the store cannot be read. */
export async function dryRun(parts: DryRunParts): Promise<DryRun> {
  const tried = parts.rules.filter(canBeTried)
  const book = new RuleBook(tried, parts.names)
  const alerts: AlertRecord[] = []
  let rows = 0
  let hosts = 0
  for (const host of parts.hosts) {
    const series = seriesOf(host, parts, book)
    if (series.length === 0) continue
    hosts++
    const past = await pastRows(parts.store, series, parts)
    rows += past.length
    alerts.push(...judged(host, series, past, parts, book))
  }
  alerts.sort((one, other) => other.openedAtMs - one.openedAtMs)
  return {
    alerts: alerts.slice(0, alertsMax),
    counts: countsOf(tried, alerts),
    untried: parts.rules.filter((rule) => !canBeTried(rule)).map(({ id }) => id),
    hosts,
    rows,
  }
}

function canBeTried(rule: Rule): boolean {
  return rule.kind !== 'forecast' && (rule.kind !== 'silence' || rule.of === 'source')
}

/** The host's series that a rule looks at, each with only the fields that its rules read. */
function seriesOf(
  host: HostRecord,
  { store }: DryRunParts,
  book: RuleBook,
): readonly StoredSeries[] {
  return store.series.ofHost(host.id).flatMap((one): StoredSeries[] => {
    const rules = book.forSeries(one.descriptor, host)
    if (rules.length === 0) return []
    const wanted = new Set(rules.flatMap(ruleFields))
    const { fields } = one.descriptor
    // Silence of a source reads no field, but its rows.
    const chosen = fields.filter(
      ({ name }, at) => wanted.has(name) || (wanted.size === 0 && at === 0),
    )
    const descriptor: SeriesDescriptor = { ...one.descriptor, fields: chosen }
    return chosen.length > 0 ? [{ ...one, descriptor }] : []
  })
}

function judged(
  host: HostRecord,
  series: readonly StoredSeries[],
  rows: readonly PastRow[],
  { calendar, fromMs, toMs }: DryRunParts,
  book: RuleBook,
): readonly AlertRecord[] {
  const known = new Map(series.map((one) => [one.id, one]))
  const view = viewOf(host, fromMs)
  const alerts = new Map<string, AlertRecord>()
  let ids = 0
  const judge = new Judge({
    series: { get: (id) => known.get(id), ofHost: () => series, all: () => series },
    book,
    calendar,
    hostOf: () => view,
    openAlert: () => undefined,
    remembered: new Map(),
    newId: () => String(ids++),
    onFault: () => undefined,
  })
  for (const { timeMs, rows: packed } of rows) {
    judge.runDeadlines(timeMs)
    view.heardMs = timeMs
    judge.judgeRows(packed, timeMs)
  }
  judge.runDeadlines(toMs)
  for (const { alert } of judge.changes()) alerts.set(alert.id, alert)
  return [...alerts.values()]
}

function countsOf(rules: readonly Rule[], alerts: readonly AlertRecord[]): DryRun['counts'] {
  return rules
    .map(({ id }) => {
      const of = alerts.filter(({ ruleId }) => ruleId === id)
      return { ruleId: id, alerts: of.length, hosts: new Set(of.map((one) => one.hostId)).size }
    })
    .sort((one, other) => other.alerts - one.alerts)
}
