/** What is kept of each open hour beside its bytes, in parallel columns: no object for each. */

/** Slot numbers index these parallel columns; a freed slot is used again. */
export class SlotTable {
  series = new Int32Array(0)
  hour = new Int32Array(0)
  head = new Int32Array(0)
  tail = new Int32Array(0)
  bytes = new Int32Array(0)
  rows = new Int32Array(0)
  flags = new Int32Array(0)
  next = new Int32Array(0)
  before = new Int32Array(0)
  time = new Float64Array(0)
  step = new Float64Array(0)
  firstCommit = new Float64Array(0)
  openedMs = new Float64Array(0)

  grow(size: number): void {
    const words = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(size)
      grown.set(old)
      return grown
    }
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(size)
      grown.set(old)
      return grown
    }
    this.series = words(this.series)
    this.hour = words(this.hour)
    this.head = words(this.head)
    this.tail = words(this.tail)
    this.bytes = words(this.bytes)
    this.rows = words(this.rows)
    this.flags = words(this.flags)
    this.next = words(this.next)
    this.before = words(this.before)
    this.time = floats(this.time)
    this.step = floats(this.step)
    this.firstCommit = floats(this.firstCommit)
    this.openedMs = floats(this.openedMs)
  }
}
