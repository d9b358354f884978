/**
 * Whether the whole stack for a council fits an ordinary PC. Memory: the shipped collector with 300
 * simulated agents and InfluxDB beside it, measured. Disk: days of readings written by the real
 * store and the real outlet, what a value costs in each resolution, and arithmetic up to a year.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { collectorHome } from '../../collector/home.ts'
import { councilOf } from '../../scripts/swarm/council.ts'
import { benchHome } from '../fleet/bench-home.ts'
import { CollectorProcess } from '../fleet/collector-process.ts'
import { Swarm } from '../fleet/swarm.ts'
import type { Beaten, Connected } from '../fleet/swarm-messages.ts'
import { memoryOf } from '../process-cost.ts'
import type { BenchRow } from '../rows.ts'
import { size } from '../scale.ts'
import { diskCosts } from './disk-costs.ts'
import { makeDatabase, startInflux } from './influx.ts'

const devices = 300
const beatMs = 5000
const beatSeconds = size('FOOTPRINT_SECONDS', 90, 15)
/** What an agent is allowed by its own budget; one runs on the collector's machine. */
const agentMegabytes = 90
/** Of each device once a minute, as the wire's budget has it. */
const valuesASample = 60
const sampleSeconds = 60
const kept = { store: { full: 14, m5: 400, h1: 365 }, influx: { full: 30, m5: 400, h1: 365 } }

export async function footprintBench(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-bench-footprint-'))
  try {
    return [...(await memoryRows(folder)), ...(await diskRows(folder))]
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function memoryRows(folder: string): Promise<BenchRow[]> {
  const own = path.join(folder, 'memory')
  fs.mkdirSync(own)
  const influx = await startInflux(own)
  const home = await benchHome({ hosts: councilOf(devices) })
  fs.appendFileSync(
    collectorHome(home.root).config,
    `influx: { url: "${influx.url}", flavour: influxdb-1 }\n`,
  )
  await makeDatabase(influx.url, 'mlinzi')
  const collector = await CollectorProcess.start(home.root)
  const swarm = await Swarm.start(home, 0, devices)
  try {
    await swarm.ask<Connected>({ type: 'connect' }, 'connected')
    await swarm.ask<Beaten>({ type: 'beat', seconds: beatSeconds, beatMs }, 'beaten')
    const written = await pointsWritten(influx.url)
    if (written === 0) throw new Error('InfluxDB was given nothing')
    const [own, theirs] = [collector.pid, influx.child.pid].map((pid) => memoryOf([pid]))
    const [ours, influxMegabytes] = [own?.rssMegabytes ?? NaN, theirs?.rssMegabytes ?? NaN]
    return [
      { name: `stack of ${devices} devices, collector`, value: ours, unit: 'MB' },
      { name: `stack of ${devices} devices, InfluxDB 1.x`, value: influxMegabytes, unit: 'MB' },
      {
        name: `stack of ${devices} devices, points that InfluxDB got`,
        value: written,
        unit: 'points',
      },
      {
        name: `memory of the whole stack, ${devices} devices`,
        value: ours + influxMegabytes + agentMegabytes,
        unit: 'MB',
      },
    ]
  } finally {
    await swarm.stop()
    await collector.stop()
    await influx.child.stop()
    home.remove()
  }
}

async function pointsWritten(url: string): Promise<number> {
  const q = `SHOW STATS FOR 'httpd'`
  const answer = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) })
  const { results } = (await answer.json()) as {
    readonly results: readonly {
      readonly series?: readonly { readonly columns: string[]; readonly values: number[][] }[]
    }[]
  }
  const series = results[0]?.series?.[0]
  return series?.values[0]?.[series.columns.indexOf('pointsWrittenOK')] ?? 0
}

async function diskRows(folder: string): Promise<BenchRow[]> {
  const costs = await diskCosts(folder)
  const perDay = (devices * valuesASample * 86_400) / sampleSeconds
  // A roll-up costs what it costs for each value that it stands for.
  const gigabytes = (bytesAValue: number, days: number): number =>
    (perDay * days * bytesAValue) / 1e9
  const store =
    gigabytes(costs.storeFull, kept.store.full) +
    gigabytes(costs.storeRollups, Math.max(kept.store.m5, kept.store.h1))
  const influx =
    gigabytes(costs.influx.full, kept.influx.full) +
    gigabytes(costs.influx['5m'], kept.influx.m5) +
    gigabytes(costs.influx['1h'], kept.influx.h1)
  const row = (name: string, value: number): BenchRow => ({ name, value, unit: 'B' })
  return [
    row('InfluxDB 1.x on disk, a value in full', costs.influx.full),
    row('InfluxDB 1.x on disk, 5-minute roll-ups for each value', costs.influx['5m']),
    row('InfluxDB 1.x on disk, hourly roll-ups for each value', costs.influx['1h']),
    row('collector on disk, a value in full', costs.storeFull),
    row('collector on disk, roll-ups for each value', costs.storeRollups),
    { name: `collector on disk after a year, ${devices} devices`, value: store, unit: 'GB' },
    { name: `InfluxDB on disk after a year, ${devices} devices`, value: influx, unit: 'GB' },
    {
      name: `disk of the whole stack after a year, ${devices} devices`,
      value: store + influx,
      unit: 'GB',
    },
  ]
}
