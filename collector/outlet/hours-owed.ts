import { alertsOwed, everySeries, rollupsOwed, rowsOwed, type DirtyHour } from '../state/outlet.ts'

/** No store keeps more. */
export const yearsMax = 10

/** Every series and alert of every hour from one to another, both included; at most ten years. */
export function hoursOwed(from: number, to: number): readonly DirtyHour[] {
  const first = Math.max(from, to - yearsMax * 8760)
  return Array.from({ length: Math.max(0, to - first + 1) }, (_, at) => ({
    hour: first + at,
    series: everySeries,
    what: rowsOwed | rollupsOwed | alertsOwed,
  }))
}
