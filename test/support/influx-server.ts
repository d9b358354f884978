/** Debian's InfluxDB 1.x and VictoriaMetrics as real servers on loopback, in a folder of their own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

type Settings = (folder: string, port: number) => readonly string[]

export class DatabaseServer {
  readonly folder: string
  readonly #program: string
  #settings: Settings
  readonly #health: string
  readonly port: number
  #child: ChildProcess | undefined

  constructor(
    program: string,
    port: number,
    settings: Settings,
    health: string,
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-influx-')),
  ) {
    this.folder = folder
    this.#program = program
    this.port = port
    this.#settings = settings
    this.#health = health
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }
  async start(): Promise<void> {
    this.#child = spawn(this.#program, this.#settings(this.folder, this.port), { stdio: 'ignore' })
    for (let tries = 0; tries < 400; tries++) {
      const found = await fetch(`${this.url}${this.#health}`).catch(() => undefined)
      if (found?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`${this.#program} did not start`)
  }
  /** Other settings from the next start on. */
  protected settle(settings: Settings): void {
    this.#settings = settings
  }
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  async remove(): Promise<void> {
    await this.kill()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
  /** Everything that it kept is gone. Only when it does not run. */
  wipe(): void {
    for (const name of fs.readdirSync(this.folder)) {
      fs.rmSync(path.join(this.folder, name), { recursive: true })
    }
  }
}

export interface InfluxChange {
  /** A line of that section of its settings. */
  readonly http?: string
  readonly data?: string
}

export class InfluxServer extends DatabaseServer {
  /** Other settings from the next start on. */
  change(change: InfluxChange): void {
    this.settle(influxSettings(change))
  }
}

/** `folder`: where it keeps everything; one that is there. */
export async function influxServer(
  change: InfluxChange = {},
  folder?: string,
): Promise<InfluxServer> {
  return new InfluxServer('influxd', await freePort(), influxSettings(change), '/ping', folder)
}

function influxSettings({ http = '', data = '' }: InfluxChange): Settings {
  return (folder, port) => {
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
  ${data}
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
  ${http}
[monitor]
  store-enabled = false
[logging]
  level = "error"
`,
    )
    return ['-config', file]
  }
}

export async function victoriaServer(): Promise<DatabaseServer> {
  const settings: Settings = (folder, port) => [
    `-storageDataPath=${folder}/data`,
    `-httpListenAddr=127.0.0.1:${port}`,
    '-retentionPeriod=10y',
    // Points that are sent again are otherwise kept twice.
    '-dedup.minScrapeInterval=1ms',
    '-loggerLevel=ERROR',
  ]
  return new DatabaseServer('victoria-metrics', await freePort(), settings, '/health')
}

export interface QueriedSeries {
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
  readonly columns: readonly string[]
  readonly values: readonly (readonly (number | string | boolean | null)[])[]
}

/** InfluxQL; times in milliseconds. */
export async function influxQuery(
  url: string,
  query: string,
  database = 'mlinzi',
): Promise<readonly QueriedSeries[]> {
  const body = new URLSearchParams({ q: query, db: database, epoch: 'ms' })
  const response = await fetch(`${url}/query`, { method: 'POST', body })
  const answer = (await response.json()) as {
    readonly results: readonly { readonly error?: string; readonly series?: QueriedSeries[] }[]
  }
  const [first] = answer.results
  if (first?.error !== undefined) throw new Error(first.error)
  return first?.series ?? []
}

export async function makeDatabase(url: string): Promise<void> {
  await influxQuery(url, 'CREATE DATABASE mlinzi')
  for (const policy of ['full', '5m', '1h']) {
    const isDefault = policy === 'full' ? ' DEFAULT' : ''
    await influxQuery(
      url,
      `CREATE RETENTION POLICY "${policy}" ON mlinzi DURATION INF REPLICATION 1${isDefault}`,
    )
  }
}
