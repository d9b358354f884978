/**
 * The rules of a large office: the shipped rules on 10,000 computers that send 60 fields every 30
 * seconds, the engine as it ships with its memory in a real state file; only the clock is ours.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AlertEngine } from '../collector/alert/engine.ts'
import type { HostRecord } from '../collector/model/hosts.ts'
import type { Commit, StoredSeries } from '../collector/model/store.ts'
import { createEngineState } from '../collector/state/alert-engine.ts'
import { openCollectorState } from '../collector/state-tables.ts'
import type { Rule } from '../config/rule.ts'
import { parseRules, readRuleFolder } from '../config/rules-file.ts'
import { ruleFields } from '../config/rules-words.ts'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import { describeSeries } from '../contract/catalogue/describe.ts'
import { agent } from '../contract/catalogue/families/agent.ts'
import { cpu } from '../contract/catalogue/families/cpu.ts'
import { disk } from '../contract/catalogue/families/disk.ts'
import { diskio } from '../contract/catalogue/families/diskio.ts'
import { mem } from '../contract/catalogue/families/mem.ts'
import { net } from '../contract/catalogue/families/net.ts'
import { swap } from '../contract/catalogue/families/swap.ts'
import { system } from '../contract/catalogue/families/system.ts'
import { temp } from '../contract/catalogue/families/temp.ts'
import { emptyPackedRows, reservePacked, rowHeaderLength } from '../contract/wire/packed-rows.ts'
import type { SeriesDescriptor } from '../contract/wire/series.ts'
import { hostNamed } from '../test/support/alert-scene.ts'
import { VirtualClock } from '../test/support/virtual-clock.ts'
import type { BenchRow } from './rows.ts'
import { size } from './scale.ts'

const hosts = size('EVALUATION', 10_000, 1000)
const beatMs = 30_000
const rounds = 10
/** Commits of a beat: the store groups what comes together. */
const commitsPerBeat = 100
const fieldsPerHost = 60
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** What an ordinary computer sends, six fields of each, those first that rules look at. */
function descriptors(rules: readonly Rule[]): readonly SeriesDescriptor[] {
  const diskTags = (at: string) => ({ path: at, device: at, fstype: 'ntfs', mode: 'rw' })
  const all = [
    describeSeries(cpu, { cpu: 'cpu-total' }),
    describeSeries(mem, {}),
    describeSeries(swap, {}),
    describeSeries(system, {}),
    describeSeries(disk, diskTags('C:')),
    describeSeries(disk, diskTags('D:')),
    describeSeries(diskio, { name: 'sda' }),
    describeSeries(net, { interface: 'eth0' }),
    describeSeries(temp, { sensor: 'coretemp_package_id_0' }),
    describeSeries(agent, {}),
  ]
  return all.map((one) => {
    const of = rules.filter(({ select }) => select.measurement === one.measurement)
    const read = new Set(of.flatMap(ruleFields))
    const first = one.fields.filter(({ name }) => read.has(name))
    const others = one.fields.filter(({ name }) => !read.has(name))
    return { ...one, fields: [...first, ...others].slice(0, fieldsPerHost / all.length) }
  })
}

