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
  for (const name of ['all-10-s', 'all-60-s', 'own-10-s', 'own-60-s']) {
    assertWork(window, seconds, count(name), told(name) / count(name), valuesMin(name))
  }
  const agent = (name: string, beat: number): number =>
    cost(`agent ${name}`, 'agent idle', count(name), beat)
  const collectd = (name: string, beat: number): number =>
    cost(`collectd ${name}`, 'collectd idle', seconds, beat)
  const perHour = (name: string, value: number): BenchRow => ({ name, value, unit: 'CPU-s/h' })
  const truly = (name: string): number => (seen(name).cpuSeconds / window.seconds) * hour
  const own10 = agent('own-10-s', 10)
  const all = [10, 60].map((beat) => [agent(`all-${beat}-s`, beat), collectd('all', beat)] as const)
  const own = [10, 60].map(
    (beat) => [agent(`own-${beat}-s`, beat), collectd(`own-${beat}-s`, beat)] as const,
  )
  const ownBeats = ', disks and processes every 5 min'
  return [
    perHour('agent CPU, all fast sources, 10 s beat', own10),
    ...rowsAgainst(all, ''),
    ...rowsAgainst(own, ownBeats),
    perHour('agent CPU, left alone', truly('agent idle')),
    perHour('agent CPU, shipped bundle at a true 10 s beat', truly('agent true-10-s')),
    perHour('collectd CPU, left alone', truly('collectd idle')),
    perHour('collectd CPU at a true 10 s beat', truly('collectd true-10-s')),
    ...['node_exporter', 'zabbix_agentd'].flatMap((name) =>
      [10, 60].map((beat) =>
        perHour(`${name} CPU, ${beat} s beat`, cost(name, `${name} idle`, seconds, beat)),
      ),
    ),
    { name: 'agent, rounds measured', value: count('all-10-s'), unit: 'rounds' },
    { name: 'agent, facts a round', value: told('all-10-s') / count('all-10-s'), unit: 'values' },
    {
      name: 'collectd, facts a round',
      value: (seen('collectd all').facts ?? NaN) / seconds,
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

/** Facts a round: the fast ones, and those of disks and processes where each round has them. */
function valuesMin(name: string): number {
  return name.startsWith('all') ? 60 : 40
}

/** Too few facts, or missing rounds: not the work that is compared. */
function assertWork(
  { observed }: Window,
  seconds: number,
  rounds: number,
  valuesARound: number,
  valuesMin: number,
): void {
  if (rounds < seconds * 0.9) throw new Error(`The agent made ${rounds} of ${seconds} rounds`)
  if (valuesARound < valuesMin) throw new Error(`The agent told ${valuesARound} facts a round`)
  for (const { peer, bytes, facts } of observed) {
    if (peer.name.endsWith(' idle') || peer.name === 'bare') continue
    if (bytes === 0 || facts === 0) throw new Error(`${peer.name} told nothing`)
  }
}

/** Of the 10 s and the 60 s beat: our cost and collectd's, and the ratio. */
function rowsAgainst(costs: readonly (readonly [number, number])[], which: string): BenchRow[] {
  return [10, 60].flatMap((beat, index) => {
    const [ours = NaN, theirs = NaN] = costs[index] ?? []
    const ratio = ours / theirs
    const row = { unit: 'CPU-s/h', comparedWith: 'collectd', ratio }
    return [
      {
        ...row,
        name: `agent CPU against collectd, ${beat} s beat${which}`,
        value: ratio,
        unit: 'ratio',
      },
      { ...row, name: `agent CPU, same facts as collectd, ${beat} s beat${which}`, value: ours },
      { name: `collectd CPU, ${beat} s beat${which}`, value: theirs, unit: 'CPU-s/h' },
    ]
  })
}

function bytesRow(name: string, { bytes }: Observed, { seconds }: Window): BenchRow {
  const value = bytes / (seconds / 60)
  return { name: `${name}, bytes on its connection at a true 10 s beat`, value, unit: 'B/min' }
}
