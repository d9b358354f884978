/** What a counter grew by in a span, when it may begin anew at any time. */
export interface CounterWindow {
  readonly min: number
  readonly max: number
  readonly last: number
}

/**
 * Sum of the growth over windows in the order of time. `before`: the counter's last value before
 * them; undefined: it is unknown, and the first value seen is the start. A window whose smallest
 * value is below the one before it holds a new start; what was counted between the last value seen
 * and that start is lost, never guessed.
 */
export function growthOf(windows: readonly CounterWindow[], before: number | undefined): number {
  let known = before
  let sum = 0
  for (const { min, max, last } of windows) {
    if (known === undefined) sum += max - min > 0 && last < max ? last : last - min
    else if (min >= known) sum += last >= max ? last - known : max - known + last
    else if (last < max && max >= known) sum += max - known + last
    else sum += last
    known = last
  }
  return sum
}
