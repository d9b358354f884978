/**
 * A day on which all goes wrong with InfluxDB, one thing after the other, while an office goes on
 * reporting and its disks fill up: the real server behind a proxy, the real store, alert engine and
 * mail server; only the clock is moved by hand.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { BenchHost, descriptors } from '../../bench/store-fleet.ts'
import { Outlet } from '../../collector/outlet/outlet.ts'
import { createOutlet } from '../../collector/state/outlet.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { alertCollector, type AlertCollector } from './alert-collector.ts'
import { hostNamed, reader, rulesOf } from './alert-scene.ts'
import { DatabaseProxy } from './database-proxy.ts'
import { influxQuery, influxServer, makeDatabase, type InfluxServer } from './influx-server.ts'
import { mailbox, type Mailbox } from './mailbox.ts'
import { rememberingLog } from './remembering-log.ts'
import { VirtualClock } from './virtual-clock.ts'

export const troubles = ['killed', 'slow', 'full', 'read-only', 'half', 'wiped'] as const
type TroubleName = (typeof troubles)[number]

const hourMs = 3_600_000
const minuteMs = 60_000
const fullDiskRule = `
- id: disk-full-day
  text: disk-full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  critical:
    when: { field: used_percent, above: 96 }
    for: 0s
    clear: { field: used_percent, below: 91 }
`

export interface OutageFigures {
  readonly rows: number
  /** Of all measurements: rows that the database lacks, or has without having been given them. */
  readonly rowsWrong: number
  /** Whether the sum of a counter over all rows is that of what was reported. */
  readonly sumIsRight: boolean
  /** What the hourly roll-ups of hours that are over lack, or have too much; 0: nothing. */
  readonly rowsNotRolledUp: number
  /** From the end of the trouble until nothing is owed. */
  readonly catchUpSeconds: number
  readonly pointsInCatchUp: number
  /** Memory of the main thread after a collection: after the first hour, and the greatest since. */
  readonly heapBeforeMegabytes: number
  readonly heapMaxMegabytes: number
  /** Marks of hours in the state database, at most. */
  readonly marksMax: number
  /** One disk fills up in each trouble: minutes until its mail was handed over. */
  readonly mailMinutes: readonly number[]
  /** What the log said of InfluxDB, without the good news. */
  readonly warnings: readonly string[]
}

/** `hours` are shared out evenly among the troubles. */
export async function outage(hostsMax: number, hours: number): Promise<OutageFigures> {
  const day = await Day.open(hostsMax)
  try {
    const minutesEach = Math.floor((hours * 60) / troubles.length)
    for (const trouble of troubles) await day.trouble(trouble, minutesEach)
    return await day.end()
  } finally {
    await day.close()
  }
}

class Day {
  readonly #folder: string
  readonly #clock: VirtualClock
  readonly #server: InfluxServer
  readonly #proxy: DatabaseProxy
  readonly #collector: AlertCollector
  readonly #box: Mailbox
  readonly #hosts: readonly BenchHost[]
  readonly #outlet: Outlet
  readonly #log: ReturnType<typeof rememberingLog>
  readonly #mailMinutes: number[] = []
  readonly #startMs: number
  #rows = 0
  #sum = 0
  #heapBefore = 0
  #heapMax = 0
  #marksMax = 0

  private constructor(parts: {
    readonly folder: string
    readonly clock: VirtualClock
    readonly server: InfluxServer
    readonly proxy: DatabaseProxy
    readonly collector: AlertCollector
    readonly box: Mailbox
    readonly hosts: readonly BenchHost[]
    readonly outlet: Outlet
    readonly log: ReturnType<typeof rememberingLog>
  }) {
    this.#folder = parts.folder
    this.#clock = parts.clock
    this.#server = parts.server
    this.#proxy = parts.proxy
    this.#collector = parts.collector
    this.#box = parts.box
    this.#hosts = parts.hosts
    this.#outlet = parts.outlet
    this.#log = parts.log
    this.#startMs = parts.clock.now()
  }

