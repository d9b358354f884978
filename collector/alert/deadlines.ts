/** Something that must be looked at again at a certain time. */
export interface Deadline {
  due(nowMs: number): void
}

/** An indexed heap: one entry per deadline, moved or taken out in the logarithm of their number. */
export class Deadlines {
  readonly #heap: { deadline: Deadline; atMs: number }[] = []
  readonly #index = new Map<Deadline, number>()

  get size(): number {
    return this.#heap.length
  }
  nextMs(): number | undefined {
    return this.#heap[0]?.atMs
  }
  set(deadline: Deadline, atMs: number): void {
    const at = this.#index.get(deadline)
    if (at === undefined) {
      this.#heap.push({ deadline, atMs })
      this.#index.set(deadline, this.#heap.length - 1)
      this.#up(this.#heap.length - 1)
      return
    }
    this.#heap[at] = { deadline, atMs }
    this.#up(at)
    this.#down(at)
  }
  delete(deadline: Deadline): void {
    const at = this.#index.get(deadline)
    if (at === undefined) return
    this.#index.delete(deadline)
    const last = this.#heap.pop()
    if (!last || at === this.#heap.length) return
    this.#heap[at] = last
    this.#index.set(last.deadline, at)
    this.#up(at)
    this.#down(at)
  }
  /** Takes out the earliest deadline that is due. */
  take(nowMs: number): Deadline | undefined {
    const first = this.#heap[0]
    if (!first || first.atMs > nowMs) return undefined
    this.delete(first.deadline)
    return first.deadline
  }
  #at(index: number): number {
    return this.#heap[index]?.atMs ?? Infinity
  }
  #swap(one: number, other: number): void {
    const a = this.#heap[one]
    const b = this.#heap[other]
    if (!a || !b) return
    this.#heap[one] = b
    this.#heap[other] = a
    this.#index.set(b.deadline, one)
    this.#index.set(a.deadline, other)
  }
  #up(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1
      if (this.#at(parent) <= this.#at(at)) return
      this.#swap(at, parent)
      at = parent
    }
  }
  #down(from: number): void {
    for (let at = from; ;) {
      const left = 2 * at + 1
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left
      if (this.#at(child) >= this.#at(at)) return
      this.#swap(at, child)
      at = child
    }
  }
}
