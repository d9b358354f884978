/** What a simulated poller sends: once a minute what it finds, and the day before. */
import type { SimulatedAgent } from '../simulated-agent.ts'

/** A quarter of an hour apart: devices have many ports. */
const stepMs = 900_000
const steps = 96
const stepsAtOnce = 4

export function sendNetwork(agent: SimulatedAgent, nowMs: number): void {
  const due = agent.poller?.due(agent.momentAt(nowMs)) ?? []
  if (due.length > 0) agent.sendRows('live', agent.rowsOf(due, nowMs), true)
}

/** As soon as it has an order, as much as the collector's credit allows; gives how many were sent. */
export function sendPastNetwork(agent: SimulatedAgent, startMs: number, sent: number): number {
  const { poller } = agent
  if (poller === undefined || !poller.isAsked || sent >= steps) return sent
  const count = Math.min(stepsAtOnce, steps - sent)
  const moments = Array.from({ length: count }, (_, at) => startMs - (sent + at + 1) * stepMs)
  const readings = moments.map((timeMs) => [timeMs, poller.at(agent.momentAt(timeMs))] as const)
  const rows = readings.reduce((sum, [, own]) => sum + own.length, 0)
  if (rows > agent.historyCredit) return sent
  const past = readings.flatMap(([timeMs, own]) => agent.rowsOf(own, timeMs))
  return agent.sendPast(past) ? sent + count : sent
}
