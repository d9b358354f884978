/**
 * The agent beside collectd, node_exporter and a Zabbix agent, all at once on this machine with the
 * same facts. docs/BENCHMARKS.md tells the method: one-second rounds in place of 10 and 60 s ones,
 * what each does anyway measured apart on an instance that is left alone.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundles } from '../bundles.ts'
import { startNode, type Child } from '../child.ts'
import { benchHome, type BenchHome } from '../fleet/bench-home.ts'
import type { BenchRow } from '../rows.ts'
import { size } from '../scale.ts'
import { bundleAgent } from './bundle.ts'
import { startCollectd } from './collectd.ts'
import { cpuRows, type Stored } from './cpu-rows.ts'
import { memoryRows, startBare } from './memory-rows.ts'
import { startAgentProcess } from './mlinzi.ts'
import { startNodeExporter } from './node-exporter.ts'
import type { Peer } from './peer.ts'
import { observe } from './window.ts'
import { startZabbixAgent } from './zabbix-agent.ts'

const windowSeconds = size('AGENT_SECONDS', 305, 45)
const daySeconds = 86_400
/** Faster than this the agent's own deadlines are too short; a quick run lives less than a day. */
const factorMax = 300
const slowSeconds = 300
/** `all`: every fact at the one beat, as collectd has it; `own`: each fact at its own beat. */
const hosts = [
  'all-10-s',
  'all-60-s',
  'own-10-s',
  'own-60-s',
  'idle',
  'true-10-s',
  'a-day',
] as const
/** Sites stand for link profiles: 10 s, 60 s, and hardly ever. */
const sites: Readonly<Record<string, string>> = {
  'true-10-s': 'ten',
  idle: 'rarely',
  'a-day': 'sixty',
}
const siteOf = (name: string): string => sites[name] ?? (name.endsWith('10-s') ? 'ten' : 'sixty')
const place = { department: 'Bench', role: 'desktop' } as const

interface Facts {
  readonly type: 'facts'
  readonly values: Readonly<Record<string, number>>
  readonly rounds: Readonly<Record<string, number>>
}

export async function agentBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mlinzi-bench-'))
  const home = await benchHome({
    hosts: hosts.map((name) => ({ name, site: siteOf(name), ...place })),
    profiles: { ten: 'wan', rarely: 'thin' },
  })
  const collector = await startFactsCollector(home)
  const peers: Peer[] = []
  try {
    peers.push(...(await startOurs(folder, home)))
    peers.push(...(await startOthers()))
    const bare = await startBare(folder, home)
    peers.push(bare)
    const seen = await observe(peers, windowSeconds)
    const facts = await told(collector, home, seen.fromMs, seen.toMs)
    return [...cpuRows(seen, facts), ...memoryRows(seen)]
  } finally {
    for (const peer of peers) await peer.stop()
    await collector.stop()
    home.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startFactsCollector(home: BenchHome): Promise<Child> {
  const program = fileURLToPath(new URL('facts-collector.ts', import.meta.url))
  const collector = startNode(program, [home.root, String(home.port)], {})
  await collector.message('ready')
  return collector
}

/** What the collector has stored of each agent in that time. */
async function told(
  collector: Child,
  { hostIds }: BenchHome,
  fromMs: number,
  toMs: number,
): Promise<Stored> {
  const answer = collector.message<Facts>('facts')
  collector.send({ type: 'facts', fromMs, toMs })
  const { values, rounds } = await answer
  const entries = hosts.map((name, index): [string, Stored[string]] => {
    const id = hostIds[index] ?? ''
    return [name, { values: values[id] ?? 0, rounds: rounds[id] ?? 0 }]
  })
  return Object.fromEntries(entries)
}

async function startOurs(folder: string, { authority, port }: BenchHome): Promise<Peer[]> {
  const sped = await bundleAgent('sped-agent', folder)
  const start = (name: string, factor: number | undefined): Promise<Peer> => {
    const beats = name.startsWith('all') ? 'every sample' : 'own beats'
    return startAgentProcess(
      `agent ${name}`,
      factor === undefined ? bundles.agent : sped,
      (agentHome) => (factor === undefined ? ['run'] : [String(factor), agentHome, beats]),
      { index: hosts.findIndex((host) => host === name), authority, port },
    )
  }
  return Promise.all([
    start('all-10-s', 10),
    start('all-60-s', 60),
    start('own-10-s', 10),
    start('own-60-s', 60),
    start('idle', 1),
    start('true-10-s', undefined),
    start('a-day', Math.min(factorMax, daySeconds / windowSeconds)),
  ])
}

async function startOthers(): Promise<Peer[]> {
  return Promise.all([
    startCollectd('collectd all', 1, 1),
    startCollectd('collectd own-10-s', 1, slowSeconds / 10),
    startCollectd('collectd own-60-s', 1, slowSeconds / 60),
    startCollectd('collectd idle', 3600, 3600),
    startCollectd('collectd true-10-s', 10, slowSeconds),
    startNodeExporter('node_exporter'),
    startNodeExporter('node_exporter idle'),
    startZabbixAgent('zabbix_agentd'),
    startZabbixAgent('zabbix_agentd idle'),
  ])
}
