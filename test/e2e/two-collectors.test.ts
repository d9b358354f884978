/** Collector processes one after another on one state: nothing that matters is in their memory. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, settle, type Running } from '../support/program.ts'
import { ProgramOffice, until, type Point } from '../support/program-office.ts'
import { lastNumbers } from '../support/spool-journal.ts'
import { received } from '../support/stored-rows.ts'

const office = new ProgramOffice()
const home = office.home('collector')
const agentHome = office.home('agent')
const ports: number[] = []
const reading = 'mem.used_percent'
let collector: Running
let agent: Running
let host: string

async function startAt(port: number): Promise<void> {
  const addresses = ports.map((one) => `  - 127.0.0.1:${one}\n`).join('')
  settle(home, port, '', `collectors:\n${addresses}`)
  collector = await office.collector(home)
}
/** Waits for the agent and more readings than there were; each time stands there once. */
async function more(port: number, than: readonly Point[]): Promise<readonly Point[]> {
  await until(
    () => office.metric(port, 'now_agents'),
    (agents) => agents === 1,
  )
  const points = await until(
    () => office.points(port, host, reading),
    (all) => all.length > than.length,
  )
  const times = points.map(({ time }) => time)
  expect(new Set(times).size).toBe(times.length)
  expect(points.slice(0, than.length)).toEqual(than)
  return points
}

beforeAll(async () => {
  for (let turn = 0; turn < 3; turn++) ports.push(await freePort())
  await startAt(ports[0] ?? 0)
  host = await office.enrol(ports[0] ?? 0, home, agentHome)
  agent = await office.agent(agentHome)
}, 30_000)
afterAll(() => office.close())

describe('one agent and three collectors in turn', () => {
  let points: readonly Point[] = []

  it('is taken over from a collector that stopped', async () => {
    points = await more(ports[0] ?? 0, points)
    expect(await collector.stop()).toBe(0)
    await startAt(ports[1] ?? 0)
    points = await more(ports[1] ?? 0, points)
  }, 40_000)

  it('is taken over from a collector that was killed', async () => {
    await collector.stop('SIGKILL')
    await startAt(ports[2] ?? 0)
    points = await more(ports[2] ?? 0, points)
  }, 40_000)

  it('has one unbroken sequence, from the first reading to the last', async () => {
    expect(await agent.stop()).toBe(0)
    expect(await collector.stop()).toBe(0)
    const lasts = lastNumbers(agentHome)
    // One run of the agent, whatever happened to its collectors.
    expect(lasts.size).toBe(1)
    const there = await received(home, agentHome, lasts.keys())
    for (const [epoch, last] of lasts) expect(there.get(epoch)).toEqual([[1, last]])
  }, 30_000)
})
