/** What stands behind what, in memory for the stages that judge by it, followed when it changes. */
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { ParentGraph } from '../lib/parent-graph.ts'
import { graphOf, type HostParent, type ParentsRepository } from './state/parents.ts'

export interface WaysDeskParts {
  readonly parents: ParentsRepository
  readonly clock: Clock
  readonly log: Log
}

export class WaysDesk {
  readonly #parts: WaysDeskParts
  #links: readonly HostParent[] = []
  #graph: ParentGraph = graphOf([])
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
    this.#links = await this.#parts.parents.all()
    this.#graph = graphOf(this.#links)
  }
  /** Told after each change; the engine makes itself anew then. */
  connect(onChange: () => void): void {
    this.#onChange = onChange
  }
  /**
   * Declares that exactly these stand directly behind the device. Ids of those that could not be:
   * the device stands behind them, so that the link would close a ring.
   */
  async setBehind(parentId: string, childIds: readonly string[]): Promise<readonly string[]> {
    const { parents, clock } = this.#parts
    const wanted = new Set(childIds)
    const before = this.#links.filter((link) => link.parentId === parentId)
    for (const { childId } of before) {
      if (!wanted.delete(childId)) await parents.remove({ childId, parentId })
    }
    const refused: string[] = []
    for (const childId of wanted) {
      if (!(await parents.declare({ childId, parentId }, clock.now()))) refused.push(childId)
    }
    await this.#reload()
    return refused
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
