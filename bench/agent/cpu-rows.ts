import type { BenchRow } from '../rows.ts'
import type { Observed, Window } from './window.ts'

/** What the collector has of each agent: values, and in how many rounds they were read. */
export type Stored = Readonly<Record<string, { readonly values: number; readonly rounds: number }>>

const hour = 3600

/**
 * CPU seconds an hour at a beat: what the program costs when left alone, and as many rounds as the
 * beat has in an hour, each at the price of a round in the window. A program that told too little
 * has not done the work and is an error.
 */
export function cpuRows(window: Window, stored: Stored): BenchRow[] {
  const seconds = Math.floor(window.seconds)
  const told = (name: string): number => stored[name]?.values ?? 0
  const count = (name: string): number => stored[name]?.rounds ?? 0
  const seen = (name: string): Observed => find(window, name)
  const cost = (busy: string, idle: string, times: number, beatSeconds: number): number =>
    hourly(window, seen(busy), seen(idle), times, beatSeconds)
  assertWork(window, seconds, count('at-10-s'), told('at-10-s'))

  const agent10 = cost('agent at-10-s', 'agent idle', count('at-10-s'), 10)
  const agent60 = cost('agent at-60-s', 'agent idle', count('at-60-s'), 60)
  const collectd10 = cost('collectd at-10-s', 'collectd idle', seconds, 10)
  const collectd60 = cost('collectd at-60-s', 'collectd idle', seconds, 60)
  const against = { comparedWith: 'collectd' }
  const perHour = (name: string, value: number): BenchRow => ({ name, value, unit: 'CPU-s/h' })
  const truly = (name: string): number => (seen(name).cpuSeconds / window.seconds) * hour
  return [
    {
      ...perHour('agent CPU, all fast sources, 10 s beat', agent10),
      ...against,
      ratio: agent10 / collectd10,
    },
    ratioRow('agent CPU against collectd, 10 s beat', agent10, collectd10),
    ratioRow('agent CPU against collectd, 60 s beat', agent60, collectd60),
    perHour('agent CPU, 60 s beat', agent60),
    perHour('agent CPU, left alone', truly('agent idle')),
    perHour('agent CPU, shipped bundle at a true 10 s beat', truly('agent true-10-s')),
    perHour('collectd CPU, 10 s beat', collectd10),
    perHour('collectd CPU, 60 s beat', collectd60),
    perHour('collectd CPU, left alone', truly('collectd idle')),
    perHour('collectd CPU at a true 10 s beat', truly('collectd true-10-s')),
    ...['node_exporter', 'zabbix_agentd'].flatMap((name) =>
      [10, 60].map((beat) =>
        perHour(`${name} CPU, ${beat} s beat`, cost(name, `${name} idle`, seconds, beat)),
      ),
    ),
    { name: 'agent, rounds measured', value: count('at-10-s'), unit: 'rounds' },
    { name: 'agent, facts a round', value: told('at-10-s') / count('at-10-s'), unit: 'values' },
    {
      name: 'collectd, facts a round',
      value: (seen('collectd at-10-s').facts ?? NaN) / seconds,
      unit: 'values',
    },
    bytesRow('agent', seen('agent true-10-s'), window),
    bytesRow('collectd', seen('collectd true-10-s'), window),
  ]
}

function find({ observed }: Window, name: string): Observed {
  const found = observed.find(({ peer }) => peer.name === name)
  if (!found) throw new Error(`${name} did not run`)
  return found
}

function hourly(
  { seconds }: Window,
  busy: Observed,
  idle: Observed,
  rounds: number,
  beatSeconds: number,
): number {
  const idleShare = idle.cpuSeconds / seconds
  const perRound = (busy.cpuSeconds - idle.cpuSeconds) / rounds
  return idleShare * hour + (perRound * hour) / beatSeconds
}

/** Fewer facts than the fast families have, or missing rounds: not the work that is compared. */
function assertWork({ observed }: Window, seconds: number, rounds: number, values: number): void {
  if (rounds < seconds * 0.9) throw new Error(`The agent made ${rounds} of ${seconds} rounds`)
  if (values / rounds < 40) throw new Error(`The agent told only ${values / rounds} facts a round`)
  for (const { peer, bytes, facts } of observed) {
    if (peer.name.endsWith(' idle') || peer.name === 'bare') continue
    if (bytes === 0 || facts === 0) throw new Error(`${peer.name} told nothing`)
  }
}

function ratioRow(name: string, ours: number, theirs: number): BenchRow {
  return {
    name,
    value: ours / theirs,
    unit: 'ratio',
    comparedWith: 'collectd',
    ratio: ours / theirs,
  }
}

function bytesRow(name: string, { bytes }: Observed, { seconds }: Window): BenchRow {
  const value = bytes / (seconds / 60)
  return { name: `${name}, bytes on its connection at a true 10 s beat`, value, unit: 'B/min' }
}
