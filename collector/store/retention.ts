/** What is past its days is deleted in whole blocks; the log when nobody needs it any more. */
import { numberOf, pragma } from './file.ts'
import { dayHours, keyOf, pendingKey, periodDays, seriesOfKey, slotOfKey } from './shape.ts'
import { dayMs } from './rolling.ts'
import { turn, type MetaName, type WriterState } from './writer-state.ts'

/** An agent's spool keeps 30 days; an epoch unheard of for longer than this cannot come back. */
const epochDays = 400
const sliceRows = 500

/** Moves the floors, then deletes below them. Days that still have to be rolled up stay. */
export async function deletePast(state: WriterState, nowMs: number): Promise<void> {
  const { full, m5, h1 } = state.settings.retention
  const today = Math.floor(nowMs / dayMs)
  const fullFloorDay = Math.max(0, today - full)
  raise(state, 'full_floor_hour', fullFloorDay * dayHours)
  raise(state, 'm5_floor_day', Math.max(0, today - m5))
  raise(state, 'h1_floor_period', Math.max(0, Math.floor((today - h1) / periodDays)))
  await deleteBlocks(state)
  await deleteBelow(state, 'm5', keyOf(state.meta('m5_floor_day'), 0))
  await deleteBelow(state, 'h1', keyOf(state.meta('h1_floor_period'), 0))
  const old = state.database.prepare('SELECT id FROM epoch WHERE updated_ms < ? LIMIT 10000')
  const drop = state.database.prepare('DELETE FROM epoch WHERE id=?')
  const ids = old.all(nowMs - epochDays * dayMs).map((row) => numberOf(row, 'id'))
  const unused = ids.filter((id) => !state.epochs.isInUse(id))
  await state.inSlices(unused, (id) => drop.run(id))
}

function raise(state: WriterState, name: MetaName, value: number): void {
  if (value > state.meta(name)) state.transaction(() => state.setMeta(name, value))
}

/** Full readings that are never given up: today's and yesterday's. */
const keptDays = 1

/** Gives up the oldest day of full readings before retention does. Answers when that day began. */
export async function dropOldestDay(
  state: WriterState,
  nowMs: number,
): Promise<number | undefined> {
  const oldest = state.database.prepare('SELECT min(id) AS id FROM block WHERE bytes IS NOT NULL')
  const row = oldest.get()
  if (row === undefined || row['id'] === null) return undefined
  const day = Math.floor(slotOfKey(numberOf(row, 'id')) / dayHours)
  if (day >= Math.floor(nowMs / dayMs) - keptDays) return undefined
  raise(state, 'full_floor_hour', (day + 1) * dayHours)
  await deleteBlocks(state)
  return day * dayMs
}

/**
 * A block may go when its day is rolled up and no replay can bring its rows again: else they would
 * be counted twice in the roll-ups.
 */
async function deleteBlocks(state: WriterState): Promise<void> {
  const below = keyOf(state.meta('full_floor_hour'), 0)
  const next = state.database.prepare(
    'SELECT id, log_through FROM block WHERE id>? AND id<? ORDER BY id LIMIT ?',
  )
  const isPending = state.database.prepare('SELECT 1 AS yes FROM pending WHERE id=?')
  const drop = state.database.prepare('DELETE FROM block WHERE id=?')
  for (let after = -1; ;) {
    const sealedThrough = state.meta('sealed_through')
    const rows = next.all(after, below, sliceRows)
    if (rows.length === 0) return
    after = numberOf(rows.at(-1), 'id')
    const ids = rows
      .filter((row) => numberOf(row, 'log_through') <= sealedThrough)
      .map((row) => numberOf(row, 'id'))
    await state.inSlices(ids, (id) => {
      const day = Math.floor(slotOfKey(id) / dayHours)
      if (isPending.get(pendingKey(seriesOfKey(id), day)) === undefined) drop.run(id)
    })
    await turn()
  }
}

async function deleteBelow(state: WriterState, tier: 'm5' | 'h1', below: number): Promise<void> {
  const next = state.database.prepare(`SELECT id FROM ${tier} WHERE id<? LIMIT ?`)
  const drop = state.database.prepare(`DELETE FROM ${tier} WHERE id=?`)
  for (;;) {
    const ids = next.all(below, sliceRows).map((row) => numberOf(row, 'id'))
    if (ids.length === 0) return
    await state.inSlices(ids, (id) => drop.run(id))
  }
}

/** Brings the epoch table up to date, then deletes log entries that all have done with. */
export async function trimLog(state: WriterState): Promise<void> {
  const flushed = state.lastCommit
  await flushEpochs(state)
  const sealed = (state.open.oldestCommit() ?? state.lastCommit + 1) - 1
  const through = Math.min(flushed, sealed, state.released)
  state.transaction(() => {
    state.setMeta('sealed_through', Math.max(sealed, state.meta('sealed_through')))
    state.setMeta('released', state.released)
    state.setMeta('last_commit', Math.max(through, state.meta('last_commit')))
  })
  const entries = state.database.prepare(
    'SELECT last, rows, duplicates FROM log WHERE last<=? ORDER BY last',
  )
  const drop = state.database.prepare('DELETE FROM log WHERE last=?')
  await state.inSlices(entries.all(through), (entry) => {
    state.setMeta('rows_stored', state.meta('rows_stored') + numberOf(entry, 'rows'))
    state.setMeta('rows_duplicate', state.meta('rows_duplicate') + numberOf(entry, 'duplicates'))
    drop.run(numberOf(entry, 'last'))
  })
}

export async function flushEpochs(state: WriterState): Promise<void> {
  for (let left = true; left;) {
    let flush = { done: true, saved: (): void => undefined }
    await state.inSlices(
      [0],
      () => (flush = state.epochs.flush(sliceRows)),
      () => flush.saved(),
    )
    left = !flush.done
  }
}

/** Gives free pages back when they are much: a little is soon used again by the next hour. */
export function shrink(state: WriterState): Promise<void> {
  return giveBack(state, (free, pages) => free >= 32 && free >= pages / 8)
}
/** Every free page, and the log of changes: the disk needs them more than we. */
export async function shrinkWholly(state: WriterState): Promise<void> {
  await giveBack(state, (free) => free > 0)
  state.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
}
async function giveBack(
  state: WriterState,
  isMuch: (free: number, pages: number) => boolean,
): Promise<void> {
  const step = state.database.prepare('PRAGMA incremental_vacuum(64)')
  for (;;) {
    const pages = pragma(state.database, 'page_count')
    if (!isMuch(pragma(state.database, 'freelist_count'), pages)) return
    step.all()
    if (pragma(state.database, 'page_count') >= pages) return
    await turn()
  }
}
