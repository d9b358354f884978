/** Whole past weeks of readings, hour by hour: the worst that the wire allows for, and an office. */
import { rowHeaderLength } from '../../contract/wire/packed-rows.ts'
import type { Row } from '../../contract/wire/series.ts'
import type { AppendFrame } from '../../collector/model/store.ts'
import type { EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { councilOf, type SimulatedHost } from '../../scripts/swarm/council.ts'
import { FactBeats } from '../../scripts/swarm/facts/fact-beats.ts'
import { readingsAt } from '../../scripts/swarm/machine-readings.ts'
import { RowMaker } from '../../scripts/swarm/row-maker.ts'
import { BenchHost, descriptors } from '../store-fleet.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const minutes = Array.from({ length: 60 }, (_, at) => at * minuteMs)

export interface Load {
  readonly devices: number
  /** What the devices read in the hour that begins then. */
  readonly hour: (store: EmbeddedStore, fromMs: number) => Promise<readonly AppendFrame[]>
}

/** 60 values a minute day and night, of which nearly all move every time. */
export function worstCase(devices: number): Load {
  const hosts: BenchHost[] = []
  return {
    devices,
    hour: async (store, fromMs) => {
      while (hosts.length < devices) {
        const ids = await store.series.register(`host-${hosts.length}`, descriptors)
        hosts.push(new BenchHost(hosts.length, ids))
      }
      return hosts.map((host) => host.frame(minutes.map((at) => fromMs + at)))
    },
  }
}

/** In UTC: from half past seven until half past four by East Africa's clock. */
const officeHours = { from: 4.5, to: 13.5 }

/**
 * The demo's council, a reading a minute with all facts: computers on from Monday to Friday in office
 * hours, one device in eight (servers, switches, the poller's) day and night.
 */
export function councilWeeks(devices: number): Load {
  const computers = councilOf(devices).map((host, at) => new Computer(host, at % 8 === 0))
  return {
    devices,
    hour: async (store, fromMs) => {
      const frames: AppendFrame[] = []
      for (const one of computers) {
        const frame = await one.hour(store, fromMs)
        if (frame) frames.push(frame)
      }
      return frames
    },
  }
}

class Computer {
  readonly #host: SimulatedHost
  readonly #always: boolean
  readonly #maker = new RowMaker()
  readonly #facts = new FactBeats()
  readonly #ids: number[] = []
  constructor(host: SimulatedHost, always: boolean) {
    this.#host = host
    this.#always = always
  }
  async hour(store: EmbeddedStore, fromMs: number): Promise<AppendFrame | undefined> {
    const rows = minutes
      .map((at) => fromMs + at)
      .filter((timeMs) => this.#always || isOfficeTime(timeMs))
      .flatMap((timeMs) => this.#rows(timeMs))
    const first = rows[0]?.seq
    if (first === undefined) return undefined
    const news = this.#maker.descriptors.slice(this.#ids.length)
    const { name } = this.#host
    if (news.length > 0) this.#ids.push(...(await store.series.register(name, news)))
    return {
      agentId: Buffer.from(name).toString('hex').padStart(32, '0'),
      epoch: '0123456789abcdef0123456789abcdef',
      rows: packed(rows, this.#ids),
      settled: [[first, first + rows.length - 1]],
    }
  }
  #rows(timeMs: number): readonly Row[] {
    const bootMs = Math.floor(timeMs / (24 * hourMs)) * 24 * hourMs + officeHours.from * hourMs
    const now = { host: this.#host, timeMs, bootMs, storyMs: timeMs + hourMs }
    // Agents read at the whole second, and some milliseconds later.
    const jitter = (timeMs / minuteMs) % 8
    return this.#maker.rows([...readingsAt(now), ...this.#facts.due(now)], timeMs + jitter)
  }
}

function isOfficeTime(timeMs: number): boolean {
  const day = new Date(timeMs).getUTCDay()
  const hour = (timeMs / hourMs) % 24
  return day >= 1 && day <= 5 && hour >= officeHours.from && hour < officeHours.to
}

function packed(rows: readonly Row[], ids: readonly number[]): AppendFrame['rows'] {
  const strings: string[] = []
  const data = rows.flatMap(({ series, seq, timeMs, values }) => [
    ids[series] ?? 0,
    seq,
    timeMs,
    0,
    values.length,
    ...values.map((value) =>
      typeof value === 'string' ? strings.push(value) - 1 : (value ?? Number.NaN),
    ),
  ])
  if (rowHeaderLength !== 5) throw new Error('Rows are packed in another way')
  return { data: Float64Array.from(data), length: data.length, rowCount: rows.length, strings }
}
