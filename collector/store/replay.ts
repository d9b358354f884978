/** After a start: the log's rows that no block has yet become open rows again, each exactly once. */
import { rowHeaderLength } from '../../contract/wire/packed-rows.ts'
import { unsealed } from './checksum.ts'
import { bytesOf, numberOf } from './file.ts'
import { Latest } from './latest.ts'
import { loadLatest } from './latest-table.ts'
import { readLogEntry, type LoggedFrame } from './log-entry.ts'
import type { OpenedMessage } from './messages.ts'
import { dayHours, hourMs, keyOf, periodDays } from './shape.ts'
import type { WriterState } from './writer-state.ts'

/** Brings the state's memory up to the file and tells what the main thread must know. */
export function replay(state: WriterState): OpenedMessage {
  const { shapes, series } = state.series.load()
  const latest = new Latest(state.series.kindsOf)
  loadLatest(state.database, state.series.kindsOf, latest)
  state.lastCommit = state.meta('last_commit')
  state.released = state.meta('released')
  state.rowsStored = state.meta('rows_stored')
  state.rowsDuplicate = state.meta('rows_duplicate')
  const isSealed = sealedTest(state)
  const entries = state.database.prepare('SELECT * FROM log ORDER BY last')
  for (const entry of entries.iterate()) {
    state.lastCommit = numberOf(entry, 'last')
    state.rowsStored += numberOf(entry, 'rows')
    state.rowsDuplicate += numberOf(entry, 'duplicates')
    const bytes = bytesOf(entry, 'bytes')
    if (bytes === undefined || unsealed(bytes) === undefined) {
      const fields = { commit: state.lastCommit, path: state.settings.path }
      const sentence =
        'An entry of the series log is damaged; its rows that are not sealed are lost'
      state.blocksDamaged++
      state.say({ level: 'error', fields, sentence })
      continue
    }
    let commit = numberOf(entry, 'first')
    for (const { arrivalMs, frames } of readLogEntry(bytes.subarray(0, -4))) {
      for (const frame of frames) replayFrame(state, frame, commit, arrivalMs, isSealed, latest)
      commit++
    }
  }
  const past = pastSeries(state, series, latest)
  if (past.size > 0) state.transaction(() => state.series.forget([...past]))
  return { shapes, series: series.filter(({ id }) => !past.has(id)), latest: latest.pack() }
}

/**
 * Series of which no tier has anything left, such as those of computers that were removed long ago.
 * They go at a start, when nobody holds their ids. Age is counted from the newest row of all: a
 * wrong clock deletes nothing.
 */
function pastSeries(
  state: WriterState,
  series: OpenedMessage['series'],
  latest: Latest,
): ReadonlySet<number> {
  const known = series.filter(({ id }) => latest.has(id))
  const newestMs = known.reduce((newest, { id }) => Math.max(newest, latest.time(id)), 0)
  const { full, m5, h1 } = state.settings.retention
  const fromMs = newestMs - (Math.max(full, m5, h1) + periodDays) * dayHours * hourMs
  return new Set(known.filter(({ id }) => latest.time(id) < fromMs).map(({ id }) => id))
}

function replayFrame(
  state: WriterState,
  { epochId, settled, data, strings }: LoggedFrame,
  commit: number,
  arrivalMs: number,
  isSealed: (series: number, hour: number, commit: number) => boolean,
  latest: Latest,
): void {
  const epoch = state.epochs.ofId(epochId)
  for (const [first, last] of settled) epoch.set.addInterval(first, last)
  state.epochs.touch(epoch, arrivalMs)
  for (let at = 0; at < data.length; at += rowHeaderLength + (data[at + 4] ?? 0)) {
    epoch.set.add(data[at + 1] ?? 0)
    const series = data[at] ?? 0
    const kinds = state.series.kindsOf(series)
    if (kinds === undefined) continue
    latest.offer(data, at, strings, 0)
    if (isSealed(series, Math.floor((data[at + 2] ?? 0) / hourMs), commit)) continue
    state.open.add(data, at, kinds, strings, 0, commit, arrivalMs)
  }
}

/** Tells whether a row is in its hour's block, by the commit through which the block was merged. */
function sealedTest(state: WriterState): (series: number, hour: number, commit: number) => boolean {
  const sealedThrough = state.meta('sealed_through')
  const find = state.database.prepare('SELECT log_through FROM block WHERE id=?')
  const known = new Map<number, number>()
  return (series, hour, commit) => {
    if (commit <= sealedThrough) return true
    const key = keyOf(hour, series)
    let through = known.get(key)
    if (through === undefined) {
      through = numberOf(find.get(key), 'log_through')
      known.set(key, through)
    }
    return commit <= through
  }
}
