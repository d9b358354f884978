import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { AgentContact, AgentKeysRepository } from '../state/agent-keys.ts'

const writeMs = 1_000

/** First contacts of sessions, written once a second: 10,000 agents return together. */
export class ContactBook {
  readonly #keys: AgentKeysRepository
  readonly #clock: Clock
  readonly #log: Log
  /** By agent: never more entries than there are keys. */
  readonly #waiting = new Map<string, AgentContact>()
  #writing = false

  constructor(keys: AgentKeysRepository, clock: Clock, log: Log) {
    this.#keys = keys
    this.#clock = clock
    this.#log = log
  }
  note(contact: AgentContact): void {
    this.#waiting.set(contact.agentId, contact)
    if (this.#writing) return
    this.#writing = true
    this.#clock.after(writeMs, () => {
      this.#writing = false
      void this.write()
    })
  }
  async write(): Promise<void> {
    const contacts = [...this.#waiting.values()]
    this.#waiting.clear()
    if (contacts.length === 0) return
    try {
      await this.#keys.contacts(contacts)
    } catch (cause) {
      // Only "last seen" is lost; the next session of each agent brings it again.
      this.#log.error({ err: cause }, 'First contacts could not be written')
    }
  }
}
