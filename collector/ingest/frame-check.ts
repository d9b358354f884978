import type { DecodedFrame } from '../../contract/wire/frame.ts'
import type { ProfileSettings } from '../../contract/wire/messages.ts'
import { rowAt, rowHeaderLength } from '../../contract/wire/packed-rows.ts'
import type { AgentPeer } from '../model/sessions.ts'
import type { AppendFrame } from '../model/store.ts'
import type { QuarantinedRow } from '../state/quarantine.ts'
import type { AgentDictionary } from './agent-dictionary.ts'
import type { BootTimeline } from './boot-timeline.ts'
import type { SessionClock } from './place-boot.ts'
import { repairClock } from './clock-repair.ts'
import type { IngestWorks } from './ingest-works.ts'
import { checkRows, type RefusedRow } from './row-check.ts'

export interface FrameCheckParts {
  readonly peer: Pick<AgentPeer, 'agentId' | 'hostId' | 'hello'>
  readonly works: Pick<IngestWorks, 'quarantine' | 'noteClock'>
  readonly dictionary: AgentDictionary
  readonly timeline: BootTimeline
  readonly clock: SessionClock
  /** Of the host's site; it may change while the session lasts. */
  readonly profile: () => ProfileSettings
}

/** Least age of history (I4). */
const historyMinMs = 900_000
/** A spool holds 30 days; what claims to be much older has a wrong time. */
const ageMaxMs = 400 * 86_400_000
const aheadMaxMs = 300_000

/** From a decoded frame to one that can be stored: true times, store ids, bad rows marked. */
export class FrameCheck {
  readonly #parts: FrameCheckParts
  #offsetSeconds: number | undefined

  constructor(parts: FrameCheckParts) {
    this.#parts = parts
    this.#noteClock(parts.clock.wallErrorMs)
  }

  check(frame: DecodedFrame, arrivalMs: number): AppendFrame {
    const { peer, dictionary, timeline, clock, works, profile } = this.#parts
    const { rows, epoch } = frame
    const historyMs = Math.max(historyMinMs, 2000 * profile().postSeconds)
    const own = epoch === peer.hello.epoch && frame.clock.boot === clock.boot
    const repair = repairClock(timeline, clock, { rows, ...frame.clock, own, arrivalMs })
    if (own && repair.clockErrorMs !== undefined) this.#noteClock(repair.clockErrorMs)
    const rules = {
      repair,
      historyBeforeMs: arrivalMs - historyMs,
      earliestMs: arrivalMs - ageMaxMs,
      latestMs: arrivalMs + aheadMaxMs,
    }
    const settled = checkRows(rows, dictionary, rules, (row) =>
      works.quarantine.add(() => this.#describe(frame, row, arrivalMs)),
    )
    return { agentId: peer.agentId, epoch, rows, settled }
  }

  #describe(frame: DecodedFrame, row: RefusedRow, atMs: number): QuarantinedRow {
    const { peer, dictionary } = this.#parts
    const { data } = frame.rows
    const descriptor = dictionary.seriesOf(row.index)
    const field = descriptor?.fields[row.field]
    const value = field ? data[row.at + rowHeaderLength + row.field] : data[row.at + rowAt.timeMs]
    return {
      atMs,
      agentId: peer.agentId,
      hostId: peer.hostId,
      epoch: frame.epoch,
      seq: data[row.at + rowAt.seq] ?? 0,
      measurement: descriptor?.measurement ?? '',
      field: field?.name ?? '',
      reason: row.reason,
      value: String(value),
    }
  }

  /** A clock that is off is a finding about the host; told when it changes. */
  #noteClock(errorMs: number): void {
    const seconds = Math.round(errorMs / 1000)
    const before = this.#offsetSeconds
    if (before !== undefined && Math.abs(seconds - before) <= 2) return
    this.#offsetSeconds = seconds
    this.#parts.works.noteClock(this.#parts.peer.hostId, seconds, before !== undefined)
  }
}