  static async open(hostsMax: number): Promise<Day> {
    const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-outage-'))
    const clock = new VirtualClock(Date.UTC(2026, 10, 12, 5))
    const log = rememberingLog()
    const server = await influxServer()
    await server.start()
    await makeDatabase(server.url)
    const proxy = new DatabaseProxy(server.url)
    const url = await proxy.open()
    const box = await mailbox()
    // What the engine lets go the outlet still needs: the collector keeps the lower of both.
    const keepsCommits = <T extends object>(name: string, part: T): T =>
      name === 'commits' ? withoutRelease(part) : part
    const rules = rulesOf(fullDiskRule)
    const collector = await alertCollector({ folder, clock, rules, wrap: keepsCommits })
    for (const trouble of troubles) await collector.addHost(hostNamed(trouble))
    // Who reads what is critical alone has no summary, to which a day's fourth mail would wait.
    await collector.settings(box.settings, [reader('john', { severityMin: 'critical' })])
    await collector.engine.start()
    await collector.notifier.start()
    const hosts: BenchHost[] = []
    for (let at = 0; at < hostsMax; at++) {
      const ids = await collector.store.series.register(`host-${at}`, descriptors)
      hosts.push(new BenchHost(at, ids))
    }
    const outlet = new Outlet({
      settings: {
        flavour: 'influxdb-1',
        url,
        database: 'mlinzi',
        organisation: '',
        user: '',
        secret: '',
        batchPointsMax: 5000,
        // Hours of this clock pass in moments, in which a real answer is still on its way.
        timeoutMs: 100 * hourMs,
      },
      store: collector.store,
      state: createOutlet(collector.db),
      tagsOf: (id) => ({ name: id, site: 'Mlimani', department: 'Fedha', role: 'desktop' }),
      presences: () => [],
      siteName: () => undefined,
      optionalTags: () => [],
      clock,
      log,
      random: () => 0.5,
    })
    await outlet.start()
    await outlet.idle()
    return new Day({ folder, clock, server, proxy, collector, box, hosts, outlet, log })
  }

