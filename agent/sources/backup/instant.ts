/**
 * Times as backup programs write them, to wall milliseconds. A time without a zone is read as UTC:
 * the host door runs programs with TZ=UTC, so that is the zone in which they print.
 */
const iso =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))? ?(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d))?$/

export function instantOf(text: string | undefined): number | undefined {
  const parts = text === undefined ? null : iso.exec(text.trim())
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction = '0', , sign, zoneHour, zoneMinute] =
    parts
  const ms = exactUtc([year, month, day, hour, minute, second].map(Number))
  if (ms === undefined) return undefined
  const offset = (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0)) * 60_000
  return ms + Math.trunc(Number(`0.${fraction}`) * 1000) - (sign === '-' ? -offset : offset)
}

/** Undefined for a day or hour that does not exist, which Date would silently carry over. */
export function exactUtc(parts: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59))
  const made = new Date(ms)
  const same =
    made.getUTCFullYear() === year &&
    made.getUTCMonth() === month - 1 &&
    made.getUTCDate() === day &&
    made.getUTCHours() === hour &&
    made.getUTCMinutes() === minute
  return same && second <= 60 ? ms : undefined
}
