/** What stands behind what, in memory for the stages that judge by it, followed when it changes. */
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { ParentGraph } from '../lib/parent-graph.ts'
import type { HostParent, ParentsRepository } from './state/parents.ts'

export interface WaysDeskParts {
  readonly parents: ParentsRepository
  readonly clock: Clock
  readonly log: Log
}

export class WaysDesk {
  readonly #parts: WaysDeskParts
  #links: readonly HostParent[] = []
  #graph = new ParentGraph([])
  #mark = ''
  #onChange: () => void = () => undefined

  constructor(parts: WaysDeskParts) {
    this.#parts = parts
  }
  get graph(): ParentGraph {
    return this.#graph
  }
  get links(): readonly HostParent[] {
    return this.#links
  }
  async load(): Promise<void> {
    const { parents } = this.#parts
    this.#mark = await parents.mark()
    this.#links = await parents.all()
    this.#graph = new ParentGraph(this.#links)
  }
  /** Told after each change; the engine makes itself anew then. */
  connect(onChange: () => void): void {
    this.#onChange = onChange
  }
  /** Reads again when the command line changed something beside this program. */
  async review(): Promise<void> {
    if ((await this.#parts.parents.mark()) !== this.#mark) await this.#reload()
  }
  /** Does the work on what is kept; what it changed is judged by from then on. */
  async change<T>(work: (parents: ParentsRepository) => Promise<T>): Promise<T> {
    try {
      return await work(this.#parts.parents)
    } finally {
      await this.#reload()
    }
  }
  /**
   * Declares that exactly these stand directly behind the device. Ids of those that could not be:
   * the device stands behind them, so that the link would close a ring.
   */
  async setBehind(
    parentId: string,
    childIds: readonly string[],
    by: string,
  ): Promise<readonly string[]> {
    const { parents, clock } = this.#parts
    const wanted = new Set(childIds)
    const before = this.#links.filter((link) => link.parentId === parentId)
    const gone = before.filter(({ childId }) => !wanted.delete(childId))
    await parents.remove(gone)
    const links = [...wanted].map((childId) => {
      return { childId, parentId, how: 'declared', port: null, by } as const
    })
    const refused = await parents.declare(links, clock.now())
    await this.#reload()
    return refused.map(({ childId }) => childId)
  }
  /** The host is no more. Links to it that could not be deleted do no harm and are only logged. */
  async forget(hostId: string): Promise<void> {
    const own = ({ childId, parentId }: HostParent): boolean =>
      childId === hostId || parentId === hostId
    if (!this.#links.some(own)) return
    try {
      await this.#parts.parents.forgetHost(hostId)
      await this.#reload()
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'Links of a removed host could not be deleted')
    }
  }
  async #reload(): Promise<void> {
    await this.load()
    this.#onChange()
  }
}
