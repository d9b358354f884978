/** The collector's own network: looked at before every computer is called lost. */
import { describe, expect, it } from 'vitest'
import { OwnLine, systemLine } from '../../collector/own-line.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

function lineOf(setup: {
  link?: boolean
  gateway?: boolean | undefined
  since?: number
  lately?: number
}) {
  const clock = new VirtualClock()
  const now = { link: true, gateway: true as boolean | undefined, since: 9, lately: 9, ...setup }
  const changes: (number | null)[] = []
  let asked = 0
  const line = new OwnLine({
    look: {
      link: () => now.link,
      gateway: async () => {
        asked++
        return now.gateway
      },
    },
    heard: () => ({ since: now.since, lately: now.lately }),
    clock,
    log: silent,
  })
  line.connect(() => changes.push(line.cutOffSinceMs))
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) {
      await line.turn()
      await clock.advance(10_000)
    }
  }
  return { clock, now, line, changes, turns, asked: () => asked }
}

describe("the collector's own line", () => {
  it('a pulled cable is told at the second look, from the first on, and its return at once', async () => {
    const { now, clock, changes, turns } = lineOf({})
    await turns(3)
    expect(changes).toEqual([])
    const pulledMs = clock.now()
    now.link = false
    await turns(3)
    expect(changes).toEqual([pulledMs])
    now.link = true
    await turns(1)
    expect(changes).toEqual([pulledMs, null])
  })
  it('a machine that never had a network cannot lose it', async () => {
    const { changes, turns } = lineOf({ link: false })
    await turns(5)
    expect(changes).toEqual([])
  })
  it('the gateway is not asked while computers are heard', async () => {
    const { turns, asked } = lineOf({ gateway: false, since: 5 })
    await turns(3)
    expect(asked()).toBe(0)
  })
  it('hardly anybody heard and no way to the gateway: cut off', async () => {
    const { changes, turns } = lineOf({ gateway: false, since: 1 })
    await turns(3)
    expect(changes).toHaveLength(1)
  })
  it.each([
    ['the gateway answers', { gateway: true, since: 0 }],
    ['the gateway says nothing', { gateway: undefined, since: 0 }],
    ['there never were others', { gateway: false, since: 0, lately: 2 }],
  ])('%s: that nobody is heard is not the own line', async (_, setup) => {
    const { changes, turns } = lineOf(setup)
    await turns(5)
    expect(changes).toEqual([])
  })
  it('this machine can be asked', async () => {
    const look = systemLine()
    expect([true, false]).toContain(look.link())
    expect([true, false, undefined]).toContain(await look.gateway())
  })
})
