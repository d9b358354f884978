/**
 * Tables, column by column, within limits. Asks for several rows at once and for fewer when the device
 * cannot; ends a column that does not go forward, whatever the device says.
 */
import { NoSuchName, SnmpFault, TooBig } from './fault.ts'
import type { Asker, Bound } from './session.ts'
import { targetLimits } from './target.ts'
import type { Value } from './values.ts'

/** By the rest of the object id behind the column's own. */
export type Column = ReadonlyMap<string, Value>

export interface WalkState {
  /** Rows that this device can give in one answer; learnt and kept. */
  repetitions: number
  /** Values that may still be read. */
  valuesLeft: number
  /** Ends the work: throws when the time is over or the agent stops. */
  readonly check: () => void
  /** What was wrong with a table that was read in part. */
  fault: SnmpFault | undefined
}

const columnsAtOnce = 8

/** All the columns; those that the device does not have are empty. */
export async function readColumns(
  asker: Asker,
  bases: readonly string[],
  state: WalkState,
  rowsExpected: number = targetLimits.repetitionsFirst,
): Promise<ReadonlyMap<string, Column>> {
  const found = new Map<string, Map<string, Value>>(bases.map((base) => [base, new Map()]))
  for (let at = 0; at < bases.length; at += columnsAtOnce) {
    await readTogether(asker, bases.slice(at, at + columnsAtOnce), state, found, rowsExpected)
  }
  return found
}

interface Cursor {
  readonly base: string
  readonly prefix: string
  at: string
  rows: number
}

async function readTogether(
  asker: Asker,
  bases: readonly string[],
  state: WalkState,
  found: ReadonlyMap<string, Map<string, Value>>,
  rowsExpected: number,
): Promise<void> {
  let open: readonly Cursor[] = bases.map((base) => ({
    base,
    prefix: `${base}.`,
    at: base,
    rows: 0,
  }))
  let rowsLeft = rowsExpected
  while (open.length > 0) {
    state.check()
    // One row more than is expected shows the end without another question.
    const wanted = rowsLeft > 0 ? rowsLeft + 1 : targetLimits.repetitionsFirst
    const answer = await ask(asker, open, state, wanted)
    const advanced = take(answer, open, state, found)
    open = open.filter((cursor) => advanced.has(cursor))
    rowsLeft -= Math.ceil(answer.length / Math.max(1, open.length))
  }
}

/** One answer, asked for with fewer rows until the device can give it. */
async function ask(
  asker: Asker,
  open: readonly Cursor[],
  state: WalkState,
  wanted: number,
): Promise<readonly Bound[]> {
  const oids = open.map(({ at }) => at)
  for (;;) {
    state.check()
    const fit = Math.max(1, Math.floor(targetLimits.valuesPerAnswer / oids.length))
    const repetitions = Math.min(state.repetitions, fit, wanted)
    try {
      if (!asker.bulk || repetitions <= 1) return await nextOf(asker, oids)
      const answer = await asker.rows(oids, repetitions)
      if (answer.length > 0) return answer
      state.repetitions = repetitions >> 1
    } catch (error) {
      if (!asker.bulk || repetitions <= 1 || !isTooMuch(error)) throw error
      // Silence costs seconds each time, so it makes the questions small at once.
      state.repetitions = repetitions >> (error instanceof TooBig ? 1 : 2)
    }
  }
}

/** Old cards fall silent when they are asked for too much. */
function isTooMuch(error: unknown): boolean {
  if (error instanceof TooBig) return true
  return error instanceof SnmpFault && ['no_answer', 'device_error'].includes(error.reason)
}

const endOfView = 130

/** Each object's successor; where SNMPv1 refuses all for the sake of one, one by one. */
export async function nextOf(asker: Asker, oids: readonly string[]): Promise<readonly Bound[]> {
  try {
    return await asker.next(oids)
  } catch (error) {
    if (!(error instanceof NoSuchName || error instanceof TooBig)) throw error
    const [only] = oids
    if (oids.length === 1 && only !== undefined)
      return [{ oid: only, type: endOfView, value: undefined }]
    const half = oids.length >> 1
    const first = await nextOf(asker, oids.slice(0, half))
    return [...first, ...(await nextOf(asker, oids.slice(half)))]
  }
}

/** Each object's value; where SNMPv1 refuses all for the sake of one, one by one. */
export async function getAll(
  asker: Asker,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Value>> {
  const found = new Map<string, Value>()
  for (let at = 0; at < oids.length; at += oidsPerGet) {
    for (const { oid, value } of await getSome(asker, oids.slice(at, at + oidsPerGet))) {
      if (value !== undefined) found.set(oid, value)
    }
  }
  return found
}

const oidsPerGet = 24

async function getSome(asker: Asker, oids: readonly string[]): Promise<readonly Bound[]> {
  try {
    return await asker.get(oids)
  } catch (error) {
    if (!(error instanceof NoSuchName || error instanceof TooBig)) throw error
    if (oids.length === 1) return []
    const half = oids.length >> 1
    const first = await getSome(asker, oids.slice(0, half))
    return [...first, ...(await getSome(asker, oids.slice(half)))]
  }
}

/** Puts the answer where it belongs; gives the columns that go on. */
function take(
  answer: readonly Bound[],
  open: readonly Cursor[],
  state: WalkState,
  found: ReadonlyMap<string, Map<string, Value>>,
): ReadonlySet<Cursor> {
  const going = new Set<Cursor>()
  const ended = new Set<Cursor>()
  answer.forEach(({ oid, value }, number) => {
    const cursor = open[number % open.length]
    if (cursor === undefined || ended.has(cursor)) return
    const end = reasonToEnd(cursor, oid, value, state)
    if (end !== undefined) {
      if (end !== 'over') state.fault ??= new SnmpFault(end, `${cursor.base}: ${end}`)
      ended.add(cursor)
      going.delete(cursor)
      return
    }
    cursor.at = oid
    cursor.rows++
    state.valuesLeft--
    going.add(cursor)
    if (value !== undefined) found.get(cursor.base)?.set(oid.slice(cursor.prefix.length), value)
  })
  return going
}

/** RFC 2578: an object id has at most 128 numbers. */
const partsMax = 128

function reasonToEnd(
  { prefix, at, rows }: Cursor,
  oid: string,
  value: Value | undefined,
  state: WalkState,
): 'over' | 'table_loops' | 'table_too_long' | undefined {
  if (!oid.startsWith(prefix)) return 'over'
  // The end of all objects repeats the object asked for, without a value.
  if (oid === at) return value === undefined ? 'over' : 'table_loops'
  if (!isAfter(oid, at)) return 'table_loops'
  if (oid.length > partsMax && oid.split('.').length > partsMax) return 'table_too_long'
  if (rows >= targetLimits.rowsMax || state.valuesLeft <= 0) return 'table_too_long'
  return undefined
}

/** Does the object come behind the other one? Compared as text, for every value passes here. */
export function isAfter(oid: string, other: string): boolean {
  const length = Math.min(oid.length, other.length)
  let at = 0
  while (at < length && oid.charCodeAt(at) === other.charCodeAt(at)) at++
  if (at === length) return oid.length > other.length
  const digits = digitsFrom(oid, at) - digitsFrom(other, at)
  return digits === 0 ? oid.charCodeAt(at) > other.charCodeAt(at) : digits > 0
}

function digitsFrom(text: string, start: number): number {
  const dot = text.indexOf('.', start)
  return (dot < 0 ? text.length : dot) - start
}
