import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { collectorHome } from '../../collector/home.ts'
import { startNode } from '../child.ts'
import type { BenchHome } from '../fleet/bench-home.ts'
import type { BenchRow } from '../rows.ts'
import { median } from '../statistics.ts'
import { bundleAgent } from './bundle.ts'
import type { Peer } from './peer.ts'
import type { Observed, Window } from './window.ts'

/** Megabytes in budgets are of 1,000,000 bytes. */
const megabyte = (1024 * 1024) / 1_000_000
/** The first hours fill caches that then stay; growth is what comes after them. */
const settledShare = 0.15

/** A bare Node with one TLS `ws` connection to a server of its own kind. */
export async function startBare(folder: string, { root }: BenchHome): Promise<Peer> {
  const authority = collectorHome(root).authority
  const files = [join(authority, 'leaf.pem'), join(authority, 'leaf.key')]
  const program = fileURLToPath(new URL('../fleet/bare-process.ts', import.meta.url))
  const server = startNode(program, ['server', ...files], {})
  const { port } = await server.message<{ type: 'listening'; port: number }>('listening')
  const child = startNode(await bundleAgent('bare-agent', folder), [String(port)], {})
  return {
    name: 'bare',
    pids: () => [child.pid],
    facts: () => undefined,
    bytes: () => 0,
    stop: async () => {
      await child.stop()
      await server.stop()
    },
  }
}

/** Of the shipped bundle at the end of the window, and of the agent that lived through a day. */
export function memoryRows({ observed }: Window): BenchRow[] {
  const of = (name: string): Observed => {
    const found = observed.find(({ peer }) => peer.name === name)
    if (!found) throw new Error(`${name} did not run`)
    return found
  }
  const agent = of('agent true-10-s').memory.at(-1)
  const bare = of('bare').memory.at(-1)
  if (!agent || !bare) throw new Error('No memory was measured')
  const day = of('agent a-day').memory
  const dirty = day.map(({ privateDirtyMegabytes }) => privateDirtyMegabytes * megabyte)
  const early = dirty.slice(Math.floor(day.length * settledShare), Math.floor(day.length * 0.3))
  const growth = median(dirty.slice(-Math.ceil(day.length * settledShare))) - median(early)
  const ratio = agent.rssMegabytes / bare.rssMegabytes
  const comparedWith = 'bare Node with one TLS ws connection'
  const mb = (name: string, value: number): BenchRow => ({ name, value, unit: 'MB' })
  return [
    {
      name: 'agent RSS against bare Node with one TLS ws connection',
      value: ratio,
      unit: 'ratio',
      comparedWith,
      ratio,
    },
    {
      ...mb('agent private dirty memory', agent.privateDirtyMegabytes * megabyte),
      comparedWith,
      ratio: agent.privateDirtyMegabytes / bare.privateDirtyMegabytes,
    },
    mb('agent memory growth over 24 simulated hours', growth),
    mb('agent RSS', agent.rssMegabytes * megabyte),
    mb('bare Node RSS', bare.rssMegabytes * megabyte),
    mb('bare Node private dirty memory', bare.privateDirtyMegabytes * megabyte),
    mb('collectd RSS', (of('collectd true-10-s').memory.at(-1)?.rssMegabytes ?? NaN) * megabyte),
  ]
}
