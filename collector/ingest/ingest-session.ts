import { binaryKind } from '../../contract/wire/binary-kind.ts'
import { FrameError } from '../../contract/wire/frame-error.ts'
import { FrameReader } from '../../contract/wire/frame-reader.ts'
import type { DecodedFrame } from '../../contract/wire/frame.ts'
import type { AgentMessage } from '../../contract/wire/messages.ts'
import { emptyPackedRows } from '../../contract/wire/packed-rows.ts'
import { commonRevision } from '../../contract/wire/revision.ts'
import type { AgentPeer, PeerSession } from '../model/sessions.ts'
import type { AppendFrame } from '../model/store.ts'
import { AckSender } from './ack-sender.ts'
import { FrameCheck, type FrameCheckParts } from './frame-check.ts'
import type { HistoryClaim } from './history-credits.ts'
import type { IngestWorks } from './ingest-works.ts'
import { mergeIntervals } from './merge-intervals.ts'
import { PeerPause } from './peer-pause.ts'
import { SentFrame } from './sent-frame.ts'

type VoidMessage = Extract<AgentMessage, { type: 'void' }>
type Waiting =
  | { readonly bytes: Uint8Array; readonly atMs: number }
  | { readonly message: VoidMessage }

export interface SessionParts extends FrameCheckParts {
  readonly peer: AgentPeer
  readonly works: IngestWorks
  readonly onClosed: (session: IngestSession) => void
}

/** Messages that wait; at the first bound the socket is paused, at the second the session ends. */
const waitingPauseMin = 64
const waitingMax = 2048
/** Seconds for which a refused agent stays away. */
const refusedSeconds = 30

/** One agent's way from bytes to the committer: in order, bounded, one step at a time. */
export class IngestSession implements PeerSession {
  readonly pause: PeerPause
  readonly historyRows: number
  readonly #parts: SessionParts
  readonly #reader: FrameReader
  readonly #check: FrameCheck
  readonly #acks: AckSender
  readonly #claim: HistoryClaim
  #waiting: Waiting[] = []
  #bytes = 0
  #busy = false
  #open = true
  #refusals = 0

