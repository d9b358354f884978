import type { ByteReader } from './bytes.ts'
import { FrameError } from './frame-error.ts'
import { limits } from './limits.ts'
import type { PackedRows } from './packed-rows.ts'
import { textCodes } from './row-layout.ts'

/** The texts of one frame or chunk: each is kept once, however often rows refer to it. */
export class RowTexts {
  readonly #into: PackedRows
  /** The frame's table: texts in the order in which they came inline. */
  readonly #table: string[] = []
  readonly #indexOf = new Map<string, number>()

  constructor(into: PackedRows) {
    this.#into = into
  }

  /** Reads a text's code and what follows it. */
  read(reader: ByteReader, previous: string | null): string | null {
    const code = reader.varint()
    if (code === textCodes.unchanged) return previous
    if (code === textCodes.none) return null
    if (code === textCodes.inline) {
      const text = reader.text(limits.textBytesMax)
      this.#table.push(text)
      return text
    }
    const text = this.#table[code - textCodes.table]
    if (text === undefined) throw new FrameError('bad_text', 'A text is not in the string table.')
    return text
  }

  /** What stands for a text in packed rows: its index in `strings`, or NaN. */
  packed(text: string | null): number {
    if (text === null) return Number.NaN
    const known = this.#indexOf.get(text)
    if (known !== undefined) return known
    const index = this.#into.strings.push(text) - 1
    this.#indexOf.set(text, index)
    return index
  }
}
