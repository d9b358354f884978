/** Computers with a dead clock battery: the shipped agent in a year that is not this one. */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../lib/system-clock.ts'
import { ProgramOffice, settledPort, until } from '../support/program-office.ts'
import { missing } from '../support/service.ts'

const skipped = missing('faketime', 'faketime')
const office = new ProgramOffice()
const home = office.home('collector')
let port: number

/** What makes a process believe it is that year; a wrong calendar does not change a second. */
function inYear(year: number): Readonly<Record<string, string>> {
  const spec = `${year}-03-01 10:00:00`
  const text = execFileSync('faketime', [spec, 'env'], { encoding: 'utf8' })
  const wanted = /^(LD_PRELOAD|FAKETIME)=(.*)$/gm
  const found = [...text.matchAll(wanted)].map(([, name = '', value = '']) => [name, value])
  return { ...Object.fromEntries(found), DONT_FAKE_MONOTONIC: '1', TZ: 'UTC' }
}

beforeAll(async () => {
  if (skipped) return
  port = await settledPort(home)
  await office.collector(home)
})
afterAll(() => office.close())

describe.skipIf(skipped).each([
  { year: 2009, rule: 'clock-behind' },
  { year: 2099, rule: 'clock-ahead' },
])('a computer that believes it is $year', ({ year, rule }) => {
  const agentHome = office.home(`agent-${year}`)
  let host: string
  let startedMs: number

  it('enrols, connects and is stored under the time of arrival', async () => {
    const wrong = inYear(year)
    host = await office.enrol(port, home, agentHome, wrong)
    startedMs = systemClock.now()
    const agent = await office.agent(agentHome, wrong)
    expect(agent.output()).toContain(`${year}-03-01`)
    const points = await until(
      () => office.points(port, host, 'mem.used_percent'),
      (all) => all.length >= 2,
    )
    for (const { time } of points) {
      // The repair rests on one line's delay; two seconds are what it may be wrong.
      expect(Date.parse(time)).toBeGreaterThan(startedMs - 2000)
      expect(Date.parse(time)).toBeLessThan(systemClock.now() + 2000)
    }
    await until(
      () => office.host(port, host),
      ({ presence }) => presence === 'online',
    )
  }, 40_000)

  it('leaves nothing in the year that it believes in', async () => {
    const window = `from=${year}-01-01T00:00:00Z&to=${year}-12-31T00:00:00Z&step=1d&agg=count`
    const [series] = await office.ask<{ points: { value: number | null }[] }[]>(
      port,
      `/api/v1/series?host=${host}&measurement=mem&field=used_percent&${window}`,
    )
    const rows = (series?.points ?? []).reduce((sum, { value }) => sum + (value ?? 0), 0)
    expect(rows).toBe(0)
  })

  it('is found to have a wrong clock, and the officer is told', async () => {
    const { clockOffsetSeconds } = await until(
      () => office.host(port, host),
      (one) => one.clockOffsetSeconds !== null,
    )
    const expected = (Date.UTC(year, 2, 1, 10) - startedMs) / 1000
    expect(Math.abs((clockOffsetSeconds ?? 0) - expected)).toBeLessThan(120)
    const alerts = await until(
      () => office.ask<{ rule: string }[]>(port, `/api/v1/alerts?host=${host}`),
      (all) => all.length > 0,
    )
    expect(alerts.map((alert) => alert.rule)).toContain(rule)
  }, 40_000)
})
