import type { FieldKind } from '../catalogue/grammar.ts'
import { ByteWriter, type ByteReader } from './bytes.ts'
import { FrameError } from './frame-error.ts'
import { limits } from './limits.ts'
import { checkSeries } from './series-fault.ts'
import type { SeriesDescriptor, SeriesField } from './series.ts'

/** A kind's number on the wire is its place here; only ever appended to. */
const kinds = [
  'float',
  'integer',
  'boolean',
  'text',
  'state',
  'event',
] as const satisfies readonly FieldKind[]
const kindMask = 7
const counterBit = 8

/** The one byte form of a descriptor. Throws FrameError (bad_series) when it is over a limit. */
export function encodeSeries(descriptor: SeriesDescriptor): Uint8Array<ArrayBuffer> {
  checkSeries(descriptor)
  const into = new ByteWriter(128)
  into.text(descriptor.measurement)
  into.varint(descriptor.tags.length)
  for (const [key, value] of descriptor.tags) {
    into.text(key)
    into.text(value)
  }
  into.varint(descriptor.fields.length)
  for (const field of descriptor.fields) encodeField(field, into)
  return into.copy()
}

function encodeField(field: SeriesField, into: ByteWriter): void {
  into.text(field.name)
  into.u8(kinds.indexOf(field.kind) | (field.counter === true ? counterBit : 0))
  if (field.kind === 'float') into.u8(field.decimals)
  if (field.kind === 'state') encodeStates(field.states ?? {}, into)
}

function encodeStates(states: Readonly<Record<string, number>>, into: ByteWriter): void {
  const entries = Object.entries(states).toSorted(([left], [right]) => (left < right ? -1 : 1))
  into.varint(entries.length)
  for (const [word, code] of entries) {
    into.text(word)
    into.signed(code)
  }
}

/** Reads one descriptor; FrameError for anything but the canonical form within the limits. */
export function decodeSeries(reader: ByteReader): SeriesDescriptor {
  const measurement = reader.text(limits.nameBytesMax)
  const tags: [string, string][] = []
  for (let left = readCount(reader, limits.tagsPerSeriesMax); left > 0; left--)
    tags.push([reader.text(limits.nameBytesMax), reader.text(limits.nameBytesMax)])
  const fields: SeriesField[] = []
  for (let left = readCount(reader, limits.fieldsPerSeriesMax); left > 0; left--)
    fields.push(decodeField(reader))
  const descriptor = { measurement, tags, fields }
  checkSeries(descriptor)
  return descriptor
}

function decodeField(reader: ByteReader): SeriesField {
  const name = reader.text(limits.nameBytesMax)
  const byte = reader.u8()
  const kind = kinds[byte & kindMask]
  if (kind === undefined || byte > (kindMask | counterBit))
    throw new FrameError('bad_series', `A field of unknown kind ${byte}.`)
  const decimals = kind === 'float' ? reader.u8() : 0
  const counter = (byte & counterBit) === 0 ? undefined : { counter: true as const }
  const states = kind === 'state' ? { states: decodeStates(reader) } : undefined
  return { name, kind, decimals, ...counter, ...states }
}

function decodeStates(reader: ByteReader): Readonly<Record<string, number>> {
  const entries: [string, number][] = []
  let previous: string | undefined
  for (let left = readCount(reader, limits.statesPerFieldMax); left > 0; left--) {
    const word = reader.text(limits.nameBytesMax)
    if (previous !== undefined && word <= previous)
      throw new FrameError('bad_series', 'The words of a state are not in order.')
    entries.push([word, reader.signed()])
    previous = word
  }
  return Object.fromEntries(entries)
}

function readCount(reader: ByteReader, max: number): number {
  const count = reader.varint()
  if (count > max) throw new FrameError('bad_series', `${count} where ${max} are allowed.`)
  return count
}
