/**
 * What an answer to a write means. InfluxDB 1.x was tried (1.6.7); 2.x and 3.x are by their
 * documentation: https://docs.influxdata.com/influxdb/v2/api/ and .../influxdb3/core/api/.
 */
export type Verdict =
  | { readonly kind: 'stored' }
  /** Some points have this field in another type than the one that the database has. */
  | {
      readonly kind: 'conflict'
      readonly measurement: string
      readonly field: string
      /** The type that the database has, in its own word. */
      readonly type: string
      readonly reason: string
    }
  /** These are at fault (places from 0); `rest` says whether the others are stored. */
  | {
      readonly kind: 'bad_lines'
      readonly lines: ReadonlyMap<number, string>
      readonly rest: boolean
    }
  /** Older than what the database keeps: nothing is wrong and nothing can be done. */
  | { readonly kind: 'too_old' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'too_large' }
  /** Later. `configuration`: not before somebody changes something. */
  | {
      readonly kind: 'later'
      readonly why: FaultKind
      readonly reason: string
      readonly waitMs: number
    }

export type FaultKind =
  | 'unreachable'
  | 'timed_out'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'too_many'
  | 'disk_full'
  | 'server_error'
  | 'odd_answer'

export interface Answer {
  readonly status: number
  /** Cut to a bound. */
  readonly text: string
  /** Seconds or a date, as sent; null: none. */
  readonly retryAfter: string | null
}

const reasonMax = 300
/** 3.x tells of so many lines of one request; there may be more. */
const toldMax = 100
const waitMsMax = 600_000

/** `lines` as they were sent; asked for only where the answer speaks of some of them. */
export function verdictOf(
  { status, text, retryAfter }: Answer,
  lines: () => readonly string[],
): Verdict {
  if (status >= 200 && status < 300) return { kind: 'stored' }
  const reason = reasonOf(text)
  const later = (why: FaultKind): Verdict => ({
    kind: 'later',
    why,
    reason: `${status} ${reason}`.trim(),
    waitMs: waitMsOf(retryAfter),
  })
  if (status === 413) return { kind: 'too_large' }
  if (status === 401) return later('unauthorized')
  if (status === 403) return later('forbidden')
  if (status === 404) return later('not_found')
  if (status === 429 || status === 503) return later('too_many')
  if (status >= 500 && noSpace.test(text)) return later('disk_full')
  if (status >= 500 || status === 408) return later('server_error')
  if (status !== 400 && status !== 422) return later('odd_answer')
  return (
    conflict(reason) ?? badLines(text, lines()) ?? tooOld(reason) ?? { kind: 'refused', reason }
  )
}

const noSpace = /no space left on device|not enough space on the disk/i

function reasonOf(text: string): string {
  const answer = jsonOf(text)
  const found = answer['error'] ?? answer['message']
  return (typeof found === 'string' ? found : text).slice(0, reasonMax)
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const conflictWords =
  /field type conflict: input field "(.*?)" on measurement "(.*?)" is type \w+, already exists as type (\w+)/

function conflict(reason: string): Verdict | undefined {
  const found = conflictWords.exec(reason)
  if (found === null) return undefined
  const [, field = '', measurement = '', type = ''] = found
  return { kind: 'conflict', field, measurement, type, reason }
}

function tooOld(reason: string): Verdict | undefined {
  return /beyond retention policy/.test(reason) ? { kind: 'too_old' } : undefined
}

/** 1.x quotes the lines that it could not read, 2.x the first of them; 3.x numbers them from 1. */
function badLines(text: string, lines: readonly string[]): Verdict | undefined {
  const found = new Map<number, string>()
  const { data, error, message } = jsonOf(text)
  for (const one of Array.isArray(data) ? data : []) {
    const { line_number: number, error_message: why } = numbered(one)
    if (number >= 1 && number <= lines.length) found.set(number - 1, why.slice(0, reasonMax))
  }
  const said = error ?? message
  const quoted = typeof said === 'string' ? said : ''
  if (quoted.includes('unable to parse')) {
    for (const [at, line] of lines.entries()) {
      if (quoted.includes(`unable to parse '${line}'`)) found.set(at, reasonOf(text))
    }
  }
  return found.size > 0
    ? {
        kind: 'bad_lines',
        lines: found,
        rest: quoted.includes('partial write') && found.size < toldMax,
      }
    : undefined
}

function numbered(value: unknown): {
  readonly line_number: number
  readonly error_message: string
} {
  const one: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {}
  const number = one['line_number']
  const message = one['error_message']
  return {
    line_number: typeof number === 'number' && Number.isInteger(number) ? number : 0,
    error_message: typeof message === 'string' ? message : '',
  }
}

/** A date is not read: our clock and theirs need not agree. */
function waitMsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, waitMsMax) : 0
}
