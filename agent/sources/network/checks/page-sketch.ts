/**
 * How much of a text has changed, from a sketch of it that gives nothing away: of the hashes of all
 * its passages of four words, the smallest (bottom-k sketch; Broder, On the resemblance and
 * containment of documents, 1997). The text itself cannot be made of it again.
 */

/** Ascending, without repetition. */
export type Sketch = Uint32Array

/** Exact for shorter pages; a share is right to some 4 percent for longer ones. */
const hashesMax = 512
const passageWords = 4

export function sketchOf(words: readonly string[]): Sketch {
  const hashes = words.map(hashOf)
  const passages = new Set<number>()
  const last = Math.max(0, hashes.length - passageWords)
  for (let at = 0; at <= last && hashes.length > 0; at++) {
    let mixed = 0
    for (let word = at; word < at + passageWords && word < hashes.length; word++)
      mixed = mix(Math.imul(mixed, 31) ^ (hashes[word] ?? 0))
    passages.add(mixed)
  }
  return Uint32Array.from(passages).toSorted().slice(0, hashesMax)
}

/** Percent of the passages of both that only one of them has. */
export function changeBetween(before: Sketch, now: Sketch): number {
  let [at, to, shared, seen] = [0, 0, 0, 0]
  while (seen < hashesMax && (at < before.length || to < now.length)) {
    const [left = Infinity, right = Infinity] = [before[at], now[to]]
    if (left === right) shared++
    if (left <= right) at++
    if (right <= left) to++
    seen++
  }
  return seen === 0 ? 0 : 100 * (1 - shared / seen)
}

export function sketchText(sketch: Sketch): string {
  return Buffer.from(sketch.buffer, sketch.byteOffset, sketch.byteLength).toString('base64')
}
export function readSketch(text: string): Sketch {
  const bytes = Buffer.from(text, 'base64')
  const numbers = Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(at * 4))
  return Uint32Array.from(numbers)
}

/** FNV-1a, mixed so that the smallest are a fair choice. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return mix(hash)
}

/** The finisher of MurmurHash3. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
