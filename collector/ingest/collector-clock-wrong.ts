/** The collector's own clock is certainly wrong: nothing is stored under it. */
export class CollectorClockWrong extends Error {
  override name = 'CollectorClockWrong'
}
