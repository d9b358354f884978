/** Values out of SQLite become types here; anything unexpected means a damaged file. */
import type { SQLOutputValue } from 'node:sqlite'
import { CorruptSpool } from './storage-fault.ts'

export type StoredRow = Record<string, SQLOutputValue>

export function integerOf(row: StoredRow, column: string): number {
  const value = row[column]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new CorruptSpool(`${column} is not a whole number`)
}
export function textOf(row: StoredRow, column: string): string {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new CorruptSpool(`${column} is not a text`)
}
export function bytesOf(row: StoredRow, column: string): Uint8Array {
  const value = row[column]
  if (value instanceof Uint8Array) return value
  throw new CorruptSpool(`${column} is not bytes`)
}
export function jsonOf(row: StoredRow, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column))
  } catch (cause) {
    throw new CorruptSpool(`${column} is not JSON`, { cause })
  }
}
