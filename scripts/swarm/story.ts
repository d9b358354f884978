/** What a simulated computer does while the demo runs: a day of history, a beat of 10 s, facts at theirs. */
import type { Clock } from '../../lib/clock.ts'
import { sendNetwork, sendPastNetwork } from './network/send-network.ts'
import { isCut, losesPower } from './power-cut.ts'
import type { SimulatedAgent } from './simulated-agent.ts'

export interface StoryOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly startMs: number
}

const beatMs = 10_000
const historyStepMs = 300_000
const historySteps = 288
const rowsPerMoment = 8
const reconnectMs = 5_000

/** Resolves when the signal is aborted. */
export async function runStory(agent: SimulatedAgent, options: StoryOptions): Promise<void> {
  const { clock, signal, startMs } = options
  let historySent = 0
  let networkSent = 0
  while (!signal.aborted) {
    if (isAway(agent, clock.now() - startMs)) {
      agent.vanish()
    } else if (agent.connected || (await connects(agent))) {
      agent.sendLive(clock.now(), historySent < historySteps)
      agent.sendFacts(clock.now())
      sendNetwork(agent, clock.now())
      networkSent = sendPastNetwork(agent, startMs, networkSent)
      historySent = sendHistory(agent, startMs, historySent)
    } else {
      await rest(clock, reconnectMs, signal)
      continue
    }
    await rest(clock, beatMs, signal)
  }
  await agent.disconnect()
}

/** Power is cut for nine minutes, at one desk and at the clinic: no goodbye. */
function isAway({ host }: SimulatedAgent, elapsedMs: number): boolean {
  return (host.story === 'goes_off' || losesPower(host)) && isCut(elapsedMs)
}

/** The newest of the missing day first, as much as the collector's credit allows. */
function sendHistory(agent: SimulatedAgent, startMs: number, sent: number): number {
  const moments = Math.min(historySteps - sent, Math.floor(agent.historyCredit / rowsPerMoment))
  if (moments <= 0) return sent
  const wanted = Array.from(
    { length: moments },
    (_, index) => startMs - (sent + index + 1) * historyStepMs,
  )
  return agent.sendHistory(wanted) ? sent + moments : sent
}

async function connects(agent: SimulatedAgent): Promise<boolean> {
  try {
    agent.switchedOn()
    await agent.connect()
    return true
  } catch {
    // The collector is starting, stopping or full; the story tries again.
    return false
  }
}

async function rest(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  await clock.sleep(milliseconds, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
