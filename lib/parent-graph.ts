/** Who stands behind whom: a child is reached through its parents; with several, through any one. */
export interface ParentLink {
  readonly childId: string
  readonly parentId: string
}

/** Links of a longer way up are not followed: no office stacks so many devices. */
const depthMax = 64

export class ParentGraph {
  readonly #parents = new Map<string, readonly string[]>()
  readonly #children = new Map<string, string[]>()

  constructor(links: readonly ParentLink[]) {
    const byChild = Map.groupBy(links, ({ childId }) => childId)
    for (const [childId, ofChild] of byChild) {
      const parents = [...new Set(ofChild.map(({ parentId }) => parentId))]
      const others = parents.filter((id) => id !== childId).toSorted()
      if (others.length > 0) this.#parents.set(childId, others)
      for (const id of others) {
        const children = this.#children.get(id)
        if (children) children.push(childId)
        else this.#children.set(id, [childId])
      }
    }
  }
  parentsOf(id: string): readonly string[] {
    return this.#parents.get(id) ?? []
  }
  /** All behind it, however far; a ring is walked once and holds its beginning out. */
  behind(id: string): ReadonlySet<string> {
    const found = new Set<string>()
    const waiting = [...(this.#children.get(id) ?? [])]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === id || found.has(next)) continue
      found.add(next)
      waiting.push(...(this.#children.get(next) ?? []))
    }
    return found
  }
  /** Ids of those that have somebody behind them. */
  heads(): Iterable<string> {
    return this.#children.keys()
  }
  /**
   * The topmost lost one because of which it cannot be reached; undefined: there is a way. Of
   * several lost parents the first by id leads on, so that the same losses have the same root.
   */
  rootOf(id: string, isLost: (id: string) => boolean): string | undefined {
    const seen = new Set([id])
    let root: string | undefined
    let at = id
    for (let depth = 0; depth < depthMax; depth++) {
      const parents = this.parentsOf(at)
      const blocked = parents.length > 0 && parents.every((one) => isLost(one))
      const [next] = blocked ? parents : []
      if (next === undefined || seen.has(next)) return root
      seen.add(next)
      root = at = next
    }
    return root
  }
  /** Whether the parent already stands behind the child: the link would close a ring. */
  closesRing({ childId, parentId }: ParentLink): boolean {
    return childId === parentId || this.behind(childId).has(parentId)
  }
}
