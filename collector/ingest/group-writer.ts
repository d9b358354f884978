/** Items of one transaction; more wait for the next. */
const groupMax = 1000

interface Waiting<Item> {
  readonly item: Item
  readonly settle: () => void
  readonly fail: (cause: unknown) => void
}

/** Brings what many agents need durable to disk together: 10,000 of them return at once. */
export class GroupWriter<Item> {
  readonly #write: (items: readonly Item[]) => Promise<void>
  #waiting: Waiting<Item>[] = []
  #running: Promise<void> | undefined

  /** `write` makes all items durable in one transaction, or none. */
  constructor(write: (items: readonly Item[]) => Promise<void>) {
    this.#write = write
  }

  /** Durable on return; rejects with the transaction's error. */
  save(item: Item): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ item, settle: resolve, fail: reject })
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
    return promise
  }

  async close(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What the sockets bring in this turn of the event loop goes along.
      await new Promise((resolve) => setImmediate(resolve))
      const group = this.#waiting.splice(0, groupMax)
      try {
        await this.#write(group.map(({ item }) => item))
        for (const { settle } of group) settle()
      } catch (cause) {
        for (const { fail } of group) fail(cause)
      }
    }
  }
}
