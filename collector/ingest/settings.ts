import type { FrameRevision } from '../../contract/wire/revision.ts'

/** Bounds of the ingest. What happens at each is written beside it. */
export interface IngestSettings {
  /** Undecoded bytes of one agent; above it that agent's socket is paused. */
  readonly agentBytesMax: number
  /** Undecoded bytes of all agents; above it all sockets are paused. */
  readonly queueBytesMax: number
  /** Numbers (values and row headers) prepared while a commit runs; the rest waits undecoded. */
  readonly batchNumbersMax: number
  readonly batchFramesMax: number
  /** A commit that takes longer pauses all sockets until it is done. */
  readonly slowCommitMs: number
  /** Waits between tries to append what the store refused. */
  readonly retryFirstMs: number
  readonly retryLastMs: number
  /** Refused frames and messages after which a session is closed. */
  readonly refusedPerSessionMax: number
  /** Frames settled and not yet acknowledged; at this number even a lazy ack is sent, by revision. */
  readonly lazyFramesMax: Readonly<Record<FrameRevision, number>>
  /** History budgets (I3) in bytes on the wire per second. */
  readonly historyBytesPerSecondAgent: number
  readonly historyBytesPerSecondSite: number
  readonly creditEveryMs: number
  /** Free disk under which no more history is asked for. */
  readonly freeBytesMin: number
  /** Before this the collector's own clock is certainly wrong and nothing is taken in. */
  readonly clockFloorMs: number
  /** A jump of the collector's own clock after which all agents must say hello again. */
  readonly ownClockJumpMs: number
  /** Bad rows written down per second; the rest is only counted. */
  readonly quarantinePerSecondMax: number
}

export const ingestDefaults: IngestSettings = {
  agentBytesMax: 2 * 1024 * 1024,
  queueBytesMax: 64 * 1024 * 1024,
  batchNumbersMax: 2_000_000,
  batchFramesMax: 4096,
  slowCommitMs: 2000,
  retryFirstMs: 500,
  retryLastMs: 30_000,
  refusedPerSessionMax: 100,
  lazyFramesMax: { 1: 15, 2: 60 },
  historyBytesPerSecondAgent: 4000,
  historyBytesPerSecondSite: 8000,
  creditEveryMs: 5000,
  freeBytesMin: 512 * 1024 * 1024,
  clockFloorMs: Date.UTC(2026, 0, 1),
  ownClockJumpMs: 30_000,
  quarantinePerSecondMax: 200,
}
