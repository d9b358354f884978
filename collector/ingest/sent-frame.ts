import type { AppendFrame } from '../model/store.ts'
import type { PreparedFrame } from './committer.ts'

/** The session that a frame came in on, which hears what became of it. */
export interface FrameOwner {
  settled(frame: AppendFrame, number: number, urgent: boolean): void
  refused(number: number, cause: unknown): void
}

/** A frame on its way to the store: thousands wait for a commit, so it is one object and no more. */
export class SentFrame implements PreparedFrame {
  readonly frame: AppendFrame
  readonly #session: FrameOwner
  readonly #number: number
  readonly #urgent: boolean

  constructor(session: FrameOwner, frame: AppendFrame, number: number, urgent: boolean) {
    this.#session = session
    this.frame = frame
    this.#number = number
    this.#urgent = urgent
  }
  settled(): void {
    this.#session.settled(this.frame, this.#number, this.#urgent)
  }
  refused(cause: unknown): void {
    this.#session.refused(this.#number, cause)
  }
}
