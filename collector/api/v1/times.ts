import { ApiError } from './errors.ts'

export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms)
}

/** ISO 8601 or milliseconds since 1970. @throws ApiError */
export function timeOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isNaN(ms) || ms < 0 || ms > 8.64e15)
    throw new ApiError('bad_request', `"${name}" is no time: "${text}".`)
  return ms
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Seconds, or a number with s, m, h or d. @throws ApiError */
export function durationOf(name: string, text: string): number {
  const match = /^(\d{1,8})([smhd]?)$/.exec(text)
  const unit = match?.[2]
  const factor = unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? unitMs[unit] : 1000
  const ms = Number(match?.[1] ?? 0) * factor
  if (ms === 0) throw new ApiError('bad_request', `"${name}" is no length of time: "${text}".`)
  return ms
}
