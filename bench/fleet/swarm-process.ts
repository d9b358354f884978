/**
 * A swarm in a process of its own, so that its CPU is not the collector's:
 * `node swarm-process.ts PORT FIRST COUNT AUTHORITY-FILE`, orders over the private channel.
 */
import { readFileSync } from 'node:fs'
import { temp } from '../../contract/catalogue/families/temp.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { Backoff } from '../../lib/backoff.ts'
import { systemClock as clock } from '../../lib/system-clock.ts'
import { councilOf } from '../../scripts/swarm/council.ts'
import { SimulatedAgent } from '../../scripts/swarm/simulated-agent.ts'
import { benchKey } from './bench-home.ts'
import type { SwarmOrder } from './swarm-messages.ts'

const [port = '', first = '0', count = '0', authorityFile = ''] = process.argv.slice(2)
const authority = readFileSync(authorityFile, 'utf8')
const connectingAtOnce = 24
const framesInFlight = 8
const stop = new AbortController()
const startedMs = clock.now()
const log = { debug: no, info: no, warn: no, error: no }
function no(): void {}

const agents = councilOf(Number(first) + Number(count))
  .slice(Number(first))
  .map((host, index) => {
    const agent = new SimulatedAgent({
      host: { ...host, story: 'healthy' },
      clock,
      log,
      version: 'bench',
      signal: stop.signal,
      skewMs: 0,
      bootMs: startedMs - 86_400_000,
      storyMs: startedMs,
    })
    const addresses = [`127.0.0.1:${port}`]
    agent.adopt({ ...benchKey(Number(first) + index), authority, addresses })
    return agent
  })
let failures = 0
let persisting = false

process.on('message', (order: SwarmOrder) => {
  void obey(order).catch((error: unknown) => {
    process.stderr.write(`swarm: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'swarm' })

async function obey(order: SwarmOrder): Promise<void> {
  if (order.type === 'connect') process.send?.({ type: 'connected', milliseconds: await connect() })
  else if (order.type === 'beat') process.send?.({ type: 'beaten', ...(await beat(order)) })
  else if (order.type === 'flood') process.send?.({ type: 'flooded', ...(await flood(order)) })
  else if (order.type === 'heat') process.send?.({ type: 'heated', ...heat(order) })
  else if (order.type === 'persist') persist()
  else process.send?.({ type: 'counted', connected: connected(), failures })
}

function connected(): number {
  return agents.filter((agent) => agent.connected).length
}

/** All of them, some at a time. */
async function connect(): Promise<number> {
  const from = clock.monotonic()
  const waiting = agents.filter((agent) => !agent.connected)
  const worker = async (): Promise<void> => {
    for (let agent = waiting.pop(); agent; agent = waiting.pop()) await connectOne(agent)
  }
  await Promise.all(Array.from({ length: connectingAtOnce }, worker))
  return clock.monotonic() - from
}

/** Waits between attempts are those of the agent's link. */
async function connectOne(agent: SimulatedAgent): Promise<void> {
  const backoff = new Backoff({ firstMs: 2000, maxMs: 60_000, random: Math.random })
  for (;;) {
    try {
      await agent.connect()
      return
    } catch {
      failures++
      await clock.sleep(backoff.next())
    }
  }
}

function persist(): void {
  if (persisting) return
  persisting = true
  for (const agent of agents) void keepConnected(agent)
}

async function keepConnected(agent: SimulatedAgent): Promise<void> {
  const backoff = new Backoff({ firstMs: 2000, maxMs: 60_000, random: Math.random })
  for (;;) {
    while (agent.connected) await clock.sleep(100)
    await clock.sleep(backoff.next())
    await connectOne(agent)
  }
}

async function beat({ seconds, beatMs }: Extract<SwarmOrder, { type: 'beat' }>) {
  const latenciesMs: number[] = []
  let sentFrames = 0
  for (const agent of agents) agent.onAcknowledged = (ms) => latenciesMs.push(ms)
  const from = clock.monotonic()
  const sends = (seconds * 1000 * agents.length) / beatMs
  for (let number = 0; number < sends; number++) {
    const dueMs = from + (number * beatMs) / agents.length
    const waitMs = dueMs - clock.monotonic()
    if (waitMs > 0.5) await clock.sleep(waitMs)
    if (agents[number % agents.length]?.sendLive(clock.now(), true)) sentFrames++
  }
  await until(() => latenciesMs.length >= sentFrames, 20_000)
  for (const agent of agents) agent.onAcknowledged = no
  return { latenciesMs, sentFrames }
}

/** Rows are made beforehand; the collector's work then has the machine for itself. */
async function flood(order: Extract<SwarmOrder, { type: 'flood' }>) {
  const { samples, samplesPerFrame } = order
  const nowMs = clock.now()
  const frames = agents.map((agent) =>
    Array.from({ length: samples / samplesPerFrame }, (_, frame) =>
      Array.from({ length: samplesPerFrame }, (__, sample) =>
        agent.rowsAt(nowMs - (samples - frame * samplesPerFrame - sample) * 1000),
      ).flat(),
    ),
  )
  const before = agents.map(({ sentValues }) => sentValues)
  const from = clock.monotonic()
  await Promise.all(agents.map((agent, index) => floodOne(agent, frames[index] ?? [])))
  const values = agents.reduce((sum, agent, i) => sum + agent.sentValues - (before[i] ?? 0), 0)
  const milliseconds = clock.monotonic() - from
  return { values, frames: (agents.length * samples) / samplesPerFrame, milliseconds }
}

async function floodOne(
  agent: SimulatedAgent,
  frames: readonly Parameters<SimulatedAgent['sendRows']>[1][],
) {
  const already = agent.acknowledgedFrames - agent.sentFrames
  let wake: () => void = no
  agent.onAcknowledged = () => wake()
  for (const [index, rows] of frames.entries()) {
    // Half of what is in flight asks for an acknowledgement, as a link that has much to send.
    if (
      !agent.sendRows(
        'live',
        rows,
        index % (framesInFlight / 2) === 0 || index === frames.length - 1,
      )
    )
      throw new Error(`${agent.host.name} lost its session`)
    while (agent.sentFrames - agent.acknowledgedFrames + already >= framesInFlight) {
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  while (agent.sentFrames > agent.acknowledgedFrames - already) {
    await new Promise<void>((resolve) => (wake = resolve))
  }
  agent.onAcknowledged = no
}

function heat({ agent: number, celsius }: Extract<SwarmOrder, { type: 'heat' }>) {
  const agent = agents[number]
  if (!agent) throw new Error(`There is no agent ${number}`)
  const sentMs = clock.now()
  const hot = reading(temp, { sensor: 'coretemp_package_id_0' }, { temp: celsius, crit: 100 })
  agent.sendRows('live', agent.rowsOf([hot], sentMs), true)
  return { name: agent.host.name, sentMs }
}

async function until(holds: () => boolean, withinMs: number): Promise<void> {
  const from = clock.monotonic()
  while (!holds() && clock.monotonic() - from < withinMs) await clock.sleep(20)
}
