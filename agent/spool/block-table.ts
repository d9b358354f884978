/** The spool's rows, as delta-coded blocks. Everything here runs inside the spool's transactions. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { BlockEncoder, decodeBlock } from '../../contract/wire/block-codec.ts'
import type { SeriesOf } from '../../contract/wire/delta-context.ts'
import type { Row } from '../../contract/wire/series.ts'
import type { Interval } from '../../lib/interval.ts'
import type { BeatClock } from './beat.ts'
import { bytesOf, integerOf, type StoredRow } from './columns.ts'
import { classOf, type RowClass } from './series-class.ts'

export interface BlockHead {
  readonly id: number
  readonly epochId: number
  /** Sequence numbers; those of other blocks may lie between. */
  readonly first: number
  readonly last: number
  readonly clock: BeatClock
  readonly class: number
  readonly level: number
  /** Age of the spool when the block was begun, see lived-time.ts. */
  readonly livedMs: number
}
/** Where the rows of a beat belong. */
export interface BlockPlace {
  readonly epochId: number
  readonly clock: BeatClock
  readonly livedMs: number
}
interface OpenBlock {
  readonly id: number
  readonly place: BlockPlace
  readonly encoder: BlockEncoder
  beats: number
}

const beatsPerBlockMax = 64
const blockBytesMax = 64 * 1024
const rowsPerBlockMax = 4096
/** Series that share a block, so that a poller's thousands still meet themselves in it. */
const seriesPerBlock = 512
const headColumns = 'id, epoch, first, last, boot, offset_ms, class, level, lived_ms'

export class BlockTable {
  readonly #database: DatabaseSync
  readonly #seriesOf: SeriesOf
  readonly #open = new Map<string, OpenBlock>()
  /** By series number: which rows share a block. */
  readonly #groups: string[] = []
  #removed = 0
  readonly #insert: StatementSync
  readonly #grow: StatementSync
  readonly #remove: StatementSync
  readonly #before: StatementSync
  readonly #oldest: StatementSync
  readonly #overlapping: StatementSync
  readonly #content: StatementSync
  readonly #eldest: StatementSync

