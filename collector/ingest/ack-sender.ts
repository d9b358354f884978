import type { Ack, ProfileSettings } from '../../contract/wire/messages.ts'
import type { FrameRevision } from '../../contract/wire/revision.ts'
import type { AppendFrame } from '../model/store.ts'
import type { IngestWorks } from './ingest-works.ts'
import { PendingAcks } from './pending-acks.ts'

/** Tells an agent what is durable: urgent frames at once, the rest when the profile says. */
export class AckSender {
  readonly #works: Pick<IngestWorks, 'clock' | 'settings' | 'flushSoon'>
  readonly #revision: FrameRevision
  readonly #profile: () => ProfileSettings
  readonly #send: (ack: Ack) => void
  readonly #pending = new PendingAcks()
  #cancel: (() => void) | undefined
  #open = true

  constructor(
    works: Pick<IngestWorks, 'clock' | 'settings' | 'flushSoon'>,
    revision: FrameRevision,
    profile: () => ProfileSettings,
    send: (ack: Ack) => void,
  ) {
    this.#works = works
    this.#revision = revision
    this.#profile = profile
    this.#send = send
  }

  /** Number 0: intervals that came without a frame. */
  settled(frame: AppendFrame, number: number, urgent: boolean): void {
    if (!this.#open) return
    const { clock, settings } = this.#works
    const { lazyAckSeconds } = this.#profile()
    this.#pending.add(frame.epoch, frame.settled, number)
    const full = this.#pending.frames >= settings.lazyFramesMax[this.#revision]
    const atOnce = urgent || lazyAckSeconds === 0 || full
    if (atOnce) this.#works.flushSoon(this)
    else this.#cancel ??= clock.after(lazyAckSeconds * 1000, () => this.flush())
  }

  flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (!this.#open) return
    for (const ack of this.#pending.take()) this.#send(ack)
  }

  close(): void {
    this.#open = false
    this.#cancel?.()
  }
}
