import type { AgentKey } from '../model/hosts.ts'

export type KeyChange = AgentKey['state'] | 'removed'

/** Tells the gateway at once what the officer decided about a key, so that live sessions follow. */
export class KeyWatch {
  readonly #listeners = new Set<(agentId: string, change: KeyChange) => void>()
  /** The returned function ends the watch. */
  watch(listener: (agentId: string, change: KeyChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  /** Called after the change is durable. */
  changed(agentId: string, change: KeyChange): void {
    for (const listener of this.#listeners) listener(agentId, change)
  }
}
