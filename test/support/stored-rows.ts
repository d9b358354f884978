/** Checks that a collector holds rows of agents' spools exactly once. */
import { expect } from 'vitest'
import { loadIdentity } from '../../agent/identity.ts'
import { agentPaths } from '../../agent/home.ts'
import { collectorHome } from '../../collector/home.ts'
import { openEmbeddedStore } from '../../collector/store/embedded-store.ts'
import type { Interval } from '../../lib/interval.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import type { ProgramOffice } from './program-office.ts'
import { rememberingLog } from './remembering-log.ts'
import type { JournalRow } from './spool-journal.ts'

interface SeriesAnswer {
  readonly tags: Readonly<Record<string, string>>
  readonly points: readonly { readonly time: string; readonly value: number | null }[]
}
/** One field of a row as the API must show it. */
interface Expected {
  readonly where: string
  readonly measurement: string
  readonly field: string
  readonly tags: readonly (readonly [string, string])[]
  readonly timeMs: number
  readonly value: number
}

/** How many of the rows the API does not show yet. Throws when one is there twice or differs. */
export async function missingRows(
  office: ProgramOffice,
  port: number,
  host: string,
  rows: readonly JournalRow[],
): Promise<number> {
  let absent = 0
  const answers = new Map<string, readonly SeriesAnswer[]>()
  for (const one of rows.flatMap(firstNumber)) {
    const query = `host=${host}&measurement=${one.measurement}&field=${one.field}`
    let series = answers.get(query)
    if (series === undefined) {
      series = await office.ask<readonly SeriesAnswer[]>(port, `/api/v1/series?${query}`)
      answers.set(query, series)
    }
    const found = series
      .filter(({ tags }) => sameTags(tags, one.tags))
      .flatMap(({ points }) => points)
      .filter(({ time, value }) => Date.parse(time) === one.timeMs && value !== null)
    if (found.length === 0) absent++
    else
      expect(
        found.map(({ value }) => value),
        one.where,
      ).toEqual([one.value])
  }
  return absent
}

/** What a stopped collector's store has of an agent's run, as intervals of sequence numbers. */
export async function received(
  home: string,
  agentHome: string,
  epochs: Iterable<string>,
): Promise<ReadonlyMap<string, readonly Interval[]>> {
  const identity = await loadIdentity(new PrivateFolder(agentPaths(agentHome).folder))
  const store = await openEmbeddedStore({
    path: collectorHome(home).series,
    log: rememberingLog(),
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1830 },
  })
  const found = new Map<string, readonly Interval[]>()
  for (const epoch of epochs) found.set(epoch, await store.received(identity?.agentId ?? '', epoch))
  await store.close()
  return found
}

/** A row's first numeric value; none when it has only texts. */
function firstNumber({ epoch, seq, descriptor, timeMs, values }: JournalRow): readonly Expected[] {
  const place = descriptor.fields.findIndex(
    ({ kind }, index) => ['float', 'integer'].includes(kind) && typeof values[index] === 'number',
  )
  const [field, value] = [descriptor.fields[place], values[place]]
  if (field === undefined || typeof value !== 'number') return []
  const { measurement, tags } = descriptor
  const where = `${measurement}.${field.name} ${epoch}/${seq}`
  const shown = value / 10 ** field.decimals
  return [{ where, measurement, field: field.name, tags, timeMs, value: shown }]
}

function sameTags(
  shown: Readonly<Record<string, string>>,
  tags: readonly (readonly [string, string])[],
): boolean {
  return (
    Object.keys(shown).length === tags.length && tags.every(([key, value]) => shown[key] === value)
  )
}
