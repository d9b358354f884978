/**
 * The outlet leaves its own state in the database, every few minutes. When the newest of these is
 * gone, the database was wiped or put back to an older day, and everything is owed again.
 */
import type { Clock } from '../../lib/clock.ts'
import { integer, nanoseconds, seriesKey } from './line-protocol.ts'
import { exchange } from './post.ts'
import { authorization, queryUrl, type OutletSettings } from './settings.ts'

const markMeasurement = 'outlet'
/** VictoriaMetrics shows what it was given only after a while. */
const visibleAfterMs = 60_000

export type MarkFound = 'there' | 'gone' | 'unknown'

export function markLine(
  tags: readonly (readonly [string, string])[],
  stats: {
    readonly waitingHours: number
    readonly pointsSent: number
    readonly pointsRefused: number
  },
  atMs: number,
): string {
  const fields = [
    integer('waiting_hours', stats.waitingHours),
    integer('points_sent', stats.pointsSent),
    integer('points_refused', stats.pointsRefused),
  ]
  return `${seriesKey(markMeasurement, tags)} ${fields.join(',')} ${nanoseconds(atMs)}`
}

/** Whether the mark of that time is still in the database. */
export async function findMark(
  settings: OutletSettings,
  markedAtMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<MarkFound> {
  const isVictoria = settings.flavour === 'victoria-metrics'
  if (isVictoria && clock.now() - markedAtMs < visibleAfterMs) return 'unknown'
  const url = isVictoria
    ? `${settings.url}/api/v1/export?match[]=${markMeasurement}_waiting_hours&start=${markedAtMs / 1000 - 1}`
    : queryUrl(settings, `SELECT last("waiting_hours") FROM "${markMeasurement}"`, 'full')
  const init = { method: 'GET', headers: authorization(settings) }
  const answer = await exchange(settings, url, init, clock, signal)
  if (answer.status !== 200) return 'unknown'
  const newest = isVictoria ? newestExported(answer.text) : newestQueried(answer.text)
  if (newest === undefined) return 'unknown'
  return newest >= markedAtMs ? 'there' : 'gone'
}

/** 0: the answer is good and holds no point. Undefined: it is no such answer. */
function newestQueried(text: string): number | undefined {
  const results = member(parsed(text), 'results')
  const first: unknown = Array.isArray(results) ? results[0] : undefined
  if (first === undefined || member(first, 'error') !== undefined) return undefined
  const series = member(first, 'series')
  if (!Array.isArray(series)) return 0
  const values = member(series[0], 'values')
  const row: unknown = Array.isArray(values) ? values[0] : undefined
  const time: unknown = Array.isArray(row) ? row[0] : undefined
  return typeof time === 'number' ? time : undefined
}

/** One JSON object a line, with arrays of milliseconds. */
function newestExported(text: string): number {
  let newest = 0
  for (const line of text.split('\n')) {
    const times = member(parsed(line), 'timestamps')
    for (const time of Array.isArray(times) ? times : []) {
      if (typeof time === 'number') newest = Math.max(newest, time)
    }
  }
  return newest
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined
}
