/**
 * One session: what the collector lacks of the dictionary, then the newest state, live beats as
 * they come, and history as far as the collector gives credit (I3).
 */
import { encodeDictionary } from '../../contract/wire/dictionary.ts'
import { FrameWriter } from '../../contract/wire/frame-writer.ts'
import type { FrameKind } from '../../contract/wire/frame.ts'
import { limits } from '../../contract/wire/limits.ts'
import type { Ack, CollectorMessage } from '../../contract/wire/messages.ts'
import { commonRevision } from '../../contract/wire/revision.ts'
import { RowError } from '../../contract/wire/row-error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { profileWith, settingsIn } from '../pushed-settings.ts'
import type { AgentSession } from '../session.ts'
import type { Beat } from '../spool/beat.ts'
import type { HistoryReader } from '../spool/history-reader.ts'
import type { Spool } from '../spool/spool.ts'
import { InFlight, type Parcel } from './in-flight.ts'
import { Outbox } from './outbox.ts'
import { Refusals } from './refusals.ts'

export interface LinkSessionParts {
  readonly session: AgentSession
  /** The epoch that this session's `hello` named. */
  readonly sessionEpoch: string
  readonly spool: Spool
  readonly clock: Clock
  readonly log: Log
  /** 0 to 1, like Math.random. */
  readonly random: () => number
  /** What is not the link's own: `config` and errors. */
  readonly onMessage: (message: CollectorMessage) => void
  readonly onFrameRefused: () => void
}

const historyFramesMax = 4
const historyRowsPerFrameMax = 1024
/** So much on the way into the socket, and history waits. */
const bufferedBytesMax = 128 * 1024
/** More unacknowledged frames than this ask for an acknowledgement at once, by revision. */
const lazyFramesMax = { 1: 20, 2: 64 } as const
const voidMessagesMax = 8

export class LinkSession {
  readonly #parts: LinkSessionParts
  readonly #frames: FrameWriter
  readonly #history: HistoryReader
  readonly #outbox: Outbox
  readonly #refusals: Refusals
  readonly #inFlight = new InFlight()
  readonly #inFlightMax: number
  readonly #lazyFramesMax: number
  #announced: number
  #credit: number
  #historyOpen = false
  #cancelStart: () => void = () => undefined
  #acknowledged = false

