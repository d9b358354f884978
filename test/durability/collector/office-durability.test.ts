import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { randomFrom } from '../../../bench/store-fleet.ts'
import { collectorHome } from '../../../collector/home.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { powerCut } from '../../support/power-cut/power-cut.ts'
import { bundledProcess } from '../bundled-process.ts'
import { CollectorUnderTest } from './collector-under-test.ts'
import { SpoolingAgent } from './spooling-agent.ts'
import { inOrder, readAll } from './stored-readings.ts'

// The full counts are those of collector-durability.test.ts; here the whole way is real.
const kills = Math.max(20, Math.ceil(Number(process.env['MLINZI_KILLS'] ?? 0) / 10))
const cuts = Math.max(10, Math.ceil(Number(process.env['MLINZI_POWER_CUTS'] ?? 0) / 10))
const missing = powerCut.missing()
const beatMs = 4
const soon = { timeout: 30_000, interval: 10 }

test(
  `${kills} SIGKILLs of the real collector under real agents: every reading exactly once`,
  { timeout: 60_000 + kills * 3000 },
  () => endAgainAndAgain(kills, false),
)
test.skipIf(missing)(
  `${cuts} power cuts of the real collector under real agents: every reading exactly once`,
  { timeout: 60_000 + cuts * 3000 },
  () => endAgainAndAgain(cuts, true),
)

async function endAgainAndAgain(times: number, cutting: boolean): Promise<void> {
  const random = randomFrom(6)
  const home = mkdtempSync(path.join(tmpdir(), 'mlinzi-durable-'))
  const disk = cutting ? { disk: collectorHome(home).folder } : {}
  const program = await bundledProcess(path.join(import.meta.dirname, 'office-process.ts'), home)
  const collector = new CollectorUnderTest({ program, folder: home, ...disk })
  const agents: SpoolingAgent[] = []
  onTestFinished(async () => {
    for (const agent of agents) await agent.close()
    await collector.kill(() => 1)
    rmSync(home, { recursive: true, force: true })
  })
  await collector.start()
  const { port, token }: { port: number; token: string } = JSON.parse(collector.said)
  for (const name of ['agent-1', 'agent-2'])
    agents.push(await SpoolingAgent.begin(path.join(home, name), token))

  for (let end = 0; end < times; end++) {
    await expect.poll(() => agents.every((agent) => agent.connected), soon).toBe(true)
    const beats = Math.floor(random() * 12)
    for (let beat = 0; beat < beats; beat++) {
      for (const agent of agents) agent.beat(random)
      await systemClock.sleep(random() * beatMs)
    }
    await collector.kill(random)
    // Some readings are made while no collector is there.
    for (const agent of agents) agent.beat(random)
    if (random() < 0.2) await collector.startAndKill(random, String(port))
    await collector.start(String(port))
  }
  await expect.poll(() => agents.map((agent) => agent.settled()), soon).toEqual([0, 0])
  await collector.kill(random)
  await expectAllOnce(home, agents)
  expect(agents[0]?.journal.length).toBeGreaterThan(times * 3)
}

async function expectAllOnce(home: string, agents: readonly SpoolingAgent[]): Promise<void> {
  const { readings } = await readAll(collectorHome(home).series)
  const expected = agents.flatMap(({ journal }) => journal)
  const hosts = new Set(expected.map(({ host }) => host))
  const measurements = new Set(expected.map(({ measurement }) => measurement))
  // The collector adds series of its own to each host.
  const stored = readings
    .filter(({ host, measurement }) => hosts.has(host) && measurements.has(measurement))
    .map((one) => ({ ...one, tags: '' }))
  expect(inOrder(stored)).toEqual(inOrder(expected))
}
