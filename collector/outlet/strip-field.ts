/**
 * A line without one of its fields, for a field whose type the database will not take. Total: what
 * is no line of ours comes back as it was.
 */
import { measurementName, word } from './line-protocol.ts'

export interface Stripped {
  /** Undefined: no field is left. */
  readonly line: string | undefined
}

/** Undefined: the line has no such field, or has it in this type. */
export function stripField(
  line: string,
  measurement: string,
  field: string,
  type: string,
): Stripped | undefined {
  const name = measurementName(measurement)
  if (!line.startsWith(`${name},`) && !line.startsWith(`${name} `)) return undefined
  const fieldsAt = unescapedSpace(line, 0) + 1
  if (fieldsAt === 0) return undefined
  const end = line.lastIndexOf(' ')
  if (end < fieldsAt) return undefined
  const fields = splitFields(line.slice(fieldsAt, end))
  const start = `${word(field)}=`
  const removed = fields.find((one) => one.startsWith(start))
  if (removed === undefined || typeOf(removed.slice(start.length)) === type) return undefined
  const left = fields.filter((one) => one !== removed)
  const kept =
    left.length > 0 ? line.slice(0, fieldsAt) + left.join(',') + line.slice(end) : undefined
  return { line: kept }
}

function unescapedSpace(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === ' ') return at
  }
  return -1
}

function splitFields(text: string): readonly string[] {
  const fields: string[] = []
  let start = 0
  let inQuotes = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '"') inQuotes = !inQuotes
    else if (character === ',' && !inQuotes) {
      fields.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...fields, text.slice(start)]
}

/** InfluxDB's word for the type of a value as it is written. */
function typeOf(value: string): string {
  if (value.startsWith('"')) return 'string'
  if (value === 'true' || value === 'false') return 'boolean'
  return value.endsWith('i') ? 'integer' : 'float'
}
