/**
 * A day of the demo's council as the collector really has it and the outlet really forwards it: real
 * store, real rules on every commit, real line writer. The swarm's agents read; presence, clocks,
 * copies and support are what the collector itself would add.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { coverReading, jobReading } from '../../collector/backups/job-readings.ts'
import type { AppendFrame } from '../../collector/model/store.ts'
import { Outlet } from '../../collector/outlet/outlet.ts'
import { OsSupport } from '../../collector/os-support.ts'
import type { BackupJob } from '../../collector/state/backup-job.ts'
import { createOutlet } from '../../collector/state/outlet.ts'
import { parseSupportTable } from '../../config/end-of-support.ts'
import { clock as clockFamily } from '../../contract/catalogue/families/clock.ts'
import { collector as collectorFamily } from '../../contract/catalogue/families/collector.ts'
import { lineSource } from '../../contract/catalogue/families/line-source.ts'
import { presence as presenceFamily } from '../../contract/catalogue/families/presence.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { Row } from '../../contract/wire/series.ts'
import { councilOf, type SimulatedHost } from '../../scripts/swarm/council.ts'
import { backupFacts } from '../../scripts/swarm/facts/backups.ts'
import { FactBeats } from '../../scripts/swarm/facts/fact-beats.ts'
import { inventoryOf } from '../../scripts/swarm/inventory.ts'
import { readingsAt } from '../../scripts/swarm/machine-readings.ts'
import type { Moment } from '../../scripts/swarm/moment.ts'
import { clinic } from '../../scripts/swarm/network/devices.ts'
import { losesPower } from '../../scripts/swarm/power-cut.ts'
import { RowMaker } from '../../scripts/swarm/row-maker.ts'
import { alertCollector } from '../support/alert-collector.ts'
import { hostNamed } from '../support/alert-scene.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { settings } from '../collector/outlet/scene.ts'
import { pack } from '../collector/store/fixture.ts'
import { clinicId, councilBooks } from './council-books.ts'
import { networkTold, watchedDevices, type Teller, type WatchedDevice } from './council-network.ts'
import { shippedRules } from './sample.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const stepMs = 5 * minuteMs
/** The computers were on yesterday, off in between, and are on since this morning. */
const onHoursAgo = [
  [23, 22.75],
  [1, 0],
] as const
const nights = 3
/** The outlet leaves its mark every ten minutes; two of them make a speed. */
const forwardingMs = 25 * minuteMs
/** The day's happenings (a threat, a full disk) begin this morning. */
const storyAgoMs = 50 * minuteMs
/** The clinic's power cut began some minutes after this, and lasts. */
const cutAgoMs = 9 * minuteMs
const awayFromMs = 40 * minuteMs
const awayUntilMs = 20 * minuteMs
const epoch = '0123456789abcdef0123456789abcdef'

interface Computer extends Teller {
  readonly id: string
  readonly host: SimulatedHost
  readonly facts: FactBeats
}
interface Told {
  readonly computer: Teller
  readonly readings: readonly Reading[]
}
export interface CouncilDay {
  /** The end of the day. */
  readonly nowMs: number
  readonly hosts: readonly SimulatedHost[]
  close(): Promise<void>
}