  constructor(parts: SessionParts) {
    this.#parts = parts
    const { peer, works, dictionary } = parts
    this.pause = new PeerPause(peer)
    const revision = commonRevision(peer.hello.wire)
    this.#reader = new FrameReader({
      sessionEpoch: peer.hello.epoch,
      revision,
      seriesOf: (index) => dictionary.seriesOf(index),
      room: works.room,
    })
    this.#check = new FrameCheck(parts)
    this.#acks = new AckSender(works, revision, parts.profile, (ack) => peer.send(ack))
    this.#claim = works.credits.join(works.siteOf(peer.hostId), (historyRows) =>
      peer.send({ type: 'credit', historyRows }),
    )
    this.historyRows = works.credits.first(this.#claim)
  }

  get dictionary(): { readonly count: number; readonly hash: string } {
    return this.#parts.dictionary.state
  }

  receiveFrame(bytes: Uint8Array): void {
    if (!this.#open) return
    this.#bytes += bytes.length
    this.#parts.works.queued(bytes.length)
    this.#enqueue({ bytes, atMs: this.#parts.works.clock.now() })
  }

  receiveMessage(message: AgentMessage): void {
    if (!this.#open) return
    const { works, peer } = this.#parts
    if (message.type === 'void') this.#enqueue({ message })
    if (message.type === 'inventory') works.keepInventory(peer.hostId, message.hash, message.facts)
  }

  leaves(): void {
    this.#acks.flush()
  }

  closed(): void {
    if (!this.#open) return
    this.#open = false
    const { works, timeline, clock, peer, onClosed } = this.#parts
    this.#acks.close()
    works.queued(-this.#bytes)
    works.credits.leave(this.#claim)
    this.#waiting = []
    this.#bytes = 0
    onClosed(this)
    timeline.touch(clock.boot)
    const changes = timeline.takeChanges()
    if (!changes) return
    works.boots.save(changes).catch((cause: unknown) => {
      works.log.warn({ agent: peer.agentId, cause: String(cause) }, 'A boot could not be noted')
    })
  }

  /** Ends the session from this side; the agent comes back after the given time. */
  refuse(code: 'busy' | 'too_many' | 'bad_frame', text: string, retryAfterSeconds: number): void {
    if (!this.#open) return
    this.closed()
    const error = { type: 'error', code, text: text.slice(0, 1000), retryable: true } as const
    this.#parts.peer.close({ ...error, retryAfterSeconds })
  }

  /** Takes what waits as far as there is room for it. */
  pump(): void {
    const { works } = this.#parts
    while (this.#open && !this.#busy && this.#waiting.length > 0) {
      if (works.full) {
        works.waitForRoom(this)
        break
      }
      const next = this.#waiting.shift()
      if (next) this.#take(next)
    }
    this.#pauseWhenOver()
  }

  #enqueue(next: Waiting): void {
    if (this.#waiting.length >= waitingMax) {
      this.refuse('too_many', 'Too many messages wait.', refusedSeconds)
      return
    }
    this.#waiting.push(next)
    this.pump()
  }

  #pauseWhenOver(): void {
    if (!this.#open) return
    const { agentBytesMax } = this.#parts.works.settings
    this.pause.own(this.#bytes > agentBytesMax || this.#waiting.length > waitingPauseMin)
  }

  #take(next: Waiting): void {
    if ('message' in next) return this.#settleVoid(next.message)
    this.#bytes -= next.bytes.length
    this.#parts.works.queued(-next.bytes.length)
    if (binaryKind(next.bytes) !== 'dictionary') return this.#frame(next.bytes, next.atMs)
    this.#step(this.#parts.dictionary.learn(next.bytes))
  }

  /** What follows waits until this is done. */
  #step(work: Promise<void>): void {
    this.#busy = true
    void work
      .catch((cause: unknown) => this.#failed(cause))
      .finally(() => {
        this.#busy = false
        this.pump()
      })
  }

  #failed(cause: unknown): void {
    const { works, peer } = this.#parts
    if (cause instanceof FrameError) {
      this.refuse('bad_frame', `The dictionary: ${cause.message}`, refusedSeconds)
      return
    }
    works.log.error({ agent: peer.agentId, cause: String(cause) }, 'An agent could not be served')
    this.refuse('busy', 'The collector could not store; try again.', refusedSeconds)
  }

  #frame(bytes: Uint8Array, atMs: number): void {
    const { works, peer, timeline } = this.#parts
    let decoded: DecodedFrame
    try {
      decoded = this.#reader.read(bytes)
    } catch (cause) {
      this.#refuseFrame(cause)
      return
    }
    works.counts.frames++
    works.counts.rows += decoded.rows.rowCount
    if (decoded.kind === 'live') works.heard(peer.hostId, atMs)
    else this.#claim.received(decoded.rows.rowCount, bytes.length)
    const frame = this.#check.check(decoded, atMs)
    const changes = timeline.takeChanges()
    if (changes === undefined) return this.#commit(frame, decoded)
    // Rows whose times rest on a new instant must never be durable before it.
    const saved = works.boots.save(changes)
    this.#step(saved.then(() => this.#commit(frame, decoded)))
  }

  #commit(frame: AppendFrame, { number, urgent }: DecodedFrame): void {
    this.#parts.works.commit(new SentFrame(this, frame, number, urgent))
  }
  settled(frame: AppendFrame, number: number, urgent: boolean): void {
    this.#acks.settled(frame, number, urgent)
  }
  refused(number: number, cause: unknown): void {
    const error = new FrameError('bad_row', String(cause))
    error.frame = number
    this.#refuseFrame(error)
  }

  #settleVoid({ epoch, intervals }: VoidMessage): void {
    const { agentId } = this.#parts.peer
    const settled = mergeIntervals(intervals.filter(([first, last]) => first <= last))
    const frame = { agentId, epoch, rows: emptyPackedRows(0), settled }
    this.#parts.works.commit({
      frame,
      settled: () => this.#acks.settled(frame, 0, false),
      refused: (cause) => this.#refuseFrame(cause),
    })
  }

  /** A frame that cannot be read is refused; what was read before it stands (I5). */
  #refuseFrame(cause: unknown): void {
    if (!this.#open) return
    const { works, peer } = this.#parts
    const number = cause instanceof FrameError ? cause.frame : undefined
    const text = (cause instanceof Error ? cause.message : String(cause)).slice(0, 1000)
    works.counts.refused++
    works.log.warn({ agent: peer.agentId, frame: number, cause: text }, 'A frame was refused')
    if (++this.#refusals > works.settings.refusedPerSessionMax) {
      this.refuse('bad_frame', 'Too many frames were refused.', refusedSeconds)
      return
    }
    const error = { type: 'error', code: 'bad_frame', text, retryable: true } as const
    peer.send(number === undefined ? error : { ...error, frame: number })
  }
}
