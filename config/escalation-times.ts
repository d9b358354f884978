/** When others are told because nobody acted, and when a matter is told again: the office's choice. */
export interface EscalationTimes {
  /** Critical, urgent, and acknowledged by nobody for so long: the deputy. */
  readonly deputyMinutes: number
  /** A core service away for so many working hours: the director. */
  readonly directorHours: number
  /** Working nights without a copy: the head of department is asked to help. */
  readonly headNights: number
  /** Open and acknowledged by nobody: told again after so many days. */
  readonly repeatCriticalDays: number
  readonly repeatWarningDays: number
}
export const escalationDefaults: EscalationTimes = {
  deputyMinutes: 30,
  directorHours: 4,
  headNights: 3,
  repeatCriticalDays: 1,
  repeatWarningDays: 7,
}
/** Least and most of each. */
export const escalationLimits: Readonly<
  Record<keyof EscalationTimes, readonly [least: number, most: number]>
> = {
  deputyMinutes: [5, 1440],
  directorHours: [1, 80],
  headNights: [1, 30],
  repeatCriticalDays: [1, 30],
  repeatWarningDays: [1, 90],
}
export const escalationKeys = Object.keys(escalationDefaults) as readonly (keyof EscalationTimes)[]

/** As stored, of this or another version: what is missing or out of bounds is as shipped. */
export function readEscalation(stored: unknown): EscalationTimes {
  const given = typeof stored === 'object' && stored !== null ? stored : {}
  const read = { ...escalationDefaults }
  for (const key of escalationKeys) {
    const value: unknown = Reflect.get(given, key)
    const [least, most] = escalationLimits[key]
    if (typeof value === 'number' && value >= least && value <= most)
      Reflect.set(read, key, Math.round(value))
  }
  return read
}
