import type { AgentMessage, CollectorMessage, Hello, Welcome } from '../contract/wire/messages.ts'
import type { GoodbyeReason } from './goodbye.ts'

export type SessionEnd =
  | { readonly type: 'lost'; readonly cause: Error | undefined }
  /** The collector said why; `retryAfterMs` is its wish. */
  | {
      readonly type: 'refused'
      readonly code: string
      readonly text: string
      readonly retryAfterMs: number
    }

/** A proven, welcomed connection to a collector. */
export interface AgentSession {
  readonly welcome: Welcome
  send(message: AgentMessage): void
  sendFrame(bytes: Uint8Array): void
  /** Bytes handed to the socket and not yet taken by the network. */
  readonly bufferedBytes: number
  /** Set before anything else is awaited; messages that came earlier are kept for it. */
  onMessage(handler: (message: CollectorMessage) => void): void
  /** Resolves once, when the session is over for whatever reason. */
  readonly ended: Promise<SessionEnd>
  /** Says goodbye, waits shortly for the socket to drain, closes. */
  close(reason: GoodbyeReason): Promise<void>
}

/** Tries the known collector addresses once, proves the key, waits for `welcome`. */
export type Connect = (hello: () => Hello, signal: AbortSignal) => Promise<AgentSession>
