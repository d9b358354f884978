/** Walks the frames of a batch without making an object for each. */
import { frameHeaderLength, type Batch } from './messages.ts'

export interface BatchFrame {
  /** Place of the append in its batch; its commit number is the batch's first plus this. */
  append: number
  arrivalMs: number
  /** More than 0 only at the first frame of an append. */
  framesOfAppend: number
  handle: number
  settledFrom: number
  rowsFrom: number
  rowsTo: number
  stringBase: number
  stringCount: number
}

/** The one object given to `visit` changes from call to call. An append without frames: handle -1. */
export function eachFrame(
  { data, length }: Batch,
  visit: (frame: Readonly<BatchFrame>) => void,
): void {
  const frame = {
    append: -1,
    arrivalMs: 0,
    framesOfAppend: 0,
    handle: -1,
    settledFrom: 0,
    rowsFrom: 0,
    rowsTo: 0,
    stringBase: 0,
    stringCount: 0,
  }
  for (let at = 0; at < length;) {
    frame.append++
    frame.arrivalMs = data[at] ?? 0
    frame.framesOfAppend = data[at + 1] ?? 0
    at += 2
    if (frame.framesOfAppend === 0) {
      frame.handle = -1
      visit(frame)
    }
    for (let left = frame.framesOfAppend; left > 0; left--) {
      frame.handle = data[at] ?? 0
      frame.settledFrom = at + frameHeaderLength
      frame.rowsFrom = frame.settledFrom + (data[at + 1] ?? 0) * 2
      frame.rowsTo = frame.rowsFrom + (data[at + 2] ?? 0)
      frame.stringBase = data[at + 4] ?? 0
      frame.stringCount = data[at + 5] ?? 0
      at = frame.rowsTo
      visit(frame)
      frame.framesOfAppend = 0
    }
  }
}
