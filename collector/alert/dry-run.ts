/**
 * What rules would have told of the last days: the stored rows are judged once more, by a judge of
 * its own that writes nothing and tells nobody. Computer by computer, so that memory stays small and
 * the collector goes on in between; rules about silence then look at all of them together.
 */
import type { Calendar } from '../../config/calendar.ts'
import type { Rule } from '../../config/rule.ts'
import { ruleFields } from '../../config/rules-words.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { StoredSeries, TimeSeriesStore } from '../model/store.ts'
import { pastFits } from './past-fits.ts'
import { judgePast } from './past-judge.ts'
import type { PresenceMark } from './past-marks.ts'
import { pastPresence, type PastOffice } from './past-presence.ts'
import { pastRows } from './past-rows.ts'
import { RuleBook, type PlaceNames } from './rule-book.ts'

export interface DryRunParts {
  readonly rules: readonly Rule[]
  /** The other rules in force: an incident that they tell of explains what these would tell. */
  readonly beside: readonly Rule[]
  readonly hosts: readonly HostRecord[]
  readonly store: Pick<TimeSeriesStore, 'series' | 'range'>
  readonly office: PastOffice
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
  readonly hosts: number
  readonly rows: number
}

const alertsMax = 500
/** Presence is read from before, so that who was away for days already is known. */
const presenceBeforeMs = 7 * 86_400_000

/** Rejects when the store cannot be read. */
export async function dryRun(parts: DryRunParts): Promise<DryRun> {
  const { rules, fromMs } = parts
  const book = new RuleBook(rules, parts.names)
  const lines = new Map<string, readonly PresenceMark[]>()
  const ofPresence = rules.some(isOfPresence)
  const alerts: AlertRecord[] = []
  let rows = 0
  let hosts = 0
  for (const host of parts.hosts) {
    const series = seriesOf(host, parts, book)
    if (series.length === 0 && !ofPresence) continue
    const line = await lineOf(host, parts)
    if (ofPresence) lines.set(host.id, line)
    if (series.length === 0 && line.length === 0) continue
    hosts++
    rows += ofPresence ? line.length : 0
    if (series.length === 0) continue
    const past = await pastRows(parts.store, series, parts)
    rows += past.length
    const fits = await pastFits(parts.store, series, rules, parts)
    alerts.push(
      ...judgePast({ host, series, rows: past, presence: line, fits }, { ...parts, book }),
    )
  }
  if (ofPresence) alerts.push(...(await silences(parts, lines)))
  alerts.sort((one, other) => other.openedAtMs - one.openedAtMs)
  const told = alerts.filter(({ openedAtMs }) => openedAtMs >= fromMs)
  return { alerts: told.slice(0, alertsMax), counts: countsOf(rules, told), hosts, rows }
}

function isOfPresence(rule: Rule): boolean {
  return rule.kind === 'silence' && rule.of !== 'source'
}

async function silences(
  parts: DryRunParts,
  lines: ReadonlyMap<string, readonly PresenceMark[]>,
): Promise<readonly AlertRecord[]> {
  const asked = new Set(parts.rules.map(({ id }) => id))
  const beside = parts.beside.filter((rule) => !asked.has(rule.id))
  const rules = [...parts.rules, ...beside].filter(isOfPresence)
  const found = await pastPresence({ ...parts, rules, lines })
  return found.filter(({ ruleId }) => asked.has(ruleId))
}

/**
 * Only changes are written: of a computer that was there or away all the time nothing but since
 * when, and whoever went away first had been there.
 */
async function lineOf(host: HostRecord, parts: DryRunParts): Promise<readonly PresenceMark[]> {
  const { office, fromMs, toMs } = parts
  const sinceMs = fromMs - presenceBeforeMs
  const line = await office.presence(host.id, sinceMs, toMs)
  const { presence: word, presenceSinceMs, createdAtMs } = host
  const [first] = line
  if (!first) return presenceSinceMs === null ? [] : [{ timeMs: presenceSinceMs, word }]
  const beganMs = Math.max(createdAtMs, sinceMs)
  const wasThere = first.word !== 'online' && first.timeMs > beganMs
  return wasThere ? [{ timeMs: beganMs, word: 'online' }, ...line] : line
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
    // Silence of a source reads no field, but its rows: any of them may be without a value.
    const chosen = fields.filter(({ name }) => wanted.has(name) || wanted.size === 0)
    const descriptor: SeriesDescriptor = { ...one.descriptor, fields: chosen }
    return chosen.length > 0 ? [{ ...one, descriptor }] : []
  })
}

function countsOf(rules: readonly Rule[], alerts: readonly AlertRecord[]): DryRun['counts'] {
  return rules
    .map(({ id }) => {
      const of = alerts.filter(({ ruleId }) => ruleId === id)
      const where = new Set(of.flatMap(({ hostId, siteId }) => hostId ?? siteId ?? []))
      return { ruleId: id, alerts: of.length, hosts: where.size }
    })
    .sort((one, other) => other.alerts - one.alerts)
}
