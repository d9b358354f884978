/** Wall time in the office's zone, from Intl alone: no zone table of our own to grow old. */

export interface LocalTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 Sunday. */
  readonly weekday: number
}

/** Making a format costs more than a hundred readings; an office has one zone. */
const readers = new Map<string, (ms: number) => LocalTime>()
const readersMax = 16

/** The reader of a zone's wall time. Throws a RangeError for an unknown zone. */
export function zoneReader(zone: string): (ms: number) => LocalTime {
  const known = readers.get(zone)
  if (known) return known
  const reader = makeReader(zone)
  if (readers.size >= readersMax) readers.clear()
  readers.set(zone, reader)
  return reader
}

function makeReader(zone: string): (ms: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (ms) => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
    return { year, month, day, hour, minute, second, weekday }
  }
}

/** The instant at which the zone's clock shows that date and time (the later one of a repeated hour). */
export function instantAt(
  read: (ms: number) => LocalTime,
  year: number,
  month: number,
  day: number,
  minutes: number,
): number {
  const wanted = Date.UTC(year, month - 1, day, 0, minutes)
  let guess = wanted
  for (let round = 0; round < 3; round++) {
    const shown = read(guess)
    const at = Date.UTC(
      shown.year,
      shown.month - 1,
      shown.day,
      shown.hour,
      shown.minute,
      shown.second,
    )
    if (at === wanted) return guess
    guess += wanted - at
  }
  return guess
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** "2026-11-12": how holidays are written. */
export function isoDate({ year, month, day }: LocalTime): string {
  return `${year}-${pad(month)}-${pad(day)}`
}
/** "12/11/2026": how letters write it. */
export function letterDate({ year, month, day }: LocalTime): string {
  return `${pad(day)}/${pad(month)}/${year}`
}
/** "10:42". */
export function clockTime({ hour, minute }: LocalTime): string {
  return `${pad(hour)}:${pad(minute)}`
}

/**
 * "saa 4:42 asubuhi": Swahili counts the hours from six. The parts of the day follow Tanzanian
 * usage (06:00 is "saa 12:00 asubuhi"), which CLDR does not.
 */
export function swahiliClock({ hour, minute }: LocalTime): string {
  const counted = (hour + 6) % 12 || 12
  return `saa ${counted}:${pad(minute)} ${partOfDay(hour)}`
}
function partOfDay(hour: number): string {
  if (hour >= 19 || hour < 4) return 'usiku'
  if (hour < 6) return 'alfajiri'
  if (hour < 12) return 'asubuhi'
  return hour < 16 ? 'mchana' : 'jioni'
}
