/**
 * Measurement and tags of lines that came before: programs write the same series again and again, so
 * most heads need not be taken apart anew.
 */

/** What stands before the fields; the same object for the same text, as long as it is kept. */
export interface Head {
  readonly measurement: string
  /** In the order of the line; each key once. */
  readonly tags: readonly (readonly [key: string, value: string])[]
}

/** A few hundred bytes each. Past it all are forgotten, which only costs their reading. */
const keptMax = 20_000
/** Longer ones are not worth the memory. */
const lengthMax = 1000

export class Heads {
  #known = new Map<string, Head>()

  /** `read` takes a text that is wholly a head; @throws what it throws, and keeps nothing then. */
  get(text: string, read: (text: string) => Head): Head {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    // A piece of a text keeps the whole of it in memory, here a body of megabytes: so a copy.
    const own = Buffer.from(text).toString()
    const head = read(own)
    if (text.length > lengthMax) return head
    if (this.#known.size >= keptMax) this.#known = new Map()
    this.#known.set(own, head)
    return head
  }
}
