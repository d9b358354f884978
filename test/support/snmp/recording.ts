/** Recordings of devices: snmpsim's `oid|tag|value` and net-snmp's `oid = TYPE: value`. */
import { readFileSync } from 'node:fs'
import { oidBytes, packed, wholeBytes } from './ber.ts'

export interface Recorded {
  readonly oid: string
  /** The value as it stands in a message. */
  readonly packed: Buffer
  /** As it was written, for tests that reckon for themselves. */
  readonly text: string
}

export function readRecording(file: string): readonly Recorded[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  const parse = file.endsWith('.snmpwalk') ? walkLines : snmprecLines
  const rows = new Map<string, Recorded>()
  for (const row of parse(lines)) if (!rows.has(row.oid)) rows.set(row.oid, row)
  return [...rows.values()].sort((a, b) => compareOids(a.oid, b.oid))
}

export function compareOids(one: string, other: string): number {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)]
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function* snmprecLines(lines: readonly string[]): Generator<Recorded> {
  for (const line of lines) {
    const match = /^([\d.]+)\|(\d+)(x|e|:\w+)?\|(.*)$/.exec(line)
    if (!match) continue
    const [, oid = '', tag = '', form = '', text = ''] = match
    yield { oid, text, packed: valueOf(Number(tag), form, text) }
  }
}

function valueOf(tag: number, form: string, text: string): Buffer {
  if (form === 'x') return packed(tag, Buffer.from(text, 'hex'))
  // A simulated value: what it starts from.
  if (form.startsWith(':')) return packed(tag, wholeBytes(BigInt(/min=(\d+)/.exec(text)?.[1] ?? 0)))
  switch (tag) {
    case 4:
    case 68:
      return packed(tag, Buffer.from(text))
    case 5:
      return packed(5, Buffer.alloc(0))
    case 6:
      return packed(6, oidBytes(text.replace(/^\./, '')))
    case 64:
      return packed(64, Buffer.from(text.split('.').map(Number)))
    default:
      return packed(tag, wholeBytes(BigInt(/-?\d+/.exec(text)?.[0] ?? 0)))
  }
}

const walkTags: Readonly<Record<string, number>> = {
  INTEGER: 2,
  Integer32: 2,
  Counter32: 65,
  Gauge32: 66,
  Unsigned32: 66,
  Timeticks: 67,
  Counter64: 70,
}

function* walkLines(lines: readonly string[]): Generator<Recorded> {
  for (const line of lines) {
    const match = /^\.?([\d.]+) = (?:([\w-]+): )?(.*)$/.exec(line)
    if (!match) continue
    const [, oid = '', type = '', text = ''] = match
    yield { oid, text, packed: walkValue(type, text) }
  }
}

function walkValue(type: string, text: string): Buffer {
  const tag = walkTags[type]
  if (tag !== undefined) {
    const digits =
      type === 'Timeticks'
        ? /\((\d+)\)/.exec(text)?.[1]
        : /-?\d+/.exec(text.replace(/^.*\((-?\d+)\)$/, '$1'))?.[0]
    return packed(tag, wholeBytes(BigInt(digits ?? 0)))
  }
  if (type === 'OID') return packed(6, oidBytes(text.replace(/^\./, '')))
  if (type === 'IpAddress') return packed(64, Buffer.from(text.split('.').map(Number)))
  if (type === 'Hex-STRING')
    return packed(4, Buffer.from(text.replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex'))
  if (type === '' && /^\d+$/.test(text)) return packed(67, wholeBytes(BigInt(text)))
  return packed(4, Buffer.from(text.replace(/^"(.*)"$/, '$1').replaceAll('\\"', '"')))
}
