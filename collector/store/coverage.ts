/**
 * For how long rows speak: the measure behind "coverage". A row speaks until the next one comes, or
 * for one beat where the next comes too late: the computer was off, or its readings were lost.
 *
 * The beat is that of the place, not of the hour: a host that someone watches posts every 10 s for
 * some minutes and every 60 s before and after, and all of it is covered. It is the lower median of
 * the distances around a row, two before and two after; a distance of more than 2.5 beats is a gap.
 * Only rows of the same hour count, so that an hour's roll-up depends on its own rows and on nothing
 * else, whatever the order in which they came. The last row of an hour speaks for one beat.
 */

const gapBeats = 2.5
/** Distances on each side of the one that is looked at. */
const reach = 2

/** Milliseconds for each row of one hour, in order of time; all 0 where only one moment has rows. */
export function coveredMsOf(times: Float64Array): Float64Array {
  const covered = new Float64Array(times.length)
  const { at, distances } = distancesOf(times)
  distances.forEach((distance, i) => {
    const beat = beatAt(distances, i)
    covered[at[i] ?? 0] = distance <= beat * gapBeats ? distance : beat
  })
  if (distances.length > 0) covered[times.length - 1] = beatAt(distances, distances.length - 1)
  return covered
}

/** Between moments that differ; `at` is the row in front of each. */
function distancesOf(times: Float64Array): { at: number[]; distances: number[] } {
  const at: number[] = []
  const distances: number[] = []
  for (let i = 0; i + 1 < times.length; i++) {
    const distance = (times[i + 1] ?? 0) - (times[i] ?? 0)
    if (distance === 0) continue
    at.push(i)
    distances.push(distance)
  }
  return { at, distances }
}

function beatAt(distances: readonly number[], place: number): number {
  const from = Math.max(0, place - reach)
  const to = Math.min(distances.length, place + reach + 1)
  // Nearly all rows are in step; sorting is for the others.
  let at = from + 1
  while (at < to && distances[at] === distances[from]) at++
  if (at >= to) return distances[from] ?? 0
  const near = distances.slice(from, to)
  return near.sort((a, b) => a - b)[(near.length - 1) >> 1] ?? 0
}
