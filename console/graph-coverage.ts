/** Below this share of what was expected, the window is hatched. */
const coverageMin = 0.5

/** Runs of windows for which too little came. */
export function uncovered(coverage: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  coverage.forEach((share, index) => {
    if (share >= coverageMin) return
    const last = runs.at(-1)
    if (last && last[1] === index) last[1] = index + 1
    else runs.push([index, index + 1])
  })
  return runs
}
