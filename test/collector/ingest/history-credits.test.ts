import { describe, expect, test } from 'vitest'
import { HistoryCredits, type HistoryClaim } from '../../../collector/ingest/history-credits.ts'

const settings = {
  historyBytesPerSecondAgent: 4000,
  historyBytesPerSecondSite: 8000,
  creditEveryMs: 5000,
}

/** A site whose agents use all they get, for a minute of rounds. */
function minute(agents: number, bytesPerRow: number): { rows: number[]; bytes: number } {
  let now = 0
  const credits = new HistoryCredits(
    settings,
    () => now,
    () => true,
  )
  const rows: number[] = Array.from({ length: agents }, () => 0)
  const claims: HistoryClaim[] = rows.map((_, agent) =>
    credits.join('site', (given) => use(agent, given)),
  )
  function use(agent: number, given: number): void {
    rows[agent] = (rows[agent] ?? 0) + given
    claims[agent]?.received(given, given * bytesPerRow)
  }
  for (const [agent, claim] of claims.entries()) use(agent, credits.first(claim))
  for (now = 5000; now <= 60_000; now += 5000) credits.distribute()
  return { rows, bytes: rows.reduce((sum, one) => sum + one * bytesPerRow, 0) }
}

describe('history credits', () => {
  test('keep one agent to its 32 kbit/s, as measured on its rows', () => {
    const { bytes } = minute(1, 200)
    expect(bytes).toBeGreaterThan(4000 * 50)
    // The first rows are given before any was weighed; their excess is paid back.
    expect(bytes).toBeLessThan(4000 * 60 + 40_000 + 40_000 * (200 / 60))
  })

  test('keep a site to its 64 kbit/s and share it fairly', () => {
    const { bytes, rows } = minute(15, 60)
    expect(bytes).toBeLessThan(8000 * 60 + 80_000 + 1)
    expect(bytes).toBeGreaterThan(8000 * 50)
    const later = rows.slice(3)
    expect(Math.max(...later) / Math.min(...later)).toBeLessThan(1.2)
  })

  test('are not given to those who have not used theirs', () => {
    let now = 0
    const credits = new HistoryCredits(
      settings,
      () => now,
      () => true,
    )
    const given: number[] = []
    const idle = credits.join('site', (rows) => given.push(rows))
    expect(credits.first(idle)).toBeGreaterThan(0)
    for (now = 5000; now <= 60_000; now += 5000) credits.distribute()
    expect(given).toEqual([])
  })

  test('stop under overload and go on after it', () => {
    let now = 0
    let open = false
    const credits = new HistoryCredits(
      settings,
      () => now,
      () => open,
    )
    const given: number[] = []
    const claim = credits.join('site', (rows) => given.push(rows))
    expect(credits.first(claim)).toBe(0)
    now = 5000
    credits.distribute()
    expect(given).toEqual([])
    open = true
    credits.distribute()
    credits.distribute()
    expect(given).toHaveLength(1)
  })

  test('an agent that reconnects every few seconds gets no fresh budget of its site', () => {
    let now = 0
    const credits = new HistoryCredits(
      settings,
      () => now,
      () => true,
    )
    let rows = 0
    for (now = 0; now < 60_000; now += 2000) {
      const claim = credits.join('site', () => undefined)
      rows += credits.first(claim)
      credits.leave(claim)
    }
    expect(rows * 60).toBeLessThan(8000 * 60 + 80_000)
  })
})
