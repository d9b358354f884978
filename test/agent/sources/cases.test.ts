/** Walks test/cases: recorded and written-down machines, and what each source must read there. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { NotPresent, Unknown } from '../../../agent/host/host.ts'
import { replayHost } from '../../../agent/host/replay.ts'
import type { SourceSettings } from '../../../agent/sources/sources.ts'
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import { reader, sourceNamed } from '../../support/read-source.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

interface Row {
  readonly measurement: string
  readonly tags: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, unknown>>
}
interface Expected {
  readonly options?: Partial<SourceSettings>
  readonly wallMs?: number
  readonly uptimeMs?: number
  readonly betweenMs?: number
  /** Time that has to pass while a reading waits for something that never answers. */
  readonly passMs?: number
  readonly notPresent?: true
  /** The reason with which the whole source is unknown on this machine. */
  readonly unknown?: string
  readonly readings?: readonly (readonly Row[])[]
}

const folder = path.join(import.meta.dirname, '../../cases')

for (const name of readdirSync(folder)) {
  describe(name, () => {
    for (const machine of readdirSync(path.join(folder, name))) {
      test(machine, () => checkCase(name, path.join(folder, name, machine)))
    }
  })
}

async function checkCase(name: string, machine: string): Promise<void> {
  const expected: Expected = JSON.parse(readFileSync(path.join(machine, 'expected.json'), 'utf8'))
  const clock = new VirtualClock(expected.wallMs, expected.uptimeMs)
  const host = replayHost(machine, clock)
  const read = reader(sourceNamed(name, expected.options), host, clock)
  const once = async (): Promise<readonly Row[]> => {
    const reading = read()
    if (expected.passMs !== undefined) await clock.advance(expected.passMs)
    return (await reading).map(toRow)
  }
  if (expected.notPresent) {
    await expect(once()).rejects.toThrow(NotPresent)
    return
  }
  if (expected.unknown !== undefined) {
    await expect(once()).rejects.toMatchObject({ name: Unknown.name, reason: expected.unknown })
    return
  }
  for (const rows of expected.readings ?? []) {
    expect(await once()).toEqual(rows)
    await clock.advance(expected.betweenMs ?? 60_000)
    host.next()
  }
  expect(expected.readings?.length).toBeGreaterThan(0)
}

/** Values as they will be kept: with the declared decimals; what is left out is left out. */
function toRow({ measurement, tags, fields }: Reading): Row {
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return []
    const field = measurement.fields[name]
    expect(field, `${measurement.name}.${name} is declared`).toBeDefined()
    const decimals = field?.kind === 'float' ? field.decimals : 0
    return [[name, typeof value === 'number' ? Number(value.toFixed(decimals)) : value]]
  })
  return {
    measurement: measurement.name,
    tags: Object.fromEntries(
      Object.entries(tags).flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value]])),
    ),
    fields: Object.fromEntries(kept),
  }
}
