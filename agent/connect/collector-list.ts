import * as z from 'zod/mini'
import { addressesMax, parseAddress, type CollectorAddress } from '../../contract/wire/address.ts'
import type { PrivateFiles } from '../../lib/private-folder.ts'

const file = 'collectors.json'
const schema = z.object({
  lastGood: z.nullable(z.string()),
  learnt: z.array(z.string()).check(z.maxLength(addressesMax)),
})

/**
 * Where a collector may be: the address that worked last, then those of this machine's own
 * configuration, those that a collector named in its welcome, those of the enrolment token. After
 * a move of the collector one of them leads to the new machine: a DNS name, a second address that
 * was named before, or a line in the configuration. The certificate's name is fixed and its key
 * pinned, so an address may be wrong but never misleading.
 */
export class CollectorList {
  readonly #files: PrivateFiles
  readonly #configured: readonly string[]
  readonly #enrolled: readonly string[]
  #lastGood: string | null = null
  #learnt: readonly string[] = []

  constructor(files: PrivateFiles, configured: readonly string[], enrolled: readonly string[]) {
    this.#files = files
    this.#configured = configured
    this.#enrolled = enrolled
  }
  /** A damaged file is forgotten: the configured and enrolled addresses remain. */
  async load(): Promise<void> {
    const bytes = await this.#files.read(file)
    if (bytes === undefined) return
    const stored = schema.safeParse(jsonOf(bytes))
    if (!stored.success) return
    this.#lastGood = stored.data.lastGood
    this.#learnt = stored.data.learnt
  }
  /** In the order of trying, each once. */
  addresses(): readonly CollectorAddress[] {
    const last = this.#lastGood === null ? [] : [this.#lastGood]
    const all = [...last, ...this.#configured, ...this.#learnt, ...this.#enrolled]
    return [...new Set(all)].map(parseAddress).filter((address) => address !== undefined)
  }
  /** A collector welcomed this agent here and named these addresses. */
  async worked(address: string, named: readonly string[]): Promise<void> {
    const learnt = named.length === 0 ? this.#learnt : named
    const same = address === this.#lastGood && learnt.join() === this.#learnt.join()
    if (same) return
    this.#lastGood = address
    this.#learnt = learnt
    await this.#files.write(file, JSON.stringify({ lastGood: address, learnt }))
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
