/**
 * Windows Server Backup (Get-WBSummary, servers) and the system image of wbadmin (clients), with
 * the events of both. Event 14 is written after success and failure alike.
 */
import { instantOf } from '../instant.ts'
import { exactUtc } from '../instant.ts'
import { amountIn, isObject, textIn, type JsonObject } from '../json.ts'
import type { JobFacts } from '../job.ts'
import { hresultIn, hresultText, type BackupEvent } from './event.ts'

const channel = 'Microsoft-Windows-Backup'
const versionsMax = 5000
const ended = new Set([4, 5, 7, 8, 14, 23])
const failedInApplicationLog = new Set([517, 521, 527, 528, 544, 545, 546, 561, 564])

export interface Attempt {
  readonly atMs: number
  readonly state: 'ok' | 'warning' | 'failed'
  readonly detail: string | undefined
}

/** The attempts that ended, oldest first. */
export function decodeAttempts(events: readonly BackupEvent[]): readonly Attempt[] {
  return events.flatMap((event) => attemptOf(event) ?? [])
}

function attemptOf({ log, id, atMs, data }: BackupEvent): Attempt | undefined {
  const code = hresultIn(data, 'HRESULT') ?? hresultIn(data, 'ErrorCode')
  const detail = codes(code, hresultIn(data, 'DetailedHRESULT'))
  if (log === 'Application') {
    if (!failedInApplicationLog.has(id)) return undefined
    return { atMs, state: 'failed', detail: detail ?? `event ${id}` }
  }
  if (log !== channel || !ended.has(id)) return undefined
  if (id === 5 || (code !== undefined && code !== 0)) {
    return { atMs, state: 'failed', detail: detail ?? `event ${id}` }
  }
  if (id === 4) return { atMs, state: 'ok', detail: undefined }
  // Without its code nobody can say how it ended; another event of the same run does.
  if (code === undefined) return undefined
  return id === 14
    ? { atMs, state: 'ok', detail: undefined }
    : { atMs, state: 'warning', detail: `event ${id}` }
}

function codes(code: number | undefined, detailed: number | undefined): string | undefined {
  const told = [code, detailed].filter((one) => one !== undefined && one !== 0)
  return told.length === 0 ? undefined : told.map((one) => hresultText(one ?? 0)).join(' ')
}

/** What Get-WBSummary says; undefined: installed and never set up. */
export function decodeWbSummary(section: unknown): JobFacts | undefined {
  if (!isObject(section)) return undefined
  const lastSuccessMs = instantOf(textIn(section, 'lastOk'))
  const lastAttemptMs = instantOf(textIn(section, 'last'))
  const goodCopies = amountIn(section, 'versions')
  if (isBackingUp(section)) return { state: 'running', lastSuccessMs, lastAttemptMs, goodCopies }
  if (lastAttemptMs === undefined && lastSuccessMs === undefined) {
    return section['policy'] === true ? { state: 'never', goodCopies: 0 } : undefined
  }
  const code = hresultIn(section, 'hr')
  const detail = codes(code, hresultIn(section, 'hrDetail'))
  return {
    state: code === undefined ? 'unknown' : code === 0 ? 'ok' : 'failed',
    ...(code === undefined && { reason: 'bad_output' as const }),
    detail,
    lastSuccessMs,
    lastAttemptMs: lastAttemptMs ?? lastSuccessMs,
    goodCopies,
  }
}

function isBackingUp(section: JsonObject): boolean {
  return /^(?:Scheduled)?Backup/.test(textIn(section, 'op') ?? '')
}

/** Times of wbadmin's versions: the identifier is UTC and not translated, unlike the line above it. */
export function decodeWbVersions(text: string): readonly number[] {
  const found = text.matchAll(/\b(\d\d)\/(\d\d)\/(\d{4})-(\d\d):(\d\d)\b/g)
  return [...found]
    .slice(0, versionsMax)
    .flatMap(
      ([, month, day, year, hour, minute]) =>
        exactUtc([year, month, day, hour, minute].map(Number)) ?? [],
    )
    .sort((a, b) => a - b)
}

/** Events come at once, the summary once a day: the later of the two says how it stands. */
export function withAttempts(facts: JobFacts, attempts: readonly Attempt[]): JobFacts {
  const newest = attempts.at(-1)
  if (!newest || newest.atMs <= (facts.lastAttemptMs ?? -Infinity)) return facts
  const good = attempts.findLast(({ state }) => state !== 'failed')
  return {
    ...facts,
    state: newest.state,
    detail: newest.detail,
    lastAttemptMs: newest.atMs,
    lastSuccessMs: latest(facts.lastSuccessMs, good?.atMs),
  }
}

export function imageFacts(versions: readonly number[]): JobFacts {
  const at = versions.at(-1)
  return at === undefined
    ? { state: 'never', goodCopies: 0 }
    : { state: 'ok', lastSuccessMs: at, lastAttemptMs: at, goodCopies: versions.length }
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}
