import type { SeriesDictionary } from '../series-dictionary.ts'
import { renew } from './opening.ts'
import type { SpoolOptions } from './spool-options.ts'
import { storageFault, type StorageFault } from './storage-fault.ts'
import type { Store } from './store.ts'

/** Holds the open store and decides what its troubles mean. */
export class StoreKeeper {
  readonly #options: SpoolOptions
  #store: Store | undefined
  #fault: StorageFault | undefined

  constructor(options: SpoolOptions, store: Store | undefined, fault: StorageFault | undefined) {
    this.#options = options
    this.#store = store
    this.#fault = fault
  }
  /** Why the last writing or reading failed. */
  get fault(): StorageFault | undefined {
    return this.#fault
  }
  /** The answer; undefined without a file; or what went wrong. A program's mistake is thrown. */
  use<T>(
    work: (store: Store) => T,
  ): { readonly done: T } | { readonly fault: StorageFault } | undefined {
    if (!this.#store) return undefined
    try {
      return { done: work(this.#store) }
    } catch (error) {
      return { fault: this.#noteFault(error) }
    }
  }
  /** A transaction was written: the trouble, if there was one, is over. */
  healthy(): void {
    if (this.#fault) this.#options.log.info({}, 'The spool writes again')
    this.#fault = undefined
  }
  /** Sets the damaged file aside and begins a new one. */
  replace(dictionary: SeriesDictionary): void {
    this.close()
    const { store, fault } = renew(this.#options, dictionary)
    this.#store = store
    this.#fault = fault
  }
  close(): void {
    try {
      this.#store?.database.close()
    } catch (error) {
      this.#noteFault(error)
    }
    this.#store = undefined
  }
  #noteFault(error: unknown): StorageFault {
    const fault = storageFault(error)
    if (fault === undefined) throw error
    if (fault !== this.#fault)
      this.#options.log.error({ err: error, fault }, 'The spool could not be written or read')
    this.#fault = fault
    return fault
  }
}
