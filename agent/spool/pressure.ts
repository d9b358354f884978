/**
 * What goes when there is too little room: metrics first, then states, events last; of each the
 * oldest first, from full to every fifth minute to hourly to nothing. Rows are only deleted, never
 * averaged or renumbered.
 */
import { intervalsOf } from './interval-set.ts'
import type { BlockHead } from './block-table.ts'
import type { EpochAccount, Ledger } from './ledger.ts'
import { rowClass, type RowClass } from './series-class.ts'
import type { Store } from './store.ts'
import { levelStepsMs, thinned } from './thinning.ts'

export interface Room {
  /** Of the file as it is now. */
  readonly usedBytes: number
  readonly bytesMax: number
  readonly ageMaxMs: number
  /** Age of the spool now. */
  readonly livedMs: number
}
export interface Losses {
  overBytes: number
  overAge: number
  damaged: number
  blocksDamaged: number
}
interface Rung {
  readonly kind: RowClass
  readonly level: number
}

/** Blocks changed in one transaction at most; the next beat goes on. */
const stepsMax = 64
/** The newest blocks (some two days at one a minute) are spared while others can give room. */
const sparedBlocks = 48
const levels = levelStepsMs.map((_, level) => level)
const ladder: readonly Rung[] = [rowClass.metric, rowClass.state, rowClass.event].flatMap((kind) =>
  (kind === rowClass.event ? [0] : levels).map((level) => ({ kind, level })),
)

/** Deletes until the rest fits, a bounded number of steps. Inside a transaction. */
export function makeRoom(store: Store, ledger: Ledger, room: Room): Losses {
  const losses: Losses = { overBytes: 0, overAge: 0, damaged: 0, blocksDamaged: 0 }
  let { usedBytes } = room
  let newest: number | undefined
  for (let step = 0; step < stepsMax; step++) {
    const old = store.blocks.oldest()
    const tooOld = old && room.livedMs - old.livedMs > room.ageMaxMs
    if (tooOld) losses.overAge += remove(store, ledger, old, losses)
    else if (usedBytes > room.bytesMax) {
      newest ??= store.blocks.before(Number.MAX_SAFE_INTEGER)?.id ?? 0
      const head = nextToGive(store, newest)
      if (!head) break
      losses.overBytes += give(store, ledger, head, losses)
    } else break
    usedBytes = store.usedBytes()
  }
  return losses
}

function nextToGive(store: Store, newest: number): BlockHead | undefined {
  for (const idMax of [newest - sparedBlocks, newest]) {
    for (const { kind, level } of ladder) {
      const head = store.blocks.eldest(kind, level, idMax)
      if (head) return head
    }
  }
  return undefined
}

/** One step down the ladder; answers how many rows that loses. */
function give(store: Store, ledger: Ledger, head: BlockHead, losses: Losses): number {
  const level = head.level + 1
  const account = accountOf(ledger, head)
  if (!account || head.class === rowClass.event || level >= levels.length)
    return remove(store, ledger, head, losses)
  const rows = soundRows(store, ledger, account, head, losses).filter(
    (row) => !account.closed.has(row.seq),
  )
  if (rows.length === 0) return remove(store, ledger, head, losses)
  const kept = thinned(
    rows,
    level,
    head.class === rowClass.state ? rowClass.state : rowClass.metric,
  )
  if (kept.length === rows.length) {
    store.blocks.setLevel(head, level)
    return 0
  }
  store.blocks.replace(head, kept, level)
  const keptSet = new Set(kept)
  const gone = rows.filter((row) => !keptSet.has(row)).map((row) => row.seq)
  return ledger.giveUp(account, intervalsOf(gone))
}

function remove(store: Store, ledger: Ledger, head: BlockHead, losses: Losses): number {
  const account = accountOf(ledger, head)
  const rows = account ? soundRows(store, ledger, account, head, losses) : []
  store.blocks.remove(head)
  return account ? ledger.giveUp(account, intervalsOf(rows.map((row) => row.seq))) : 0
}

function soundRows(
  store: Store,
  ledger: Ledger,
  account: EpochAccount,
  head: BlockHead,
  losses: Losses,
): ReturnType<Store['blocks']['rows']>['rows'] {
  const { rows, complete } = store.blocks.rows(head)
  if (!complete) {
    losses.damaged += store.repairBlock(head, rows, account, ledger)
    losses.blocksDamaged++
  }
  return rows
}

function accountOf(ledger: Ledger, head: BlockHead): EpochAccount | undefined {
  return ledger.byId(head.epochId)
}
