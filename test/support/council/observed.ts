import type { Ingest } from '../../../collector/ingest/ingest.ts'
import type { SessionEvent } from '../../../collector/model/sessions.ts'

/** The collector's side, as far as machines and devices reach it. */
export interface Observed {
  readonly ingest: Ingest
  readonly session: (event: SessionEvent) => void
  /** It answered its poller. */
  readonly answered: (hostId: string, atMs: number) => void
}
