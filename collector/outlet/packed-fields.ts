/** Fields of a packed row, written into a batch: what the line protocol calls them is made once. */
import type { SeriesField } from '../../contract/wire/series.ts'
import type { LineBatch } from './line-batch.ts'
import { fieldWriter, quoted, word } from './line-protocol.ts'

/** Writes `,name=value`. `value` is as in the packed row, and not NaN. */
export type PackedWriter = (batch: LineBatch, value: number, strings: readonly string[]) => void

const wholeMark = 105

/** Undefined: the database cannot keep this field. */
export function packedWriter(field: SeriesField, keepsTexts: boolean): PackedWriter | undefined {
  const write = fieldWriter(field, keepsTexts)
  if (write === undefined) return undefined
  const start = Buffer.from(`,${word(field.name)}=`)
  switch (field.kind) {
    case 'text':
    case 'event':
      return (batch, value, strings) => {
        const text = strings[value]
        if (text === undefined) return
        batch.copy(start)
        batch.text(quoted(text))
      }
    case 'boolean':
    case 'state':
      return fewWriter(write)
    case 'integer':
      return (batch, value) => {
        if (!Number.isFinite(value)) return
        batch.copy(start)
        batch.whole(Math.round(value))
        batch.byte(wholeMark)
      }
    case 'float': {
      const { decimals } = field
      const scale = 10 ** decimals
      return (batch, value) => {
        if (!Number.isFinite(value)) return
        batch.copy(start)
        batch.decimal(value, decimals, scale)
      }
    }
  }
}

/** Codes from 0 that are remembered for one field. */
const codesMax = 256

/** A field of few values: each is written once and copied from then on. */
function fewWriter(write: (value: number) => string): PackedWriter {
  const known: (Buffer | undefined)[] = []
  return (batch, value) => {
    const bytes = known[value] ?? Buffer.from(`,${write(value)}`)
    if (value >= 0 && value < codesMax && Number.isInteger(value)) known[value] = bytes
    batch.copy(bytes)
  }
}