  constructor(parts: LinkSessionParts) {
    const { session, spool, sessionEpoch, clock } = parts
    const { welcome } = session
    this.#parts = parts
    const revision = commonRevision(welcome.wire)
    this.#frames = new FrameWriter({
      sessionEpoch,
      revision,
      seriesOf: (number) => spool.dictionary.at(number),
      frameBytesMax: welcome.limits['frameBytesMax'] ?? limits.frameBytesMax,
    })
    this.#history = spool.history()
    this.#outbox = new Outbox(welcome.profile, clock.monotonic())
    this.#refusals = new Refusals((parcel) => this.#setAside(parcel))
    const limit = revision === 1 ? 'framesInFlightMax' : 'framesUnacknowledgedMax'
    this.#inFlightMax = Math.max(1, Math.min(welcome.limits[limit] ?? limits[limit], limits[limit]))
    this.#lazyFramesMax = lazyFramesMax[revision]
    const { count, hash } = welcome.dictionary
    this.#announced = spool.dictionary.hashAt(count) === hash ? count : 0
    this.#credit = welcome.historyRows
  }
  /** The collector has acknowledged something: the way works. */
  get proven(): boolean {
    return this.#acknowledged
  }
  start(): void {
    const { session, spool, clock, random } = this.#parts
    session.onMessage((message) => this.#receive(message))
    for (const { epoch, clock: beatClock, rows } of spool.newest()) {
      this.#history.claim(epoch, rows)
      this.#sendLive({ epoch, clock: beatClock, rows, refusals: 0 }, true)
    }
    // After a mass reconnect the collector spreads the starts of history over this time.
    const spreadMs = (session.welcome.limits['historyStartSecondsMax'] ?? 0) * 1000
    this.#cancelStart = clock.after(spreadMs * random(), () => {
      this.#historyOpen = true
      this.#pump()
    })
  }
  stop(): void {
    this.#historyOpen = false
    this.#cancelStart()
  }
  /** A beat that the spool has just taken; a late one goes with the next unless it is news. */
  post(beat: Beat, late: boolean): void {
    const { epoch, rows } = beat
    if (rows.length === 0) return
    if (this.#outbox.add(beat, late)) this.#history.claim(epoch, rows)
    else this.#history.rewind()
    this.#pump()
  }
  /** Sends live beats that still wait for the posting time. */
  flush(): void {
    this.#postLive()
  }

  #receive(message: CollectorMessage): void {
    if (message.type === 'ack') this.#settle(message)
    else if (message.type === 'credit') this.#credit += message.historyRows
    else if (message.type === 'error' && message.code === 'bad_frame') this.#refused(message.frame)
    else this.#passOn(message)
    this.#pump()
  }
  #passOn(message: CollectorMessage): void {
    const settings = settingsIn(message)
    if (settings) this.#outbox.profile = profileWith(this.#outbox.profile, settings)
    this.#parts.onMessage(message)
  }
  #settle({ frame, epoch, intervals }: Ack): void {
    this.#acknowledged = true
    this.#inFlight.acknowledged(frame)
    this.#frames.acknowledged(frame)
    this.#parts.spool.settle(epoch, intervals)
  }
  #refused(frame: number | undefined): void {
    this.#parts.log.warn({ frame }, 'The collector refused a frame')
    this.#parts.onFrameRefused()
    this.#frames.refused()
    const sent = this.#inFlight.refused(frame)
    const rows = sent ? this.#history.rowsOf(sent.epoch, sent.intervals) : []
    if (sent && rows.length > 0) this.#refusals.refused({ ...sent, rows })
  }
  #setAside({ epoch, rows }: Parcel): void {
    this.#parts.log.error({ epoch, rows: rows.length }, 'A row was refused again and again')
    this.#parts.spool.setAside(epoch, rows)
  }

  #pump(): void {
    while (this.#hasRoom()) {
      const again = this.#refusals.next()
      if (!again) break
      this.#sendLive(again, true)
    }
    if (this.#outbox.due(this.#parts.clock.monotonic()) && this.#hasRoom()) this.#postLive()
    if (!this.#historyOpen) return
    while (this.#historyMayGo()) {
      const rowsMax = Math.min(this.#credit, historyRowsPerFrameMax)
      const batch = this.#history.take(rowsMax)
      if (!batch) break
      this.#credit -= batch.rows.length
      this.#send('history', { ...batch, refusals: 0 }, true)
    }
    this.#announceVoids()
  }
  #postLive(): void {
    const { parcels, news } = this.#outbox.take(this.#parts.clock.monotonic())
    for (const parcel of parcels) this.#sendLive(parcel, news)
  }
  #sendLive(parcel: Parcel, urgent: boolean): void {
    const many = this.#inFlight.count >= this.#lazyFramesMax
    this.#send('live', parcel, urgent || many || !this.#acknowledged)
  }
  /** In as many frames as it takes. */
  #send(kind: FrameKind, parcel: Parcel, urgent: boolean): void {
    this.#announceSeries()
    const { epoch, clock } = parcel
    let { rows } = parcel
    while (rows.length > 0) {
      try {
        const frame = this.#frames.write({ kind, epoch, clock, urgent, rows })
        this.#parts.session.sendFrame(frame.bytes)
        this.#inFlight.sent(frame.number, kind, { ...parcel, rows: rows.slice(0, frame.rowCount) })
        rows = rows.slice(frame.rowCount)
      } catch (error) {
        if (!(error instanceof RowError)) throw error
        this.#refusals.refused({ ...parcel, rows })
        return
      }
    }
  }
  #announceSeries(): void {
    const { session, spool } = this.#parts
    if (this.#announced === spool.dictionary.count) return
    const descriptors = spool.dictionary.from(this.#announced).map((entry) => entry.descriptor)
    for (const message of encodeDictionary(this.#announced, descriptors)) session.sendFrame(message)
    this.#announced = spool.dictionary.count
  }
  #announceVoids(): void {
    for (let sent = 0; sent < voidMessagesMax && !this.#lineFull(); sent++) {
      const batch = this.#history.takeVoids()
      if (!batch) return
      this.#parts.session.send({ type: 'void', ...batch, intervals: [...batch.intervals] })
    }
  }
  #hasRoom(): boolean {
    return this.#inFlight.count < this.#inFlightMax
  }
  #historyMayGo(): boolean {
    return (
      this.#credit > 0 &&
      this.#hasRoom() &&
      this.#inFlight.countOf('history') < historyFramesMax &&
      !this.#lineFull()
    )
  }
  #lineFull(): boolean {
    return this.#parts.session.bufferedBytes > bufferedBytesMax
  }
}
