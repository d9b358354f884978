/** Group commit: many appends, one transaction, one fsync, then the open rows in memory. */
import type { StatementSync } from 'node:sqlite'
import { rowAt, rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import { eachFrame } from './batch.ts'
import { ByteWriter } from './bytes.ts'
import { sealed } from './checksum.ts'
import type { Epoch } from './epochs.ts'
import { StoreFailed } from './errors.ts'
import { writeAppendHead, writeFrameHead, writeRows } from './log-entry.ts'
import type { Batch, BatchAnswer } from './messages.ts'
import { ReceivedSet } from './received-set.ts'
import type { WriterState } from './writer-state.ts'

interface BatchOutcome {
  readonly entry: ByteWriter
  readonly touched: Epoch[]
  readonly duplicates: number[]
  rows: number
}

export class Appender {
  readonly #state: WriterState
  readonly #insert: StatementSync
  #entry = new ByteWriter(1 << 20)

  constructor(state: WriterState) {
    this.#state = state
    this.#insert = state.database.prepare(
      'INSERT INTO log(last, first, rows, duplicates, bytes) VALUES(?,?,?,?,?)',
    )
  }

  append(batch: Batch): BatchAnswer {
    const state = this.#state
    const outcome: BatchOutcome = { entry: this.#entry, touched: [], duplicates: [], rows: 0 }
    this.#entry.at = 0
    const firstCommit = state.lastCommit + 1
    const lastCommit = state.lastCommit + batch.appends
    if (batch.forgetHandles) state.epochs.forgetHandles()
    try {
      state.transaction(() => {
        for (const { handle, agentId, epoch } of batch.handles) {
          state.epochs.bind(handle, agentId, epoch, state.clock.now())
        }
        this.#log(batch, outcome)
        const { rows, duplicates, entry } = outcome
        this.#insert.run(lastCommit, firstCommit, rows, duplicates.length, sealed(entry))
      })
    } catch (error) {
      for (const epoch of outcome.touched) epoch.fresh = undefined
      for (const { handle } of batch.handles) state.epochs.unbind(handle)
      throw error
    }
    state.lastCommit = lastCommit
    state.rowsStored += outcome.rows
    state.rowsDuplicate += outcome.duplicates.length
    for (const epoch of outcome.touched) state.epochs.accept(epoch, state.clock.now())
    this.#open(batch, firstCommit)
    return { firstCommit, duplicates: Uint32Array.from(outcome.duplicates) }
  }

  /** Marks what was stored before and writes the rest in the log's form. */
  #log(batch: Batch, outcome: BatchOutcome): void {
    const { data } = batch
    const { entry } = outcome
    eachFrame(batch, (frame) => {
      if (frame.framesOfAppend > 0 || frame.handle < 0) {
        writeAppendHead(entry, frame.arrivalMs, frame.framesOfAppend)
      }
      if (frame.handle < 0) return
      const epoch = this.#state.epochs.ofHandle(frame.handle)
      if (epoch === undefined) throw new StoreFailed(`Epoch handle ${frame.handle} is not known`)
      if (epoch.fresh === undefined) {
        epoch.fresh = new ReceivedSet(Infinity)
        outcome.touched.push(epoch)
      }
      markDuplicates(data, frame.rowsFrom, frame.rowsTo, epoch, epoch.fresh, outcome.duplicates)
      const settled = data.subarray(frame.settledFrom, frame.rowsFrom)
      for (let i = 0; i < settled.length; i += 2) {
        epoch.fresh.addInterval(settled[i] ?? 0, settled[i + 1] ?? 0)
      }
      const strings =
        frame.stringCount === 0
          ? []
          : batch.strings.slice(frame.stringBase, frame.stringBase + frame.stringCount)
      writeFrameHead(entry, epoch.id, settled, strings)
      outcome.rows += writeRows(entry, data, frame.rowsFrom, frame.rowsTo)
    })
  }

  #open(batch: Batch, firstCommit: number): void {
    const { open, series } = this.#state
    const { data } = batch
    eachFrame(batch, ({ append, arrivalMs, rowsFrom, rowsTo, stringBase, handle }) => {
      if (handle < 0) return
      for (let at = rowsFrom; at < rowsTo; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
        if ((data[at + rowAt.flags] ?? 0) & skipFlag) continue
        const kinds = series.kindsOf(data[at] ?? 0)
        if (kinds === undefined) continue
        open.add(data, at, kinds, batch.strings, stringBase, firstCommit + append, arrivalMs)
      }
    })
  }
}

function markDuplicates(
  data: Float64Array,
  from: number,
  to: number,
  epoch: Epoch,
  fresh: ReceivedSet,
  duplicates: number[],
): void {
  for (let at = from; at < to; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
    const flags = data[at + rowAt.flags] ?? 0
    if (flags & skipFlag) continue
    const seq = data[at + rowAt.seq] ?? 0
    if (!epoch.set.has(seq) && fresh.add(seq)) continue
    data[at + rowAt.flags] = flags | skipFlag
    duplicates.push(at)
  }
}
