/** The few facts that a heartbeat may carry; anything else in it is passed over, never a fault. */

export interface PingDetails {
  readonly run: string | null
  readonly exitCode: number | null
  readonly durationSeconds: number | null
  readonly bytes: number | null
  /** Milliseconds since 1970 by the sender's clock. */
  readonly clientMs: number | null
}

const runPattern = /^[\w.:-]{1,64}$/
const daysMax = 366 * 86_400
const codeMax = 2 ** 32

/** `body`: what came, of any kind; `query`: for senders that can only call an address. */
export function pingDetails(body: unknown, query: URLSearchParams): PingDetails {
  const told = objectIn(body)
  const of = (...names: readonly string[]): unknown => {
    for (const name of names) {
      const value: unknown = told && Object.hasOwn(told, name) ? Reflect.get(told, name) : undefined
      if (value !== undefined) return value
      const asked = query.get(name)
      if (asked !== null) return asked
    }
    return undefined
  }
  const exitCode = numberOf(of('exit_code', 'exit'), -codeMax, codeMax)
  const bytes = numberOf(of('bytes'), 0, Number.MAX_SAFE_INTEGER)
  return {
    run: runOf(of('run', 'rid')),
    exitCode: exitCode === null ? null : Math.trunc(exitCode),
    durationSeconds: numberOf(of('duration_s', 'duration'), 0, daysMax),
    bytes: bytes === null ? null : Math.trunc(bytes),
    clientMs: instantOf(of('at', 'time')),
  }
}

function objectIn(body: unknown): object | undefined {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return typeof read === 'object' && read !== null ? read : undefined
  } catch {
    return undefined
  }
}

function runOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && runPattern.test(text) ? text : null
}

function numberOf(value: unknown, min: number, max: number): number | null {
  const number = typeof value === 'number' ? value : isNumeric(value) ? Number(value) : Number.NaN
  return number >= min && number <= max ? number : null
}
function isNumeric(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d{1,16}(\.\d{1,9})?$/.test(value)
}

/** ISO 8601 with its zone, or seconds or milliseconds since 1970. */
function instantOf(value: unknown): number | null {
  const number = numberOf(value, 1, 8.64e15)
  if (number !== null) return number < 1e11 ? number * 1000 : number
  if (typeof value !== 'string' || value.length > 40) return null
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/i.test(value)) return null
  const ms = Date.parse(value)
  return Number.isFinite(ms) ? ms : null
}
