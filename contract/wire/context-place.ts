/**
 * A series' place in a context's flat array of cells: stamp, shape, the remembered bitmap in words
 * of 32 fields, the values. The shape is the number of fields, negative when some are text.
 */
import { wordCount } from './row-layout.ts'

export const shapeAt = 1
export const wordsAt = 2

/** The cell behind a place's last value. */
export function endOfPlace(place: number, cells: readonly number[]): number {
  const width = Math.abs(cells[place + shapeAt] ?? 0)
  return place + wordsAt + wordCount(width) + width
}
