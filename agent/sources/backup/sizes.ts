const comparedMax = 7
const comparedMin = 3

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return undefined
  const upper = sorted[Math.floor(middle)] ?? 0
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper
}

/** The newest as percent of the median of those before it; undefined while there are too few. */
export function sizePercent([newest, ...before]: readonly number[]): number | undefined {
  const compared = before.slice(0, comparedMax)
  const middle = compared.length < comparedMin ? undefined : median(compared)
  return newest === undefined || !middle ? undefined : (100 * newest) / middle
}
