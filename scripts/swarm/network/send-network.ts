/** What a simulated poller sends: once a minute what it finds, and the day before. */
import type { SimulatedAgent } from '../simulated-agent.ts'

/** As far apart as the windows of a day's graph: wider ones would leave no line. */
const stepMs = 300_000
const steps = 288
const stepsAtOnce = 24

export function sendNetwork(agent: SimulatedAgent, nowMs: number): void {
  const due = agent.poller?.due(agent.momentAt(nowMs)) ?? []
  if (due.length > 0) agent.sendRows('live', agent.rowsOf(due, nowMs), true)
}

/** As soon as it has an order, as much as the collector's credit allows; gives how many were sent. */
export function sendPastNetwork(agent: SimulatedAgent, startMs: number, sent: number): number {
  const { poller } = agent
  if (poller === undefined || !poller.isAsked || sent >= steps) return sent
  const rowsAStep = Math.max(1, poller.at(agent.momentAt(startMs)).length)
  const allowed = Math.floor(agent.historyCredit / rowsAStep)
  const count = Math.min(stepsAtOnce, steps - sent, allowed)
  if (count <= 0) return sent
  const moments = Array.from({ length: count }, (_, at) => startMs - (sent + at + 1) * stepMs)
  const readings = moments.map((timeMs) => [timeMs, poller.at(agent.momentAt(timeMs))] as const)
  const past = readings.flatMap(([timeMs, own]) => agent.rowsOf(own, timeMs))
  return agent.sendPast(past) ? sent + count : sent
}
