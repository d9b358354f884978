import type { AgentPeer } from '../model/sessions.ts'

/** Two reasons to stop reading from an agent, and one socket that is told only of changes. */
export class PeerPause {
  readonly #peer: Pick<AgentPeer, 'pause' | 'resume'>
  #own = false
  #all = false

  constructor(peer: Pick<AgentPeer, 'pause' | 'resume'>) {
    this.#peer = peer
  }

  /** This agent has sent more than its share. */
  own(paused: boolean): void {
    this.#set(paused, this.#all)
  }

  /** The ingest as a whole has too much. */
  all(paused: boolean): void {
    this.#set(this.#own, paused)
  }

  #set(own: boolean, all: boolean): void {
    const before = this.#own || this.#all
    this.#own = own
    this.#all = all
    if ((own || all) === before) return
    if (before) this.#peer.resume()
    else this.#peer.pause()
  }
}
