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
import { shardDays } from '../../collector/outlet/settings.ts'
import { influxSchema } from '../../config/influx-schema.ts'
import { diskCosts, type DiskCosts } from './disk-costs.ts'
import { makeDatabase, startInflux } from './influx.ts'
import { councilWeeks, worstCase } from './loads.ts'

const devices = 300
const beatMs = 5000
const beatSeconds = size('FOOTPRINT_SECONDS', 90, 15)
/** What an agent is allowed by its own budget; one runs on the collector's machine. */
const agentMegabytes = 90
const config = influxSchema.parse({})

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

/** The defaults of `collector.yaml`; what InfluxDB gives up goes with the whole set of files. */
const kept = {
  store: { full: 14, rollups: 365 },
  influx: {
    full: config.fullDays + shardDays.full,
    '5m': config.fiveMinuteDays + shardDays.m5,
    '1h': 365,
  },
}
const gigabyte = 1e9

async function diskRows(folder: string): Promise<BenchRow[]> {
  const office = await diskCosts(path.join(folder, 'office'), councilWeeks(8))
  const worst = await diskCosts(path.join(folder, 'worst'), worstCase(2))
  return [
    ...yearRows(`${devices} devices, a council's weeks`, office),
    ...yearRows(`${devices} devices, 60 values a minute that all move`, worst),
    {
      name: `disk of the whole stack after a year, ${devices} devices`,
      value: yearOf(office).whole,
      unit: 'GB',
    },
    {
      name: `disk of the whole stack after a year, ${devices} devices, worst case`,
      value: yearOf(worst).whole,
      unit: 'GB',
    },
  ]
}

function yearRows(name: string, costs: DiskCosts): BenchRow[] {
  const { store, influx, whole } = yearOf(costs)
  const row = (what: string, value: number): BenchRow => ({
    name: `${name}: ${what}`,
    value,
    unit: 'GB',
    comparedWith: 'the whole of it',
    ratio: value / whole,
  })
  return [
    { name: `${name}: values`, value: Math.round(costs.values), unit: 'a device and day' },
    row('collector, every reading for 14 days', store.full),
    row('collector, roll-ups of a year', store.rollups),
    row(`InfluxDB full, ${config.fullDays} days`, influx.full),
    row(`InfluxDB 5m, ${config.fiveMinuteDays} days`, influx['5m']),
    row('InfluxDB 1h, a year', influx['1h']),
  ]
}

function yearOf(costs: DiskCosts) {
  const gigabytes = (bytes: number, days: number): number => (devices * bytes * days) / gigabyte
  const store = {
    full: gigabytes(costs.storeFull, kept.store.full),
    rollups: gigabytes(costs.storeRollups, kept.store.rollups),
  }
  const influx = {
    full: gigabytes(costs.influx.full, kept.influx.full),
    '5m': gigabytes(costs.influx['5m'], kept.influx['5m']),
    '1h': gigabytes(costs.influx['1h'], kept.influx['1h']),
  }
  const whole = store.full + store.rollups + influx.full + influx['5m'] + influx['1h']
  return { store, influx, whole }
}
