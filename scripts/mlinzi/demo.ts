/**
 * `mlinzi demo`: this computer and an invented council of 40, sent over the real wire into a state
 * folder of its own. Simulated computers are marked so in the console and the API.
 */
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lineLog } from '../../lib/line-log.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { councilOf } from '../swarm/council.ts'
import { networkOfCouncil } from '../swarm/network/devices.ts'
import { parentsOfCouncil } from '../swarm/network/wiring.ts'
import { runStory } from '../swarm/story.ts'
import { SimulatedAgent } from '../swarm/simulated-agent.ts'
import { askToken, runPart } from './child.ts'
import { homeFolder } from './home.ts'
import { runOffice } from './up.ts'

const hostCount = 40
/** Beside the real collector's port, so that both can run. */
const demoPort = 8543
const demoConfig = `# The demo's own settings; nothing here touches real data.
listen:
  port: ${demoPort}
`
const demoOffice = 'Halmashauri ya Wilaya ya Mfano (maonyesho · demo)'
const hour = 3_600_000

function demoHome(): string {
  return `${homeFolder()}-demo`
}

export async function demo(): Promise<number> {
  const home = demoHome()
  const config = join(home, 'collector', 'collector.yaml')
  if (!existsSync(config)) {
    mkdirSync(dirname(config), { recursive: true, mode: 0o700 })
    writeFileSync(config, demoConfig)
  }
  console.log(`\n  DEMO: ${hostCount} simulated computers and this one. State: ${home}`)
  return runOffice(home, beside)
}

/** As an officer would: with the command, once the pollers and sites are there. */
async function declareNetwork(): Promise<void> {
  const home = demoHome()
  const file = join(home, 'network.yaml')
  writeFileSync(file, JSON.stringify(networkOfCouncil))
  const code = await runPart('collector.mjs', ['network', 'apply', file], home, {}, true)
  if (code !== 0) console.error(`The demo's devices could not be declared (exit code ${code})`)
  const links = join(home, 'parents.csv')
  writeFileSync(links, parentsOfCouncil())
  const said = await runPart('collector.mjs', ['network', 'parents', 'import', links], home)
  if (said !== 0) console.error(`What hangs on what could not be said (exit code ${said})`)
}

async function beside(collector: ChildProcess, signal: AbortSignal): Promise<void> {
  collector.send({ type: 'nameOffice', name: demoOffice })
  const log = lineLog('error', systemClock, (line) => process.stderr.write(line))
  const startMs = systemClock.now()
  const agents = councilOf(hostCount).map((host, index) => {
    const agent = new SimulatedAgent({
      host,
      clock: systemClock,
      log,
      version: 'simulated',
      signal,
      skewMs: host.story === 'clock_2009' ? Date.UTC(2009, 0, 1) - startMs : 0,
      bootMs: startMs - (25 + index) * hour,
      storyMs: startMs,
    })
    return agent
  })
  const running: Promise<void>[] = []
  // One after the other: each asks the collector for a token of its own.
  for (const agent of agents) {
    const { role, site, department } = agent.host
    await agent.enrol(await askToken(collector, { role, site, department }))
    running.push(runStory(agent, { clock: systemClock, signal, startMs }))
  }
  await declareNetwork()
  await Promise.all(running)
}