  constructor(database: DatabaseSync, seriesOf: SeriesOf) {
    this.#database = database
    this.#seriesOf = seriesOf
    this.#insert = database.prepare(
      `INSERT INTO blocks (epoch, first, last, boot, offset_ms, class, level, lived_ms, row_count,
       bytes) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
    )
    // SQLite's || makes a text; the cast keeps the bytes.
    this.#grow = database.prepare(
      `UPDATE blocks SET last = ?, row_count = ?, bytes = CAST(bytes || ? AS BLOB) WHERE id = ?`,
    )
    this.#remove = database.prepare('DELETE FROM blocks WHERE id = ?')
    this.#before = database.prepare(
      `SELECT ${headColumns} FROM blocks WHERE id < ? ORDER BY id DESC LIMIT 1`,
    )
    this.#oldest = database.prepare(`SELECT ${headColumns} FROM blocks ORDER BY id LIMIT 1`)
    this.#overlapping = database.prepare(
      `SELECT ${headColumns} FROM blocks WHERE epoch = ? AND last >= ? AND first <= ?`,
    )
    this.#content = database.prepare('SELECT row_count, bytes FROM blocks WHERE id = ?')
    this.#eldest = database.prepare(
      `SELECT ${headColumns} FROM blocks WHERE class = ? AND level = ? AND id <= ?
       ORDER BY id LIMIT 1`,
    )
  }

  append(place: BlockPlace, rows: readonly Row[]): void {
    const groups = Map.groupBy(rows, ({ series }) => this.#groupOf(series))
    for (const [key, group] of groups) {
      for (let at = 0; at < group.length; at += rowsPerBlockMax)
        this.#appendGroup(key, place, group.slice(at, at + rowsPerBlockMax))
    }
  }
  #groupOf(series: number): string {
    let group = this.#groups[series]
    if (group === undefined) {
      const kind = classOf(this.#seriesOf(series))
      group = `${kind}:${Math.floor(series / seriesPerBlock)}`
      this.#groups[series] = group
    }
    return group
  }
  #appendGroup(key: string, place: BlockPlace, rows: readonly Row[]): void {
    const open = this.#open.get(key)
    if (open && hasRoom(open, place, rows.length)) this.#growBlock(open, rows)
    else this.#open.set(key, this.#beginBlock(classFromKey(key), place, rows))
  }
  #beginBlock(kind: number, place: BlockPlace, rows: readonly Row[]): OpenBlock {
    const encoder = new BlockEncoder(this.#seriesOf)
    const bytes = encoder.append(rows)
    const { lastInsertRowid } = this.#insert.run(
      place.epochId,
      rows[0]?.seq ?? 0,
      rows.at(-1)?.seq ?? 0,
      place.clock.boot,
      place.clock.offsetMs,
      kind,
      place.livedMs,
      encoder.rowCount,
      bytes,
    )
    return { id: Number(lastInsertRowid), place, encoder, beats: 1 }
  }
  #growBlock(open: OpenBlock, rows: readonly Row[]): void {
    const bytes = open.encoder.append(rows)
    open.beats++
    this.#grow.run(rows.at(-1)?.seq ?? 0, open.encoder.rowCount, bytes, open.id)
  }
  /** After a rollback or a damage: what the encoders hold is not what the file holds. */
  forgetOpen(): void {
    this.#open.clear()
  }

  /** Blocks that were removed or made smaller since the file was opened. */
  get removed(): number {
    return this.#removed
  }
  oldest(): BlockHead | undefined {
    return headOf(this.#oldest.get())
  }
  /** The newest block older than the given one. */
  before(id: number): BlockHead | undefined {
    return headOf(this.#before.get(id))
  }
  overlapping(epochId: number, [first, last]: Interval): readonly BlockHead[] {
    return this.#overlapping.all(epochId, first, last).map(toHead)
  }
  /** The eldest block of a class and level, up to an id. */
  eldest(kind: RowClass, level: number, idMax: number): BlockHead | undefined {
    return headOf(this.#eldest.get(kind, level, idMax))
  }
  /** Sound rows of a block; not complete: the rest of its bytes is torn or wrong. */
  rows(head: BlockHead): { readonly rows: readonly Row[]; readonly complete: boolean } {
    const stored = this.#content.get(head.id)
    if (!stored) return { rows: [], complete: true }
    const { rows, complete } = decodeBlock(bytesOf(stored, 'bytes'), this.#seriesOf)
    return { rows, complete: complete && rows.length === integerOf(stored, 'row_count') }
  }
  remove(head: BlockHead): void {
    this.#remove.run(head.id)
    this.#removed++
    this.#close(head.id)
  }
  /** Keeps only the given rows, at least one; they stay under their identity. */
  replace(head: BlockHead, rows: readonly Row[], level: number): void {
    this.#close(head.id)
    this.#removed++
    const encoder = new BlockEncoder(this.#seriesOf)
    const bytes = encoder.append(rows)
    this.#database
      .prepare(
        `UPDATE blocks SET first = ?, last = ?, level = ?, row_count = ?, bytes = ? WHERE id = ?`,
      )
      .run(
        rows[0]?.seq ?? head.first,
        rows.at(-1)?.seq ?? head.last,
        level,
        rows.length,
        bytes,
        head.id,
      )
  }
  /** The block needs no change at the next level. */
  setLevel(head: BlockHead, level: number): void {
    this.#close(head.id)
    this.#database.prepare('UPDATE blocks SET level = ? WHERE id = ?').run(level, head.id)
  }
  #close(id: number): void {
    for (const [key, open] of this.#open) if (open.id === id) this.#open.delete(key)
  }
}

function hasRoom(open: OpenBlock, place: BlockPlace, rowCount: number): boolean {
  return (
    open.place.epochId === place.epochId &&
    open.place.clock.boot === place.clock.boot &&
    open.place.clock.offsetMs === place.clock.offsetMs &&
    open.beats < beatsPerBlockMax &&
    open.encoder.byteLength < blockBytesMax &&
    open.encoder.rowCount + rowCount <= rowsPerBlockMax
  )
}

function classFromKey(key: string): number {
  return Number(key.slice(0, key.indexOf(':')))
}

function headOf(row: StoredRow | undefined): BlockHead | undefined {
  return row && toHead(row)
}

function toHead(row: StoredRow): BlockHead {
  return {
    id: integerOf(row, 'id'),
    epochId: integerOf(row, 'epoch'),
    first: integerOf(row, 'first'),
    last: integerOf(row, 'last'),
    clock: { boot: integerOf(row, 'boot'), offsetMs: integerOf(row, 'offset_ms') },
    class: integerOf(row, 'class'),
    level: integerOf(row, 'level'),
    livedMs: integerOf(row, 'lived_ms'),
  }
}
