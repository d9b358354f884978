/** A column of texts: its words once, then a number column of their places; which rows have none. */
import type { ByteReader, ByteWriter } from './bytes.ts'
import { readColumn, writeColumn } from './number-column.ts'

export function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  const places = new Map<string, number>()
  const column = Float64Array.from(texts, (text) => {
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  out.reserve(16)
  out.varint(places.size)
  for (const text of places.keys()) out.text(text)
  writeColumn(out, column)
}

export function readTexts(bytes: ByteReader, count: number): string[] {
  const words = Array.from({ length: Math.min(bytes.varint(), count) }, () => bytes.text())
  return Array.from(readColumn(bytes, count), (place) => words[place] ?? '')
}

/** How many rows have no value and, when some have and some not, the lengths of the runs. */
export function writePresence(out: ByteWriter, present: readonly boolean[]): number {
  const missing = present.reduce((sum, has) => sum + (has ? 0 : 1), 0)
  out.reserve(16 + present.length * 4)
  out.varint(missing)
  if (missing > 0 && missing < present.length) {
    for (let at = 0, has = true; at < present.length; has = !has) {
      const start = at
      while (at < present.length && present[at] === has) at++
      out.varint(at - start)
    }
  }
  return present.length - missing
}

/** The places of the rows that have a value; `undefined`: all of them. */
export function readPresence(bytes: ByteReader, count: number): number[] | undefined {
  const missing = bytes.varint()
  if (missing === 0) return undefined
  const places: number[] = []
  if (missing >= count) return places
  for (let at = 0, has = true, runs = 0; at < count && runs <= count; has = !has, runs++) {
    const end = Math.min(count, at + bytes.varint())
    for (; at < end; at++) if (has) places.push(at)
  }
  return places
}
