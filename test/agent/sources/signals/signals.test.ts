import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFailedUnits, parseShownUnit } from '../../../../agent/sources/services/systemd.ts'
import { parseWindowsServices } from '../../../../agent/sources/services/windows-services.ts'
import { parseJournal } from '../../../../agent/sources/signals/linux-signals.ts'
import { parseWtmp } from '../../../../agent/sources/signals/linux-stops.ts'
import { stopsOf, type StopRecord } from '../../../../agent/sources/signals/stops.ts'
import { parseWindowsSignals } from '../../../../agent/sources/signals/windows-signals.ts'
import { parseWindowsStops } from '../../../../agent/sources/signals/windows-stops.ts'

const fixtures = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const minute = 60_000

test.skipIf(!existsSync(fixtures))(
  'the services of a recorded Windows server are understood',
  () => {
    const file = path.join(fixtures, 'windows/cnquery_services_windows2019.json')
    const recorded: { Name: string; Status: number; StartType: number }[] = JSON.parse(
      readFileSync(file, 'utf8'),
    )
    const words = { 1: 'Stopped', 4: 'Running' } as Record<number, string>
    const starts = { 2: 'Auto', 3: 'Manual', 4: 'Disabled' } as Record<number, string>
    const section = recorded.map(({ Name, Status, StartType }) => ({
      n: Name,
      state: words[Status],
      start: starts[StartType],
      exit: 0,
    }))
    const states = parseWindowsServices(section, ['CryptSvc', 'PhoneSvc'])
    expect(states?.get('CryptSvc')).toBe('running')
    expect(states?.get('PhoneSvc')).toBe('disabled')
  },
)

describe('the cause of an end', () => {
  const start = (atMs: number): StopRecord => ({ kind: 'start', atMs })
  test('is shutdown, restart, lost power or a crash, by what was written between two starts', () => {
    const records: readonly StopRecord[] = [
      start(0),
      { kind: 'farewell', atMs: 100 * minute },
      start(500 * minute),
      { kind: 'farewell', atMs: 600 * minute },
      start(602 * minute),
      start(700 * minute),
      start(800 * minute),
      { kind: 'trace', atMs: 801 * minute },
    ]
    const causes = stopsOf(records.toReversed()).map(({ cause }) => cause)
    expect(causes).toEqual(['shutdown', 'restart', 'power_lost', 'crash'])
  })

  test('is not invented for the first start', () => {
    expect(stopsOf([start(1)])).toEqual([])
  })
})

test('no decoder throws, whatever comes in', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.jsonValue(),
      fc.uint8Array({ maxLength: 2000 }),
      (text, value, bytes) => {
        parseJournal(text)
        parseJournal(JSON.stringify(value))
        parseWtmp(Buffer.from(bytes))
        parseWindowsSignals(value)
        parseWindowsStops(value)
        parseWindowsServices(value, [text])
        parseFailedUnits(text)
        parseShownUnit(text)
      },
    ),
  )
})
