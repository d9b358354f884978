/** What passes between the gateway and the stages behind it. Types only. */
import type {
  AgentMessage,
  CollectorMessage,
  Hello,
  ProfileSettings,
} from '../../contract/wire/messages.ts'
import type { HeartbeatOrder } from '../../contract/wire/settings.ts'
import type { GoodbyeReason } from './hosts.ts'

/** What the gateway tells the fleet and the engine about sessions. */
export type SessionEvent =
  | {
      readonly type: 'connected'
      readonly hostId: string
      readonly atMs: number
      readonly bootAtMs: number
    }
  | {
      readonly type: 'disconnected'
      readonly hostId: string
      readonly atMs: number
      /** Its last sign of life; left out: as it ended. */
      readonly lostAtMs?: number
      readonly goodbye: GoodbyeReason | null
    }

/** An agent that proved its key, as the stages behind the gateway see it. */
export interface AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly hello: Hello
  send(message: CollectorMessage): void
  /** Stops and continues reading from this agent's socket. */
  pause(): void
  resume(): void
  close(error?: Extract<CollectorMessage, { type: 'error' }>): void
}

/** How a live agent is to work just now. */
export interface LiveSettings {
  readonly profile: ProfileSettings
  /** It speaks for its site. */
  readonly heartbeat?: HeartbeatOrder
  /** The staff notice is confirmed: facts of usage may be taken. */
  readonly usage?: boolean
}

/** One agent's session inside the ingest stage. */
export interface PeerSession {
  /** Parts of `welcome` that the ingest decides. */
  readonly dictionary: { readonly count: number; readonly hash: string }
  readonly historyRows: number
  receiveFrame(bytes: Uint8Array): void
  /** `void` and `inventory`; `goodbye` is the gateway's. */
  receiveMessage(message: AgentMessage): void
  /** Goodbye was said: what is durable is acknowledged now, or the agent would send it again. */
  leaves?(): void
  closed(): void
}

/** From a proven peer to durable rows. */
export interface IngestStage {
  open(peer: AgentPeer, arrivalMs: number): Promise<PeerSession>
}
