/** One host's page. */
import { findMeasurement } from '../../contract/catalogue/catalogue.ts'
import type { Unit } from '../../contract/catalogue/grammar.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { LatestRow, TimeSeriesStore } from '../model/store.ts'
import { alertItems } from './alerts-view.ts'
import { factRows, isPrivate } from './facts/fact-rows.ts'
import { factSections, sectionMeasurements } from './facts/sections.ts'
import { oneOf, silenceHours, spans } from './choices.ts'
import { hostRow, loadFleet } from './fleet-view.ts'
import { hostGraphs } from './graphs.ts'
import { deviceView } from './network/device-view.ts'
import type { FormState, HostView, NewestReading, Span } from './page-views.ts'
import type { ApiParts } from './parts.ts'
import type { Visit } from './visit.ts'
import { waysView } from './ways-view.ts'

const historyDays = 30
const historyMax = 50
const readingsMax = 300

export function spanOf(query: URLSearchParams): Span {
  return oneOf(spans, query.get('span') ?? undefined) ?? '24h'
}

export async function hostView(
  parts: ApiParts,
  visit: Visit,
  host: HostRecord,
  form: FormState | null = null,
): Promise<HostView> {
  const fleet = await loadFleet(parts, visit.user)
  const { language, nowMs } = visit.frame
  const span = spanOf(visit.query)
  const history = await parts.alerts.history({
    fromMs: nowMs - historyDays * 86_400_000,
    toMs: nowMs,
    hostId: host.id,
    limit: historyMax,
  })
  const closed = history.filter(({ clearedAtMs }) => clearedAtMs !== null)
  return {
    row: hostRow(parts, fleet, host, language),
    siteId: host.siteId,
    departmentId: host.departmentId,
    createdAtMs: host.createdAtMs,
    agentVersion: host.agentVersion,
    beat: parts.lookAt(host.id),
    lastAbsence: await parts.lastAbsence(host.id),
    availability: await parts.availability(host),
    clockOffsetSeconds: host.clockOffsetSeconds,
    span,
    graphs: await hostGraphs(parts.store, host.id, span, nowMs),
    readings: await newestReadings(parts.store, host.id, visit.frame.may.act),
    open: await alertItems(parts, fleet.alertsOf(host), language),
    history: await alertItems(parts, closed, language),
    sections: await sectionsOf(parts, visit, host),
    inventory: withoutPrograms(host.inventory),
    sites: fleet.sites,
    departments: fleet.departments,
    silenceHours,
    form,
    ways: await waysView(parts, host),
    device: await deviceView(parts, host),
  }
}

async function sectionsOf(parts: ApiParts, visit: Visit, host: HostRecord) {
  const rows = await factRows(parts.store, sectionMeasurements, [host.id])
  return factSections(rows.get(host.id) ?? [], visit.frame.may.act)
}

async function newestReadings(
  store: TimeSeriesStore,
  hostId: string,
  seesNames: boolean,
): Promise<readonly NewestReading[]> {
  const rows = await store.latest({ hostIds: [hostId] })
  return rows
    .map((row) => readingOf(store, row, seesNames))
    .filter((reading) => reading !== undefined)
    .toSorted((a, b) => compare(a.measurement, b.measurement) || compare(a.tags, b.tags))
    .slice(0, readingsMax)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Counters mean nothing to a reader and are left to the graphs. */
function readingOf(
  store: TimeSeriesStore,
  row: LatestRow,
  seesNames: boolean,
): NewestReading | undefined {
  const descriptor = store.series.get(row.seriesId)?.descriptor
  if (descriptor === undefined) return undefined
  const values = descriptor.fields.flatMap(({ name, counter }) => {
    const value = row.values[name]
    if (counter || value === null || value === undefined) return []
    if (!seesNames && isPrivate(descriptor.measurement, name)) return []
    return [{ field: name, unit: unitOf(descriptor.measurement, name), value }]
  })
  if (values.length === 0) return undefined
  return {
    measurement: descriptor.measurement,
    tags: descriptor.tags.map(([, value]) => value).join(' · '),
    timeMs: row.timeMs,
    values,
  }
}

function unitOf(measurement: string, fieldName: string): Unit {
  const field = findMeasurement(measurement)?.fields[fieldName]
  return field !== undefined && 'unit' in field ? field.unit : 'none'
}

/** The programs have a page of their own (/hosts/:id/records). */
function withoutPrograms(inventory: HostRecord['inventory']): HostRecord['inventory'] {
  if (inventory === null) return null
  const own = Object.entries(inventory).filter(([key]) => !key.startsWith('software'))
  return Object.fromEntries(own)
}
