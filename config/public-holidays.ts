/**
 * Public holidays of Tanzania that a calendar can foretell: fixed dates and those that follow Easter.
 * Eid and Maulid follow the moon and are entered by hand when they are announced. Dates by the
 * Public Holidays Act (Cap. 35) as commonly listed (also commenthol/date-holidays, TZ.yaml, but for
 * Revolution Day, which is 12 January); not checked against the Gazette. Zanzibar keeps the same days.
 */
const fixed = [
  '01-01',
  // Zanzibar Revolution Day.
  '01-12',
  // Karume Day.
  '04-07',
  // Union Day.
  '04-26',
  '05-01',
  // Saba Saba.
  '07-07',
  // Nane Nane.
  '08-08',
  // Nyerere Day.
  '10-14',
  // Independence Day of the mainland.
  '12-09',
  '12-25',
  '12-26',
] as const
/** Good Friday, Easter Sunday and Easter Monday, in days from Easter. */
const fromEaster = [-2, 0, 1] as const
const dayMs = 86_400_000

/** As yyyy-mm-dd, in order. */
export function publicHolidays(year: number): readonly string[] {
  const easterMs = easterSunday(year)
  const moving = fromEaster.map((days) => {
    return new Date(easterMs + days * dayMs).toISOString().slice(0, 10)
  })
  return [...fixed.map((day) => `${year}-${day}`), ...moving].toSorted()
}

/** Midnight UTC of Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher). */
function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const sun = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const moon = (19 * golden + century - Math.floor(century / 4) - sun + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451)
  const day = moon + weekday - 7 * late + 114
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1)
}
