import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import type { ProfileSettings } from '../../../contract/wire/messages.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import { ingestDefaults } from '../../../collector/ingest/settings.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import { IngestBed, silentLog, until } from './ingest-bed.ts'
import { WireAgent } from './wire-agent.ts'

const minute = 60_000
const day = 86_400_000
const beatMs = 5 * minute
const samples = (4 * day) / beatMs
const agentCount = 15
const fields = 60
const rowsPerFrame = 24
const wan: ProfileSettings = {
  name: 'wan',
  sampleSeconds: 300,
  postSeconds: 300,
  lazyAckSeconds: 0,
}

const series: SeriesDescriptor = {
  measurement: 'sample',
  tags: [],
  fields: Array.from({ length: fields }, (_, index) => ({
    name: `field_${index}`,
    kind: 'integer' as const,
    decimals: 0,
  })),
}

/** What an agent measured at its n-th beat; the oracle for what the store must say. */
function valueAt(agent: number, beat: number, field: number): number {
  return agent * 1000 + Math.round(50 * Math.sin(beat / 9 + field)) + (field % 3 === 0 ? beat : 0)
}

/** Four days without a line: the spool, and the newest reading that goes first. */
class BackfillAgent {
  readonly wire: WireAgent
  readonly #number: number
  readonly #startMs: number
  /** Beats not sent, oldest first. */
  #spool = Array.from({ length: samples }, (_, beat) => beat)
  credit = 0
  sentBytes = 0
  sentRows = 0
  /** Beats in the order in which their acknowledgement came. */
  readonly settled: number[] = []

  constructor(clock: VirtualClock, number: number) {
    this.#number = number
    this.wire = new WireAgent(clock, number.toString(16))
    this.wire.series.splice(0, 1, series)
    this.#startMs = clock.now() - samples * beatMs
    const send = this.wire.send.bind(this.wire)
    this.wire.send = (message) => {
      send(message)
      if (message.type === 'credit') this.credit += message.historyRows
      if (message.type === 'credit') this.pump()
      if (message.type !== 'ack') return
      for (const [first, last] of message.intervals) {
        for (let seq = last; seq >= first; seq--) this.settled.push(seq)
      }
    }
  }

  row(beat: number): Row {
    const values = series.fields.map((_, field) => valueAt(this.#number, beat, field))
    return { series: 0, seq: beat, timeMs: this.#startMs + beat * beatMs, values }
  }

  /** History as far as credits reach: the newest of what is left, in frames of rising numbers. */
  pump(): void {
    while (this.credit > 0 && this.#spool.length > 0) {
      const beats = this.#spool.splice(-Math.min(rowsPerFrame, this.credit))
      this.credit -= beats.length
      this.sentRows += beats.length
      const rows = beats.map((beat) => this.row(beat))
      this.sentBytes += this.wire.post(rows, { kind: 'history', urgent: false }).length
    }
  }

  postLive(beat: number): void {
    this.sentRows++
    this.wire.post([this.row(beat)])
  }
}

let bed: IngestBed
let store: EmbeddedStore
afterEach(async () => {
  await bed.stop()
  await store.close()
  await bed.remove()
})

test(
  '4 days of 15 agents come newest first, within the line, while live readings pass',
  {
    timeout: 60_000,
  },
  async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 12, 5, 0), 30 * day)
    bed = new IngestBed({ profileOf: () => wan }, undefined, clock)
    store = await openEmbeddedStore({
      path: join(bed.folder, 'series.db'),
      log: silentLog,
      clock,
      retention: { full: 14, m5: 400, h1: 1825 },
    })
    const ingest = await bed.start(store)
    const agents = Array.from(
      { length: agentCount },
      (_, number) => new BackfillAgent(clock, number),
    )
    for (const agent of agents) {
      const session = await agent.wire.connect(ingest)
      agent.credit = session.historyRows
      agent.postLive(samples)
      agent.pump()
    }
    const begun = clock.now()
    let liveBeat = samples
    const done = (): boolean => agents.every((agent) => agent.settled.length >= samples + 1)
    // The store's disk is real: virtual time goes on only when it has followed.
    const followed = (): boolean => agents.every((agent) => agent.settled.length === agent.sentRows)
    for (let second = 5; !done() && second < 3600; second += 5) {
      await until(followed, 'commits', 1_000_000)
      await clock.advance(5000)
      if (second % 300 !== 0) continue
      liveBeat++
      for (const agent of agents) agent.postLive(liveBeat)
    }
    expect(done()).toBe(true)

    // The first to be settled is now; then history from its end.
    for (const { settled } of agents) {
      expect(settled[0]).toBe(samples)
      const history = settled.filter((beat) => beat < samples)
      expect(history).toEqual(history.toSorted((a, b) => b - a))
    }
    const seconds = (clock.now() - begun) / 1000
    const bytes = agents.reduce((sum, agent) => sum + agent.sentBytes, 0)
    const { historyBytesPerSecondSite: perSecond } = ingestDefaults
    expect(bytes).toBeLessThan(perSecond * (seconds + 20) * 1.1)
    // Fair: nobody waits for the others to end.
    expect(bytes).toBeGreaterThan(perSecond * seconds * 0.5)

    for (const [number, agent] of agents.entries()) {
      const id = store.series.ofHost(agent.wire.hostId)[0]?.id ?? 0
      const query = { seriesIds: [id], fromMs: begun - 5 * day, toMs: begun + 1 }
      for (const field of [0, 31, 59]) {
        const [answer] = await store.range({ ...query, field: `field_${field}` })
        const expected = Array.from({ length: samples + 1 }, (_, beat) => ({
          timeMs: begun - (samples - beat) * beatMs,
          value: valueAt(number, beat, field),
        }))
        expect(answer?.points.map(({ timeMs, value }) => ({ timeMs, value }))).toEqual(expected)
      }
    }
    expect((await store.stats()).rowsDuplicate).toBe(0)
    const flags = bed.commits.flatMap(({ frames }) => frames).map(({ rows }) => rows.data[3])
    expect(flags.filter((flag) => flag === historyFlag).length).toBeGreaterThan(700)
  },
)
