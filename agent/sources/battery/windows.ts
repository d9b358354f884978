import { battery } from '../../../contract/catalogue/families/battery.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import type { WindowsFacts } from '../../host/windows/facts.ts'
import { LatestWindows } from '../parts/latest-windows.ts'
import { fieldsOf, flagOf, listOf, numberOf, type Fields } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'

const batteriesMax = 8
/** Win32_Battery.Chemistry: no portable computer has lead; a UPS on USB shows itself as a battery. */
const leadAcid = 3

type State = NonNullable<FieldsOf<typeof battery>['state']>
/** Win32_Battery.BatteryStatus; 2 says only that mains power is there, 4 and 5 how full it is. */
const states: Readonly<Record<number, State>> = {
  1: 'discharging',
  2: 'not_charging',
  3: 'full',
  6: 'charging',
  7: 'charging',
  8: 'charging',
  9: 'charging',
}

export function batteryOfWindows(): (context: { host: Host }) => readonly Reading[] {
  const latest = new LatestWindows()
  return ({ host }) => latest.readings(host, readBatteries)
}

function readBatteries(facts: WindowsFacts): readonly Reading[] {
  const batteries = listOf(windowsSection(facts, 'battery'), batteriesMax)
    .map(fieldsOf)
    .filter((row) => numberOf(row['chemistry']) !== leadAcid)
  if (batteries.length === 0) throw new NotPresent('The machine has no battery')
  const told = Object.hasOwn(facts.sections, 'batteryPower') ? facts.sections['batteryPower'] : null
  const power = listOf(told, batteriesMax).map(fieldsOf)
  // The two lists have no common key; they belong together only when they are equally long.
  return batteries.map((row, index) =>
    toReading(`BAT${index}`, row, power.length === batteries.length ? power[index] : undefined),
  )
}

function toReading(name: string, row: Fields, power: Fields = {}): Reading {
  const charge = numberOf(row['pct'])
  const full = numberOf(power['full'])
  const design = numberOf(power['design'])
  const state = stateOf(row, power)
  return reading(
    battery,
    { name },
    {
      state,
      // Some drivers count over 100 while the battery learns its size.
      charge_percent: charge === undefined ? null : Math.min(100, Math.max(0, Math.round(charge))),
      health_percent: full && design && full > 0 && design > 0 ? (100 * full) / design : null,
      power: wattsOf(power),
      // Drivers that do not count say 0.
      cycle_count: numberOf(power['cycles']) || null,
      external_power: flagOf(power['online']) ?? externalOf(numberOf(row['status'])),
    },
  )
}

function stateOf(row: Fields, power: Fields): State {
  if (flagOf(power['charging']) === true) return 'charging'
  if (flagOf(power['discharging']) === true) return 'discharging'
  const state = states[numberOf(row['status']) ?? 0] ?? 'unknown'
  return state === 'not_charging' && numberOf(row['pct']) === 100 ? 'full' : state
}

function externalOf(status: number | undefined): boolean | null {
  if (status === 1) return false
  return status === 2 || (status !== undefined && status >= 6 && status <= 9) ? true : null
}

/** Milliwatts; drivers that do not measure say 0 or a negative number. */
function wattsOf(power: Fields): number | null {
  const rate = Math.max(numberOf(power['chargeMw']) ?? 0, numberOf(power['dischargeMw']) ?? 0)
  return rate > 0 && rate < 1e6 ? rate / 1000 : null
}