/** Writes the day into the InfluxDB there, whose database mlinzi is made and empty. */
export async function councilDay(url: string, hostCount: number): Promise<CouncilDay> {
  const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs - forwardingMs
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-council-'))
  const clock = new VirtualClock(nowMs - dayMs)
  const office = await alertCollector({ folder, clock, rules: shippedRules })
  const computers = councilOf(hostCount).map((host, at) => computerOf(host, `host-${at}`))
  const devices = watchedDevices()
  for (const { record } of [...computers, ...devices]) await office.addHost(record)
  await office.engine.start()
  const [server] = councilOf(1)
  if (!server) throw new Error('A council has at least one computer')
  const itself = computerOf(server, 'collector')
  const onAgoMs = onHoursAgo.flatMap(([from, until]) =>
    Array.from(
      { length: ((from - until) * hourMs) / stepMs + 1 },
      (_, at) => from * hourMs - at * stepMs,
    ),
  )
  const day = { nowMs, clock, office, computers, devices, itself, onAgoMs }
  await pastNights(day)
  await supports(day)
  for (const agoMs of day.onAgoMs) {
    const timeMs = nowMs - agoMs
    await clock.advance(timeMs - clock.now())
    await moment(day, timeMs)
    // As the collector does: hours that are over are sealed into blocks.
    if (agoMs % hourMs === 0) await office.store.maintain(clock.now())
  }
  await office.engine.idle()
  clock.set(nowMs)
  const outlet = await forwarded(day, url)
  return {
    nowMs: nowMs + forwardingMs,
    hosts: computers.map(({ host }) => host),
    close: async () => {
      await outlet.stop()
      await office.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Day {
  readonly nowMs: number
  readonly clock: VirtualClock
  readonly office: Awaited<ReturnType<typeof alertCollector>>
  readonly computers: readonly Computer[]
  readonly devices: readonly WatchedDevice[]
  /** The collector, which is no host of the council. */
  readonly itself: Computer
  readonly onAgoMs: readonly number[]
}

function computerOf(host: SimulatedHost, id: string): Computer {
  const record = hostNamed(id, { name: host.name, role: host.role, simulated: true })
  return { id, host, record, maker: new RowMaker(), facts: new FactBeats(), seriesIds: [] }
}

function momentOf({ nowMs }: Day, { host }: Computer, timeMs: number): Moment {
  return { host, timeMs, bootMs: nowMs - dayMs - hourMs, storyMs: nowMs - storyAgoMs }
}
/** Copies of earlier nights, for the calendar. */
async function pastNights(day: Day): Promise<void> {
  for (let ago = nights; ago > 1; ago--) {
    const timeMs = day.nowMs - ago * dayMs
    const rows = day.computers.map((computer) => {
      return { computer, readings: backupFacts(momentOf(day, computer, timeMs)) }
    })
    await append(day, rows, timeMs)
  }
}

/** All that is read and judged at a moment, made durable as one commit. */
async function moment(day: Day, timeMs: number): Promise<void> {
  const ago = day.nowMs - timeMs
  const rows = day.computers
    .filter(({ host }) => !(host.story === 'goes_off' && ago < awayFromMs && ago > awayUntilMs))
    .map((computer): Told => {
      const now = momentOf(day, computer, timeMs)
      return { computer, readings: [...readingsAt(now), ...computer.facts.due(now)] }
    })
  const span = {
    timeMs,
    bootMs: day.nowMs - dayMs - hourMs,
    storyMs: day.nowMs - storyAgoMs,
    cutStoryMs: day.nowMs - cutAgoMs,
  }
  // Their pollers were off in between: what is known of a device begins anew with them.
  const begins = onHoursAgo.some(([from]) => ago === from * hourMs)
  const network = networkTold(day.devices, day.computers, span, begins)
  await append(day, [...rows, ...ownRows(day, timeMs), ...network], timeMs)
}

/** What the collector adds: about itself each time, its judgements each hour. */
function ownRows(day: Day, timeMs: number): readonly Told[] {
  const ago = day.nowMs - timeMs
  const hourly = ago % hourMs === 0
  const judged = day.computers.map((computer): Told => {
    const goes = computer.host.story === 'goes_off'
    return {
      computer,
      readings: [
        ...presenceAt(ago),
        ...(goes && ago === awayFromMs
          ? [reading(presenceFamily, {}, { state: 'power_lost' })]
          : []),
        ...(goes && ago === awayUntilMs ? [reading(presenceFamily, {}, { state: 'online' })] : []),
        ...(losesPower(computer.host) && ago === 0
          ? [reading(presenceFamily, {}, { state: 'power_lost' })]
          : []),
        ...(hourly ? judgements(computer, timeMs) : []),
      ],
    }
  })
  const program = reading(
    lineSource,
    { source: 'proxmox' },
    { points: 52_000, refused: 40, idle: 9 },
  )
  return [...judged, { computer: day.itself, readings: [collectorReading(day, timeMs), program] }]
}

function presenceAt(ago: number): readonly Reading[] {
  const [from, until] = onHoursAgo[0]
  if (ago === from * hourMs || ago === onHoursAgo[1][0] * hourMs) {
    return [reading(presenceFamily, {}, { state: 'online' })]
  }
  return ago === until * hourMs ? [reading(presenceFamily, {}, { state: 'off' })] : []
}

function judgements({ host, record }: Computer, timeMs: number): readonly Reading[] {
  const state = host.ills.has('backup_none') ? 'none' : 'covered'
  const withoutSinceMs = state === 'none' ? timeMs - 30 * dayMs : null
  const offset = host.story === 'clock_2009' ? -536_000_000 : 0.3
  return [
    reading(clockFamily, {}, { offset_s: offset }),
    coverReading({ hostId: record.id, state, withoutSinceMs, jobs: 0, waiver: null }),
    ...(host.role === 'server' ? [declaredJob(host, timeMs)] : []),
  ]
}

function declaredJob({ ills }: SimulatedHost, timeMs: number): Reading {
  const late = ills.has('array_degraded')
  const job = {
    name: 'Hifadhidata',
    kind: 'data',
    restoreTestedMs: timeMs - 40 * dayMs,
    createdAtMs: 0,
  } as const
  return jobReading(
    job as BackupJob,
    {
      state: late ? 'late' : 'ok',
      why: late ? 'computer_off' : 'none',
      lastSuccessMs: timeMs - (late ? 3 : 1) * dayMs,
      lastAttemptMs: timeMs - dayMs,
      nextDueMs: timeMs + hourMs,
      missed: late ? 1 : 0,
      failures: 0,
      overlapping: false,
      sizeBytes: 4e9,
      sizePercent: 98,
      durationSeconds: 900,
      exitCode: 0,
    },
    timeMs,
  )
}

function collectorReading({ nowMs, computers }: Day, timeMs: number): Reading {
  const seconds = (timeMs - nowMs + 3 * dayMs) / 1000
  return reading(
    collectorFamily,
    {},
    {
      rss: 180e6,
      cpu_time: seconds / 50,
      uptime: Math.round(seconds),
      agents_connected: computers.length,
      rows_stored: Math.round(seconds * computers.length),
      rows_duplicate: 12,
      rows_quarantined: 3,
      store_bytes: Math.round(seconds * 1000),
      commit_ms: 9.5,
      alerts_open: 7,
      mails_waiting: 0,
      disk_free: 80e9,
    },
  )
}

async function supports(day: Day): Promise<void> {
  const file = 'config/end-of-support.yaml'
  const records = new Map(
    day.computers.map((computer) => {
      const inventory = { ...inventoryOf(momentOf(day, computer, day.clock.now())) }
      return [computer.record.id, { ...computer.record, inventory }] as const
    }),
  )
  const rows: Told[] = []
  const support = new OsSupport({
    hosts: { all: async () => [...records.values()], get: async (id) => records.get(id) },
    table: parseSupportTable(file, readFileSync(file, 'utf8')),
    clock: day.clock,
    add: (id, one) => {
      const computer = day.computers.find(({ record }) => record.id === id)
      if (computer) rows.push({ computer, readings: [one] })
    },
  })
  await support.turn()
  await append(day, rows, day.clock.now())
}

async function append(
  { office, clock }: Day,
  told: readonly Told[],
  timeMs: number,
): Promise<void> {
  const frames: AppendFrame[] = []
  const together = Map.groupBy(told, ({ computer }) => computer)
  for (const [{ record, maker, seriesIds }, parts] of together) {
    const rows = maker.rows(
      parts.flatMap(({ readings }) => readings),
      timeMs,
    )
    const news = maker.descriptors.slice(seriesIds.length)
    if (news.length > 0) seriesIds.push(...(await office.store.series.register(record.id, news)))
    frames.push(frameOf(record.id, rows, seriesIds))
  }
  office.engine.offer(await office.store.append(frames, clock.now()))
}
function frameOf(agentId: string, rows: readonly Row[], seriesIds: readonly number[]): AppendFrame {
  const stored = rows.map(({ series, ...row }) => ({ ...row, series: seriesIds[series] ?? 0 }))
  const settled = rows.map(({ seq }) => [seq, seq] as const)
  return { agentId, epoch, rows: pack(stored), settled }
}

/** The outlet finds a database that it does not know, and owes it everything. */
async function forwarded({ office, clock, computers, devices }: Day, url: string): Promise<Outlet> {
  const tags = new Map([
    ...computers.map(({ record, host: { name, site, department, role } }) => {
      return [record.id, { name, site, department, role }] as const
    }),
    ...devices.map(({ record: { id, name, role }, device: { site } }) => {
      return [id, { name, site, department: '', role }] as const
    }),
  ])
  const outlet = new Outlet({
    settings: { ...settings, url, batchPointsMax: 5000, kept: { full: 14, m5: 180, h1: 0 } },
    store: office.store,
    state: createOutlet(office.db),
    tagsOf: (id) => tags.get(id),
    presences: () =>
      computers.map(({ host, record }) =>
        losesPower(host)
          ? { hostId: record.id, presence: 'power_lost', sinceMs: clock.now() }
          : { hostId: record.id, presence: 'online', sinceMs: 0 },
      ),
    siteName: (id) => (id === clinicId ? clinic : undefined),
    books: await councilBooks(office, clock, computers),
    optionalTags: () => [],
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    random: () => 0.5,
  })
  await outlet.start()
  for (let turn = 0; turn < 200; turn++) {
    await outlet.idle()
    const { waitingHours, fault } = await outlet.stats()
    if (fault) throw new Error(fault.reason)
    if (turn > 2 && waitingHours === 0) break
    await clock.advance(5000)
  }
  for (let beat = 0; beat < 12; beat++) {
    await clock.advance(2 * minuteMs)
    await outlet.idle()
  }
  const { waitingHours } = await outlet.stats()
  if (waitingHours > 0) throw new Error('The outlet did not come to an end')
  return outlet
}
