import type { AgentConnection } from './agent-connection.ts'

/** What became of a proven connection's wish to be its agent's only one. */
export type Claim = 'granted' | 'clone' | 'busy' | 'gone'

/**
 * The live connections, one per key. The same process of an agent replaces its older connection
 * at once; another process (`instance`) does so only if the older one no longer answers: after a
 * restart the old socket is half open, but two that both answer are two machines with one key.
 */
export class LiveAgents {
  readonly #answerMs: number
  readonly #live = new Map<string, AgentConnection>()
  readonly #contested = new Set<string>()
  /** The last connection of each agent that has gone, while its session lingers. */
  readonly #gone = new Map<string, AgentConnection>()

  constructor(answerMs: number) {
    this.#answerMs = answerMs
  }
  get size(): number {
    return this.#live.size
  }
  get(agentId: string): AgentConnection | undefined {
    return this.#live.get(agentId)
  }
  all(): Iterable<AgentConnection> {
    return this.#live.values()
  }
  async claim(connection: AgentConnection): Promise<Claim> {
    const { agentId } = connection
    if (this.#contested.has(agentId)) return 'busy'
    const older = this.#live.get(agentId)
    if (older !== undefined && older.hello.instance !== connection.hello.instance) {
      this.#contested.add(agentId)
      const alive = await older.answers(this.#answerMs)
      this.#contested.delete(agentId)
      if (alive) return 'clone'
    }
    older?.terminate()
    this.#gone.get(agentId)?.leave()
    this.#gone.delete(agentId)
    if (connection.ended) return 'gone'
    this.#live.set(agentId, connection)
    return 'granted'
  }
  /** True when the connection was the live one. */
  release(connection: AgentConnection): boolean {
    if (this.#live.get(connection.agentId) !== connection) return false
    for (const [agentId, gone] of this.#gone) if (!gone.lingers) this.#gone.delete(agentId)
    if (connection.lingers) this.#gone.set(connection.agentId, connection)
    return this.#live.delete(connection.agentId)
  }
}
