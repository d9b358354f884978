import { systemClock } from '../../lib/system-clock.ts'
import { cpuSeconds, memoryOf, type Memory } from '../process-cost.ts'
import type { Peer } from './peer.ts'

/** What one program did in the window. */
export interface Observed {
  readonly peer: Peer
  readonly cpuSeconds: number
  /** Undefined: not known here. */
  readonly facts: number | undefined
  readonly bytes: number
  readonly polls: number
  /** Evenly over the window; the last is that at its end. */
  readonly memory: readonly Memory[]
}
export interface Window {
  /** Wall time. */
  readonly fromMs: number
  readonly toMs: number
  readonly seconds: number
  readonly observed: readonly Observed[]
}

/**
 * The agent's first half minute has closer readings and the writing of its state; V8 cleans up
 * after it, which in a short window would look like what an hour costs.
 */
const warmUpMs = 75_000
const roundMs = 1000
/** The slow facts' five minutes at ten-fold speed. */
const slowEveryRounds = 30
const memorySamples = 48

/** Watches all of them at once; those that must be polled are polled every second. */
export async function observe(peers: readonly Peer[], seconds: number): Promise<Window> {
  await systemClock.sleep(warmUpMs)
  const before = peers.map(stateOf)
  const fromMs = systemClock.now()
  const memory: Memory[][] = peers.map(() => [])
  const polled = peers.filter((peer) => peer.poll && !peer.name.endsWith(' idle'))
  const from = systemClock.monotonic()
  for (let round = 0; round < seconds; round++) {
    await systemClock.sleep(from + round * roundMs - systemClock.monotonic())
    for (const peer of polled) await peer.poll?.(round % slowEveryRounds === 0)
    if (round % Math.max(1, Math.floor(seconds / memorySamples)) === 0) {
      for (const [index, peer] of peers.entries()) memory[index]?.push(memoryOf(peer.pids()))
    }
  }
  await systemClock.sleep(from + seconds * roundMs - systemClock.monotonic())
  const toMs = systemClock.now()
  const cpuAfter = peers.map((peer) => cpuSeconds(peer.pids()))
  const realSeconds = (systemClock.monotonic() - from) / 1000
  const after = peers.map(stateOf)
  const observed = peers.map((peer, index): Observed => ({
    peer,
    cpuSeconds: (cpuAfter[index] ?? NaN) - (before[index]?.cpu ?? NaN),
    facts: grown(before[index]?.facts, after[index]?.facts),
    bytes: (after[index]?.bytes ?? 0) - (before[index]?.bytes ?? 0),
    polls: polled.includes(peer) ? seconds : 0,
    memory: [...(memory[index] ?? []), memoryOf(peer.pids())],
  }))
  return { fromMs, toMs, seconds: realSeconds, observed }
}

function stateOf(peer: Peer) {
  return { facts: peer.facts(), bytes: peer.bytes(), cpu: cpuSeconds(peer.pids()) }
}

function grown(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before
}
