import type { RowsRoom } from '../../contract/wire/rows-room.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { BootChanges } from '../state/boots.ts'
import type { PreparedFrame } from './committer.ts'
import type { GroupWriter } from './group-writer.ts'
import type { HistoryCredits } from './history-credits.ts'
import type { QuarantineDesk } from './quarantine-desk.ts'
import type { IngestSettings } from './settings.ts'

/** Since the start of the process. */
export interface IngestCounts {
  frames: number
  rows: number
  refused: number
}

/** What waits for room in the committer. */
export interface Waiter {
  pump(): void
}
/** What has acknowledgements to send after a commit. */
export interface Flusher {
  flush(): void
}

/** What all sessions of the ingest share. */
export interface IngestWorks {
  readonly settings: IngestSettings
  readonly clock: Clock
  readonly log: Log
  readonly credits: HistoryCredits
  readonly boots: GroupWriter<BootChanges>
  readonly quarantine: QuarantineDesk
  readonly counts: IngestCounts
  readonly room: RowsRoom
  /** No more frames can be prepared now. */
  readonly full: boolean
  commit(prepared: PreparedFrame): void
  waitForRoom(waiter: Waiter): void
  flushSoon(flusher: Flusher): void
  /** Undecoded bytes came or went. */
  queued(bytes: number): void
  siteOf(hostId: string): string | null
  heard(hostId: string, atMs: number): void
  keepInventory(hostId: string, hash: string, facts: Readonly<Record<string, unknown>>): void
  /** By how much a host's clock is ahead; `later`: it changed since the hello. */
  noteClock(hostId: string, seconds: number, later: boolean): void
}
