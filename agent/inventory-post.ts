import { createHash } from 'node:crypto'
import type { Inventory } from '../contract/catalogue/inventory.ts'
import type { Welcome } from '../contract/wire/messages.ts'
import type { AgentSession } from './session.ts'

/** Sends the inventory when it differs from what the collector holds, now or at the next welcome. */
export class InventoryPost {
  #session: AgentSession | undefined
  #known: string | null = null
  #current: { readonly hash: string; readonly facts: Inventory } | undefined

  welcomed(welcome: Welcome, session: AgentSession): void {
    this.#session = session
    this.#known = welcome.inventoryHash
    void this.#forgetAfter(session)
    this.#send()
  }

  deliver(facts: Inventory): void {
    const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)
    this.#current = { hash, facts }
    this.#send()
  }

  async #forgetAfter(session: AgentSession): Promise<void> {
    await session.ended
    if (this.#session === session) this.#session = undefined
  }

  #send(): void {
    if (!this.#session || !this.#current || this.#current.hash === this.#known) return
    const { hash, facts } = this.#current
    this.#known = hash
    this.#session.send({ type: 'inventory', hash, facts: { ...facts } })
  }
}
