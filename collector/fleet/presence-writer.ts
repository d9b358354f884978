import type { Log } from '../../lib/log.ts'
import type { HostsRepository } from '../model/hosts.ts'
import type { HostPresence } from './host-presence.ts'

const contactEveryMs = 600_000
/** Writes of last contacts per turn. */
const contactsPerTurnMax = 50

/** Keeps the state database true to what is known; what cannot be written is tried again. */
export class PresenceWriter {
  readonly #hosts: Pick<HostsRepository, 'setPresence' | 'setContact'>
  readonly #log: Log
  #told = ''

  constructor(hosts: Pick<HostsRepository, 'setPresence' | 'setContact'>, log: Log) {
    this.#hosts = hosts
    this.#log = log
  }
  async save(hosts: Iterable<HostPresence>): Promise<void> {
    let contacts = 0
    try {
      for (const host of hosts) {
        const { unsaved } = host
        if (unsaved) await this.#hosts.setPresence(host.id, unsaved.presence, unsaved.sinceMs)
        if (host.unsaved === unsaved) host.unsaved = null
        const stale = host.heardAtMs - host.contactSavedMs
        if (stale < contactEveryMs && !(unsaved && stale > 0)) continue
        if (contacts++ >= contactsPerTurnMax) continue
        const atMs = host.heardAtMs
        await this.#hosts.setContact(host.id, { atMs })
        host.contactSavedMs = atMs
      }
      this.#told = ''
    } catch (cause) {
      const text = String(cause)
      if (text !== this.#told) this.#log.error({ cause: text }, 'Presence could not be written')
      this.#told = text
    }
  }
}
