/** What one transaction of the spool does, in its order. */
import type { Row } from '../../contract/wire/series.ts'
import type { SeriesDictionary } from '../series-dictionary.ts'
import type { Beat } from './beat.ts'
import type { BlockHead } from './block-table.ts'
import type { SpoolCounters } from './counters.ts'
import type { EpochAccount, Ledger } from './ledger.ts'
import { makeRoom, type Room } from './pressure.ts'
import type { SpoolState } from './state-row.ts'
import type { Store } from './store.ts'

export interface BeatWork {
  readonly ledger: Ledger
  readonly dictionary: SeriesDictionary
  /** Of this run's epoch. */
  readonly current: EpochAccount
  readonly beats: readonly Beat[]
  /** Rows that the collector refuses. */
  readonly aside: readonly { readonly epoch: string; readonly rows: readonly Row[] }[]
  readonly toMend: Iterable<BlockHead>
  /** Limits, and the space left on the disk beyond what belongs to others. */
  readonly room: Omit<Room, 'bytesMax' | 'usedBytes'> & {
    readonly bytesMax: (usedBytes: number) => number
  }
  readonly counters: SpoolCounters
  readonly state: Omit<SpoolState, 'livedMs' | 'counters'>
}

/** Inside a transaction. */
export function writeBeat(store: Store, work: BeatWork): void {
  const { ledger, dictionary, current, room, counters, state } = work
  const { livedMs } = room
  store.saveNewSeries(dictionary)
  store.removeClosedBlocks(ledger)
  mend(store, work)
  giveRoom(store, work)
  for (const { epoch, clock, rows } of work.beats) {
    const account = ledger.get(epoch)
    if (!account) continue
    const open = rows.filter((row) => !account.closed.has(row.seq))
    store.blocks.append({ epochId: account.id, clock, livedMs }, open)
  }
  store.ledgerTable.write(ledger)
  store.removeClosedBlocks(ledger)
  store.ledgerTable.remove(ledger.finished(current))
  for (const { epoch, rows } of work.aside) store.aside.add(epoch, rows)
  store.state.write({ ...state, livedMs, counters })
}

function mend(store: Store, { toMend, ledger, counters }: BeatWork): void {
  for (const head of toMend) {
    const account = ledger.byId(head.epochId)
    const { rows, complete } = store.blocks.rows(head)
    if (!account || (complete && rows.every((row) => account.closed.has(row.seq))))
      store.blocks.remove(head)
    else if (!complete) {
      counters.rowsDamaged += store.repairBlock(head, rows, account, ledger)
      counters.blocksDamaged++
    }
  }
}

function giveRoom(store: Store, { ledger, room, counters }: BeatWork): void {
  const usedBytes = store.usedBytes()
  const bytesMax = room.bytesMax(usedBytes)
  const losses = makeRoom(store, ledger, { ...room, bytesMax, usedBytes })
  counters.rowsOverBytes += losses.overBytes
  counters.rowsOverAge += losses.overAge
  counters.rowsDamaged += losses.damaged
  counters.blocksDamaged += losses.blocksDamaged
}
