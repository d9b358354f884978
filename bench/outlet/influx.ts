/** Debian's influxd for the benches of the outlet: in a folder of its own, on loopback. */
import fs from 'node:fs'
import path from 'node:path'
import type { OutletSettings } from '../../collector/outlet/settings.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { startProgram, type Child } from '../child.ts'
import { freePort } from '../free-port.ts'

export interface BenchInflux {
  readonly url: string
  readonly child: Child
  /** Where its files lie. */
  readonly folder: string
}

/** `folder` must be there; `data`: more lines of that section. Throws when influxd does not answer within ten seconds. */
export async function startInflux(folder: string, data = ''): Promise<BenchInflux> {
  const port = await freePort()
  const file = path.join(folder, 'influxdb.conf')
  fs.writeFileSync(
    file,
    `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
${data}[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[monitor]
  store-enabled = false
[logging]
  level = "error"
`,
  )
  const child = startProgram('influxd', ['-config', file])
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries++) {
    const found = await fetch(`${url}/ping`).catch(() => undefined)
    if (found?.ok && child.running) return { url, child, folder }
    await systemClock.sleep(50)
  }
  await child.stop(0)
  throw new Error('influxd did not start')
}

/** As `mlinzi influx check` makes it. */
export async function makeDatabase(url: string, name: string): Promise<void> {
  const policies = ['full', '5m', '1h'].map(
    (policy) => `CREATE RETENTION POLICY "${policy}" ON ${name} DURATION INF REPLICATION 1`,
  )
  for (const q of [`CREATE DATABASE ${name}`, ...policies]) {
    const answer = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) })
    const text = await answer.text()
    if (!answer.ok || text.includes('"error"')) throw new Error(`${q}: ${text}`)
  }
}

export function benchSettings(url: string, database: string): OutletSettings {
  return {
    flavour: 'influxdb-1',
    url,
    database,
    organisation: '',
    user: '',
    secret: '',
    batchPointsMax: 5000,
    timeoutMs: 60_000,
  }
}
