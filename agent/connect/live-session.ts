import { silenceSeconds } from '../../contract/wire/silence.ts'
import type {
  AgentMessage,
  CollectorMessage,
  ProfileSettings,
  Welcome,
} from '../../contract/wire/messages.ts'
import type { Clock } from '../../lib/clock.ts'
import type { GoodbyeReason } from '../goodbye.ts'
import { profileWith, settingsIn } from '../pushed-settings.ts'
import type { AgentSession, SessionEnd } from '../session.ts'
import type { Line } from './line.ts'

/** Errors that are about one message; the session goes on. */
const passing: ReadonlySet<string> = new Set(['bad_frame', 'bad_message', 'unsupported'])
const goodbyeMs = 2_000

/** A welcomed connection. */
export class LiveSession implements AgentSession {
  readonly welcome: Welcome
  readonly ended: Promise<SessionEnd>
  readonly #line: Line
  readonly #clock: Clock
  #profile: ProfileSettings
  #stopWatching: () => void = () => undefined

  constructor(line: Line, welcome: Welcome, clock: Clock) {
    this.#line = line
    this.welcome = welcome
    this.#clock = clock
    this.#profile = welcome.profile
    this.ended = this.#whenEnded()
    this.#watch()
  }
  get bufferedBytes(): number {
    return this.#line.socket.bufferedAmount
  }
  send(message: AgentMessage): void {
    this.#line.send(message)
  }
  sendFrame(bytes: Uint8Array): void {
    this.#line.socket.send(bytes)
  }
  onMessage(handler: (message: CollectorMessage) => void): void {
    this.#line.onMessage((message) => {
      this.#follow(message)
      handler(message)
    })
  }
  async close(reason: GoodbyeReason): Promise<void> {
    const { socket } = this.#line
    this.#line.send({ type: 'goodbye', reason })
    // The closing frame queues behind the goodbye; its answer says that both arrived.
    socket.close(1000)
    const cancel = this.#clock.after(goodbyeMs, () => socket.terminate())
    await this.ended
    cancel()
  }
  /** Cuts the connection without a word, as a power cut does. */
  cut(): void {
    this.#line.socket.terminate()
  }
  async #whenEnded(): Promise<SessionEnd> {
    const cause = await this.#line.closed
    this.#stopWatching()
    const error = this.#line.lastError
    if (error === undefined || passing.has(error.code)) return { type: 'lost', cause }
    const retryAfterMs = (error.retryAfterSeconds ?? 60) * 1000
    return { type: 'refused', code: error.code, text: error.text, retryAfterMs }
  }
  /** A collector that changes the beats also changes how long it is silent. */
  #follow(message: CollectorMessage): void {
    const settings = settingsIn(message)
    if (settings === undefined) return
    this.#profile = profileWith(this.#profile, settings)
    this.#stopWatching()
    this.#watch()
  }
  /** The collector asks after its silence; hearing nothing for twice that, the line is dead. */
  #watch(): void {
    const { postSeconds, lazyAckSeconds } = this.#profile
    const silenceMs = (silenceSeconds(postSeconds) * 2 + lazyAckSeconds + 60) * 1000
    const left = this.#line.heardMs + silenceMs - this.#clock.monotonic()
    if (left <= 0) {
      this.#line.socket.terminate()
      return
    }
    this.#stopWatching = this.#clock.after(left, () => this.#watch())
  }
}
