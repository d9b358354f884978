/** Who stands behind whom. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ParentGraph, type ParentLink } from '../../lib/parent-graph.ts'

const link = (childId: string, parentId: string): ParentLink => ({ childId, parentId })
const lost =
  (...ids: readonly string[]) =>
  (id: string) =>
    ids.includes(id)

describe('the ways to devices', () => {
  const tree = new ParentGraph([
    link('switch', 'router'),
    link('pc', 'switch'),
    link('ap', 'switch'),
  ])

  it('all behind a device are found, however far', () => {
    expect([...tree.behind('router')].toSorted()).toEqual(['ap', 'pc', 'switch'])
    expect([...tree.behind('pc')]).toEqual([])
  })
  it('the topmost lost device is the root', () => {
    expect(tree.rootOf('pc', lost('switch'))).toBe('switch')
    expect(tree.rootOf('pc', lost('switch', 'router'))).toBe('router')
    expect(tree.rootOf('switch', lost('router'))).toBe('router')
    expect(tree.rootOf('pc', lost('ap'))).toBeUndefined()
    // The switch answers: what is lost in front of it does not cut its own children off.
    expect(tree.rootOf('pc', lost('router'))).toBeUndefined()
  })
  it('a redundant pair must be lost whole', () => {
    const pair = new ParentGraph([link('pc', 'a'), link('pc', 'b')])
    expect(pair.rootOf('pc', lost('a'))).toBeUndefined()
    expect(pair.rootOf('pc', lost('b', 'a'))).toBe('a')
  })
  it('a link that closes a ring is known', () => {
    expect(tree.closesRing(link('router', 'pc'))).toBe(true)
    expect(tree.closesRing(link('pc', 'pc'))).toBe(true)
    expect(tree.closesRing(link('pc', 'router'))).toBe(false)
  })
  it('whatever the links, rings too: it ends, and roots and those behind agree', () => {
    const id: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const links = fc.array(fc.record({ childId: id, parentId: id }), { maxLength: 15 })
    fc.assert(
      fc.property(links, fc.uniqueArray(id), id, (all, gone, one) => {
        const graph = new ParentGraph(all)
        const root = graph.rootOf(one, lost(...gone))
        if (root === undefined) return
        expect(gone).toContain(root)
        expect(graph.behind(root).has(one)).toBe(true)
        expect(graph.parentsOf(one).every((parent) => gone.includes(parent))).toBe(true)
      }),
    )
  })
})
