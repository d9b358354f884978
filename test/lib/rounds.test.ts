import { describe, expect, it } from 'vitest'
import { Rounds } from '../../lib/rounds.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

function made(round: (count: number) => Promise<number>) {
  const clock = new VirtualClock()
  const faults: unknown[] = []
  let count = 0
  const rounds = new Rounds({
    clock,
    round: () => round(++count),
    onFault: (error) => faults.push(error),
    retryMs: 5000,
  })
  return { clock, faults, rounds, count: () => count }
}

describe('rounds', () => {
  it('begin only after the start and wait as long as the round before said', async () => {
    const { clock, rounds, count } = made(async () => 1000)
    rounds.wake()
    expect(count()).toBe(0)
    rounds.start()
    await rounds.idle()
    expect(count()).toBe(1)
    await clock.advance(999)
    expect(count()).toBe(1)
    await clock.advance(1)
    expect(count()).toBe(2)
    await rounds.stop()
    await clock.advance(10_000)
    expect(count()).toBe(2)
  })
  it('are never two at once, and follow at once when woken in between', async () => {
    const gate = Promise.withResolvers<void>()
    const { rounds, count } = made(async () => {
      await gate.promise
      return 1000
    })
    rounds.start()
    rounds.wake()
    rounds.wake()
    expect(count()).toBe(1)
    gate.resolve()
    await rounds.idle()
    expect(count()).toBe(2)
  })
  it('that fail are told once in a row and tried again after their own wait', async () => {
    const { clock, rounds, faults, count } = made(async (at) => {
      if (at <= 3 || at === 5) throw new Error(String(at))
      return 1000
    })
    rounds.start()
    await rounds.idle()
    expect(rounds.failing).toBe(true)
    await clock.advance(10_000)
    expect(count()).toBe(3)
    await clock.advance(6000)
    expect(faults.map(String)).toEqual(['Error: 1', 'Error: 5'])
  })
})
