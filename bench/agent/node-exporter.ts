import { startProgram } from '../child.ts'
import { CountingRelay } from '../relay.ts'
import { freePort } from '../free-port.ts'
import type { Peer } from './peer.ts'

/** The agent's facts; what node_exporter reads beyond them is switched off. */
const collectors = [
  'cpu',
  'meminfo',
  'vmstat',
  'loadavg',
  'time',
  'diskstats',
  'netdev',
  'netclass',
  'filesystem',
  'pressure',
  'hwmon',
  'thermal_zone',
  'powersupplyclass',
  'stat',
]

export async function startNodeExporter(name: string): Promise<Peer> {
  const port = await freePort()
  const relay = await CountingRelay.to(port)
  const child = startProgram('/usr/bin/prometheus-node-exporter', [
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
    '--collector.disable-defaults',
    ...collectors.map((name) => `--collector.${name}`),
  ])
  let values = 0
  return {
    name,
    pids: () => [child.pid],
    poll: async () => {
      const answer = await fetch(`http://127.0.0.1:${relay.port}/metrics`)
      const text = await answer.text()
      values += text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length
    },
    facts: () => values,
    bytes: () => relay.bytes.up + relay.bytes.down,
    stop: async () => {
      await child.stop()
      relay.close()
    },
  }
}
