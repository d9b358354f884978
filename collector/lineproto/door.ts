/**
 * The line protocol's way in: lines → points → checked → hosts and series → durable rows → the
 * stages that follow commits. An answer is given when the rows are on the disk.
 */
import { randomBytes } from 'node:crypto'
import { foreignPrefix } from '../../contract/catalogue/foreign.ts'
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { AppendFrame, Commit, TimeSeriesStore } from '../model/store.ts'
import type { LineAnswer, LineDoor, LineFinding, LineWrite } from '../state/line-door.ts'
import type { LineSource, LineSourcesRepository } from '../state/line-sources.ts'
import { Budget } from './budget.ts'
import { FieldKinds } from './learn/field-kinds.ts'
import { HostBook, type HostBookParts } from './learn/host-book.ts'
import { SeriesBook } from './learn/series-book.ts'
import { lineLimits, type LineLimits } from './limits.ts'
import { packPoints, type PlacedPoint } from './pack.ts'
import { parseBody, type ParsedBody } from './parse/body.ts'
import { Heads } from './parse/heads.ts'
import { isPrecision, precisions, type Precision } from './parse/precision.ts'
import { placePoints } from './place.ts'
import { RecentWrites } from './recent-writes.ts'
import { WriteRecord } from './record.ts'

export interface LineDoorParts extends Pick<HostBookParts, 'fleet' | 'host' | 'added'> {
  readonly state: LineSourcesRepository
  readonly store: Pick<TimeSeriesStore, 'append' | 'series'>
  readonly catalogue: Iterable<Measurement>
  /** The store or the disk cannot take more now. */
  readonly overloaded: () => boolean
  /** After the rows are durable; must not throw and must return quickly. */
  readonly onCommit: (commit: Commit) => void
  /** A host that is known by points alone wrote. */
  readonly onWritten: (hostId: string, atMs: number) => void
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<LineLimits>
}

export class LineWrites implements LineDoor {
  readonly #parts: LineDoorParts
  readonly #limits: LineLimits
  readonly #budget: Budget
  readonly #series: SeriesBook
  readonly #record: WriteRecord
  readonly #hosts: HostBook
  readonly #heads = new Heads()
  readonly #recent = new RecentWrites()
  readonly #epoch = randomBytes(16).toString('hex')
  #seq = 0
  #bytesInHand = 0

