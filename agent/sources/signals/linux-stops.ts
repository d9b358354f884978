/** Linux: /var/log/wtmp (utmp(5), 64-bit glibc layout: 384 bytes a record). */
import type { StopRecord } from './stops.ts'

const recordBytes = 384
const typeOffset = 0
const userOffset = 44
const userBytes = 32
const secondsOffset = 340
const runLevel = 1
const bootTime = 2

/** Undefined: this is no such file, so nothing is known. */
export function parseWtmp(bytes: Buffer): readonly StopRecord[] | undefined {
  const rest = bytes.length % recordBytes
  const records: StopRecord[] = []
  // The newest records: what was cut off is at the beginning.
  for (let at = rest; at + recordBytes <= bytes.length; at += recordBytes) {
    const type = bytes.readInt16LE(at + typeOffset)
    if (type < 0 || type > 9) return undefined
    const atMs = bytes.readUInt32LE(at + secondsOffset) * 1000
    if (atMs === 0) continue
    if (type === bootTime) records.push({ kind: 'start', atMs })
    if (type === runLevel && userOf(bytes, at) === 'shutdown') {
      records.push({ kind: 'farewell', atMs })
    }
  }
  return records
}

function userOf(bytes: Buffer, at: number): string {
  const text = bytes.toString('latin1', at + userOffset, at + userOffset + userBytes)
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}