export async function alertEvaluationBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-evaluation-'))
  const state = await openCollectorState(path.join(folder, 'state.db'))
  const clock = new VirtualClock()
  const records = Array.from({ length: hosts }, (_, at) => hostNamed(`host-${at}`))
  const rules = parseRules(
    readRuleFolder(path.resolve(import.meta.dirname, '../config/rules')),
    catalogue,
  )
  const directory = directoryOf(records, rules)
  let saved = 0
  const before = heapBytes()
  const durable = createEngineState(state.db)
  const engine = new AlertEngine({
    store: {
      series: directory,
      commitsAfter: async () => [],
      release: async () => undefined,
    },
    past: { range: async () => [] },
    state: {
      ...durable,
      commit: (batch, readers) => {
        saved += batch.states.length
        return durable.commit(batch, readers)
      },
    },
    hosts: { all: async () => records, get: async () => undefined },
    office: {
      calendar: async () => ({ zone: 'Africa/Dar_es_Salaam', days: {}, holidays: [] }),
      sites: async () => [],
      departments: async () => [],
      recipients: async () => [],
    },
    rules,
    clock,
    log: silent,
  })
  await engine.start()
  try {
    let number = 0
    const beat = async (): Promise<number> => {
      let microseconds = 0
      for (let part = 0; part < commitsPerBeat; part++) {
        const commit = commitOf(directory, ++number, part, clock.now())
        const from = process.cpuUsage()
        engine.offer(commit)
        await engine.idle()
        await clock.advance(beatMs / commitsPerBeat)
        await engine.idle()
        const { user, system: kernel } = process.cpuUsage(from)
        microseconds += user + kernel
      }
      return microseconds
    }
    // The first beat compiles the plans, as after a start.
    const firstSeconds = (await beat()) / 1e6
    await beat()
    let microseconds = 0
    for (let at = 0; at < rounds; at++) microseconds += await beat()
    const bytes = heapBytes() - before
    const seconds = microseconds / 1e6 / rounds
    const judged = engine.stats().rowsJudged
    return [
      {
        name: `alert evaluation, ${hosts} hosts × 60 fields at 30 s, share of one core`,
        value: (100 * seconds) / (beatMs / 1000),
        unit: '%',
      },
      {
        name: 'alert evaluation, values a second on one core',
        value: (hosts * fieldsPerHost) / seconds,
        unit: 'values/s',
      },
      {
        name: 'alert evaluation, memory per series (10 a host)',
        value: bytes / directory.count,
        unit: 'B',
      },
      { name: 'alert evaluation, first beat after a start', value: firstSeconds, unit: 'CPU-s' },
      {
        name: 'alert evaluation, rows that a rule looked at',
        value: judged / (rounds + 2) / hosts,
        unit: 'a host and beat',
      },
      {
        name: 'alert evaluation, memories of hosts made durable',
        value: saved / (rounds + 2) / hosts,
        unit: 'a host and beat',
      },
    ]
  } finally {
    await engine.stop()
    await state.close()
    rmSync(folder, { recursive: true })
  }
}

/** What is in use, without what the next collection would take. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  return process.memoryUsage().heapUsed
}

function directoryOf(records: readonly HostRecord[], rules: readonly Rule[]) {
  const shapes = descriptors(rules)
  const all: StoredSeries[] = []
  const byHost = new Map<string, StoredSeries[]>()
  for (const { id: hostId } of records) {
    const own = shapes.map((descriptor, at): StoredSeries => ({
      id: all.length + 1 + at,
      hostId,
      descriptor,
    }))
    all.push(...own)
    byHost.set(hostId, own)
  }
  return {
    count: all.length,
    get: (id: number) => all[id - 1],
    ofHost: (hostId: string) => byHost.get(hostId) ?? [],
    all: () => all,
    register: async () => [],
  }
}

/** The rows of one hundredth of the hosts, calm values, different each time. */
function commitOf(
  directory: ReturnType<typeof directoryOf>,
  number: number,
  part: number,
  nowMs: number,
): Commit {
  const rows = emptyPackedRows(1024)
  const perHost = directory.count / hosts
  const from = Math.floor((part * hosts) / commitsPerBeat)
  const until = Math.floor(((part + 1) * hosts) / commitsPerBeat)
  for (let at = from * perHost; at < until * perHost; at++) {
    const series = directory.get(at + 1)
    if (!series) continue
    const count = series.descriptor.fields.length
    reservePacked(rows, rowHeaderLength + count)
    rows.data.set([series.id, number, nowMs, 0, count], rows.length)
    series.descriptor.fields.forEach(({ kind }, column) => {
      const value = kind === 'text' || kind === 'event' ? Number.NaN : (number + column) % 40
      rows.data[rows.length + rowHeaderLength + column] = value
    })
    rows.length += rowHeaderLength + count
    rows.rowCount++
  }
  return {
    number,
    arrivalMs: nowMs,
    frames: [{ agentId: '', epoch: '0'.repeat(32), rows, settled: [] }],
  }
}