  constructor(parts: LineDoorParts) {
    const limits = { ...lineLimits, ...parts.limits }
    this.#parts = parts
    this.#limits = limits
    this.#budget = new Budget(parts.clock, limits)
    const kinds = new FieldKinds(parts.catalogue, limits.fieldsPerMeasurementMax)
    this.#series = new SeriesBook(kinds, limits.fieldsMax)
    this.#record = new WriteRecord(parts.state, parts.log)
    this.#hosts = new HostBook({ ...parts, hostsPerSourceMax: limits.hostsPerSourceMax })
  }
  /** Takes up what was learnt before; answers the hosts that no agent reports. */
  async start(): Promise<readonly string[]> {
    for (const series of this.#parts.store.series.all()) {
      if (series.descriptor.measurement.startsWith(foreignPrefix)) this.#series.know(series)
    }
    await this.#hosts.load()
    return this.#hosts.hostIds
  }
  fleetChanged(): void {
    this.#hosts.fleetChanged()
  }
  /** Writes down what came; called by the owner's timer and before the end. */
  save(): Promise<void> {
    return this.#record.save()
  }
  counts(): { readonly linePoints: number; readonly linePointsRefused: number } {
    return { linePoints: this.#record.points, linePointsRefused: this.#record.refused }
  }
  seriesCount(source: string): number {
    return this.#series.count(source)
  }

  admit(sourceId: string, bytes: number): ReturnType<LineDoor['admit']> {
    const { bytesInHandMax, retrySeconds } = this.#limits
    const full = this.#bytesInHand > 0 && this.#bytesInHand + bytes > bytesInHandMax
    if (full || this.#parts.overloaded()) {
      return { retryAfterSeconds: retrySeconds, of: 'collector' }
    }
    const wait = this.#budget.take(sourceId, bytes)
    return wait === undefined ? undefined : { retryAfterSeconds: wait, of: 'source' }
  }

  async write({ source, body, precision = 'ns' }: LineWrite): Promise<LineAnswer> {
    if (!isPrecision(precision)) return { kind: 'bad_precision', known: precisions }
    this.#bytesInHand += body.length
    try {
      return await this.#write(source, body, precision)
    } catch (error) {
      // The store says why in its own log; the sender keeps its points and comes again.
      this.#parts.log.warn({ source: source.name, error }, 'Points could not be stored')
      return { kind: 'busy', retryAfterSeconds: this.#limits.retrySeconds }
    } finally {
      this.#bytesInHand -= body.length
    }
  }

  #write(source: LineSource, body: Uint8Array, precision: Precision): Promise<LineAnswer> {
    const parsed = parseBody(body, precision, this.#limits, this.#heads)
    if (parsed.tooManyLines) {
      return Promise.resolve({ kind: 'too_many_lines', linesMax: this.#limits.linesMax })
    }
    const take = (): Promise<LineAnswer> => this.#take(source, parsed, precision)
    const timed = parsed.points.every(({ timeMs }) => timeMs !== undefined)
    return timed ? this.#recent.once(source.id + precision, body, take) : take()
  }
  async #take(
    source: LineSource,
    { points, refused }: ParsedBody,
    precision: Precision,
  ): Promise<LineAnswer> {
    const nowMs = this.#parts.clock.now()
    const parts = { series: this.#series, hosts: this.#hosts, limits: this.#limits }
    const placed = await placePoints(points, source, { ...parts, nowMs, precision })
    await this.#register(placed.points)
    await this.#store(placed.points, nowMs)
    for (const hostId of placed.writtenHosts) this.#parts.onWritten(hostId, nowMs)
    const unreadable = refused.map((one): LineFinding => ({ ...one, kind: 'unreadable' }))
    const findings = [...unreadable, ...placed.findings]
    this.#record.add(source.id, nowMs, placed.points.length, findings)
    if (findings.length === 0) return { kind: 'stored' }
    if (points.length === 0) return { kind: 'unreadable', findings: this.#told(findings) }
    return { kind: 'partial', findings: this.#told(findings), dropped: placed.findings.length }
  }
  #told(findings: readonly LineFinding[]): readonly LineFinding[] {
    const { toldMax } = this.#limits
    if (findings.length <= toldMax) return findings
    const reason = `and ${findings.length - toldMax} more lines`
    return [...findings.slice(0, toldMax), { line: '', reason, kind: 'refused' }]
  }
  async #register(points: readonly PlacedPoint[]): Promise<void> {
    const fresh = new Set(points.map(({ series }) => series).filter(({ id }) => id === 0))
    try {
      for (const [hostId, all] of Map.groupBy(fresh, (series) => series.hostId)) {
        const descriptors = all.map(({ descriptor }) => descriptor)
        const ids = await this.#parts.store.series.register(hostId, descriptors)
        for (const [at, series] of all.entries()) series.id = ids[at] ?? 0
      }
    } catch (error) {
      for (const series of fresh) if (series.id === 0) this.#series.forget(series)
      throw error
    }
  }
  async #store(points: readonly PlacedPoint[], nowMs: number): Promise<void> {
    if (points.length === 0) return
    const { store, onCommit } = this.#parts
    const historyBeforeMs = nowMs - this.#limits.historyMs
    const frames: readonly AppendFrame[] = packPoints(points, {
      epoch: this.#epoch,
      historyBeforeMs,
      seq: () => ++this.#seq,
    })
    onCommit(await store.append(frames, nowMs))
  }
}