  async trouble(name: TroubleName, minutes: number): Promise<void> {
    await this.#begin(name)
    const fillsUpAt = Math.floor(minutes / 2)
    for (let minute = 0; minute < minutes; minute++) {
      await this.#minute(minute === fillsUpAt ? name : undefined)
      if (Math.floor((this.#clock.now() - this.#startMs) / minuteMs) % 60 === 0) await this.#hour()
    }
  }
  async #begin(name: TroubleName): Promise<void> {
    this.#proxy.trouble = { kind: 'none' }
    if (name === 'killed') await this.#server.kill()
    if (name === 'slow') {
      await this.#server.start()
      this.#proxy.trouble = { kind: 'slow', clock: this.#clock, milliseconds: 10_000 }
    }
    if (name === 'full') {
      const error = 'engine: error writing WAL entry: no space left on device'
      this.#proxy.trouble = { kind: 'status', status: 500, error }
    }
    if (name === 'read-only') {
      const error = '"mlinzi" user is not authorized to write to database "mlinzi"'
      this.#proxy.trouble = { kind: 'status', status: 403, error }
    }
    if (name === 'half') this.#proxy.trouble = { kind: 'half' }
    if (name === 'wiped') {
      await this.#server.kill()
      this.#server.wipe()
      await this.#server.start()
    }
  }
  /** Every host reports; `full`: so does a disk that has just filled up. */
  async #minute(full: string | undefined): Promise<void> {
    const { engine, store } = this.#collector
    const frames = this.#hosts.map((host) => host.frame([this.#clock.now()]))
    for (const { rows } of frames) {
      this.#rows += rows.rowCount
      // The third value of the first row: the counter `total` of bench_0.
      this.#sum += rows.data[5 + 2] ?? 0
    }
    const commits = [await store.append(frames, this.#clock.now())]
    if (full !== undefined) commits.push(await this.#fillDisk(full))
    for (const commit of commits) {
      engine.offer(commit)
      this.#outlet.offer(commit)
    }
    const mails = this.#box.mails.length
    let mailMinutes: number | undefined
    for (let ten = 0; ten < 6; ten++) {
      await this.#collector.settled()
      if (this.#box.mails.length > mails) mailMinutes ??= ten / 6
      // Ten seconds pass when the outlet has done what it can, or waits for an answer.
      await Promise.race([this.#outlet.idle(), this.#proxy.holding()])
      await this.#clock.advance(10_000)
    }
    if (full !== undefined) this.#mailMinutes.push(mailMinutes ?? Infinity)
  }
  #fillDisk(hostId: string) {
    const total = 100e9
    const tags = { path: '/', device: 'sda1', fstype: 'ext4', mode: 'rw' } as const
    const used = { total, used: 0.99 * total, free: 0.01 * total, used_percent: 99 }
    const full = reading(disk, tags, { ...used, answering: true })
    return this.#collector.append(hostId, full, this.#clock.now())
  }
  async #hour(): Promise<void> {
    await this.#collector.store.maintain(this.#clock.now())
    const heap = heapMegabytes()
    if (this.#heapBefore === 0) this.#heapBefore = heap
    this.#heapMax = Math.max(this.#heapMax, heap)
    this.#marksMax = Math.max(this.#marksMax, (await this.#outlet.stats()).waitingHours)
  }

  /** All is well again: the database is made anew, as `influx check` does. */
  async end(): Promise<OutageFigures> {
    this.#proxy.trouble = { kind: 'none' }
    await makeDatabase(this.#server.url)
    const before = (await this.#outlet.stats()).pointsSent
    const from = performance.now()
    await this.#settle()
    const catchUpSeconds = (performance.now() - from) / 1000
    const pointsInCatchUp = (await this.#outlet.stats()).pointsSent - before
    const there = await this.#rowsThere()
    const [sum] = await this.#query('SELECT sum("total") FROM "full"."bench_0"')
    return {
      rows: this.#rows,
      rowsWrong: there.reduce((all, count) => all + Math.abs(count - this.#rowsEach()), 0),
      sumIsRight: sum === this.#sum,
      rowsNotRolledUp: await this.#notRolledUp(),
      catchUpSeconds,
      pointsInCatchUp,
      heapBeforeMegabytes: this.#heapBefore,
      heapMaxMegabytes: this.#heapMax,
      marksMax: this.#marksMax,
      mailMinutes: this.#mailMinutes,
      warnings: this.#log.lines
        .filter(({ level }) => level === 'warn' || level === 'error')
        .map(({ sentence }) => sentence),
    }
  }
  /** At most two hours of the office. */
  async #settle(): Promise<void> {
    for (let turn = 0; turn < 1440; turn++) {
      await this.#outlet.idle()
      const { waitingHours, fault, commit } = await this.#outlet.stats()
      const { lastCommit } = await this.#collector.store.stats()
      if (waitingHours === 0 && fault === undefined && commit === lastCommit) return
      await this.#clock.advance(5000)
    }
    throw new Error('The outlet did not catch up')
  }
  #rowsEach(): number {
    return this.#rows / descriptors.length
  }
  async #rowsThere(): Promise<readonly number[]> {
    const counts: number[] = []
    for (const { measurement } of descriptors) {
      const [count = 0] = await this.#query(`SELECT count("total") FROM "full"."${measurement}"`)
      counts.push(count)
    }
    return counts
  }
  async #notRolledUp(): Promise<number> {
    const overMs = Math.floor((this.#clock.now() - 2 * minuteMs) / hourMs) * hourMs
    const until = `time < ${overMs}ms`
    // The last of each host and hour in the roll-up is that of the readings.
    const lasts = (series: string): Promise<readonly number[]> =>
      this.#query(
        `SELECT sum("total") FROM (SELECT last("total") AS "total" FROM ${series} WHERE ${until} AND time >= ${this.#startMs}ms GROUP BY time(1h), "host_id")`,
      )
    const [there = 0] = await lasts('"full".bench_0')
    const [rolledUp = 0] = await lasts('"1h".bench_0')
    if (there !== rolledUp) return Math.abs(there - rolledUp)
    const counted = (series: string, field: string): Promise<readonly number[]> =>
      this.#query(`SELECT count("${field}") FROM ${series} WHERE ${until}`)
    const hours = (overMs - Math.floor(this.#startMs / hourMs) * hourMs) / hourMs
    const [windows = 0] = await counted('"1h".bench_0', 'percent_max')
    return Math.abs(windows - hours * this.#hosts.length)
  }
  /** The one number of each series of the answer. */
  async #query(query: string): Promise<readonly number[]> {
    const answer = await influxQuery(this.#server.url, query)
    return answer.map(({ values }) => Number(values[0]?.[1]))
  }
  async close(): Promise<void> {
    await this.#outlet.stop()
    await this.#collector.close()
    await this.#proxy.close()
    await this.#server.remove()
    await this.#box.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function withoutRelease<T extends object>(part: T): T {
  return new Proxy(part, {
    get: (target, name): unknown => {
      if (name === 'release') return () => Promise.resolve()
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? (found.bind(target) as unknown) : found
    },
  })
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function heapMegabytes(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}
