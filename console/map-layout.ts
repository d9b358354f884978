/** Where the boxes of the drawing stand: a column for each step from the way out, a line for each end. */
import type { MapFold, MapNode, SiteMap } from '../collector/api/topology-views.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly what:
    | { readonly kind: 'site'; readonly site: SiteMap }
    | { readonly kind: 'node'; readonly node: MapNode }
    | { readonly kind: 'fold'; readonly parentId: string | null; readonly fold: MapFold }
}
export interface Layout {
  readonly boxes: readonly Box[]
  /** From box to box, by their numbers in the list. */
  readonly lines: readonly { readonly from: number; readonly to: number; readonly spare: boolean }[]
  readonly width: number
  readonly height: number
}

export const boxSize = { width: 178, height: 40 } as const
const column = boxSize.width + 52
const row = boxSize.height + 10
const edge = 8

export function layoutOf(site: SiteMap): Layout {
  const boxes: Box[] = []
  const lines: { from: number; to: number; spare: boolean }[] = []
  const places = new Map<string, number>()
  let nextRow = 0
  let deepest = 0
  /** A parent stands in the middle of its children, and before them in the order of reading. */
  const put = (what: Box['what'], depth: number, children: readonly (() => number)[]): number => {
    deepest = Math.max(deepest, depth)
    const own = boxes.push({ x: edge + column * depth, y: 0, what }) - 1
    const below = children.map((child) => child())
    const rows = below.map((at) => boxes[at]?.y ?? 0)
    const [first, last] = [rows[0], rows.at(-1)]
    const isEnd = first === undefined || last === undefined
    const y = isEnd ? edge + row * nextRow++ : (first + last) / 2
    boxes[own] = { x: edge + column * depth, y, what }
    for (const to of below) lines.push({ from: own, to, spare: false })
    return own
  }
  const node = (one: MapNode, depth: number): number => {
    const children = one.children.map((child) => () => node(child, depth + 1))
    const { folded } = one
    const fold = folded
      ? [() => put({ kind: 'fold', parentId: one.id, fold: folded }, depth + 1, [])]
      : []
    const at = put({ kind: 'node', node: one }, depth, [...children, ...fold])
    places.set(one.id, at)
    return at
  }
  const tops = site.tops.map((one) => () => node(one, 1))
  const { unplaced } = site
  const rest = unplaced ? [() => put({ kind: 'fold', parentId: null, fold: unplaced }, 1, [])] : []
  put({ kind: 'site', site }, 0, [...tops, ...rest])
  for (const [to, { what }] of boxes.entries()) {
    if (what.kind !== 'node') continue
    for (const { id } of what.node.others) {
      const from = places.get(id)
      if (from !== undefined) lines.push({ from, to, spare: true })
    }
  }
  return {
    boxes,
    lines,
    width: 2 * edge + column * deepest + boxSize.width,
    height: 2 * edge + row * Math.max(nextRow, 1) - (row - boxSize.height),
  }
}
