import { battery } from '../../../contract/catalogue/families/battery.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { fieldsOf, flagOf, numberOf, type Fields } from '../parts/narrow.ts'
import { parsePlist, plistList } from '../parts/plist.ts'

const batteriesMax = 4

/** The registry's entry of the battery controller; its keys are not translated. */
export async function batteryOfMac({ host }: { readonly host: Host }): Promise<readonly Reading[]> {
  const { stdout } = await host.run('/usr/sbin/ioreg', ['-rn', 'AppleSmartBattery', '-a'])
  if (stdout.trim() === '') throw new NotPresent('The machine has no battery')
  const parsed = parsePlist(stdout)
  if (parsed === undefined) throw new Unknown('bad_output', 'ioreg printed no property list')
  const batteries = plistList(parsed)
    .slice(0, batteriesMax)
    .map(fieldsOf)
    .filter((one) => flagOf(one['BatteryInstalled']) !== false)
  if (batteries.length === 0) throw new NotPresent('The machine has no battery')
  return batteries.map((one, index) => toReading(`BAT${index}`, one))
}

function toReading(name: string, one: Fields): Reading {
  const now = numberOf(one['CurrentCapacity'])
  const most = numberOf(one['MaxCapacity'])
  return reading(
    battery,
    { name },
    {
      state: stateOf(one),
      charge_percent: now === undefined || !most ? null : share(now, most),
      health_percent: healthOf(one),
      power: wattsOf(numberOf(one['Amperage']), numberOf(one['Voltage'])),
      cycle_count: numberOf(one['CycleCount']) ?? null,
      external_power: flagOf(one['ExternalConnected']) ?? null,
    },
  )
}

function share(now: number, most: number): number {
  return Math.min(100, Math.max(0, Math.round((100 * now) / most)))
}

function stateOf(one: Fields): 'charging' | 'full' | 'discharging' | 'not_charging' | 'unknown' {
  if (flagOf(one['IsCharging']) === true) return 'charging'
  if (flagOf(one['FullyCharged']) === true) return 'full'
  const external = flagOf(one['ExternalConnected'])
  if (external === undefined) return 'unknown'
  return external ? 'not_charging' : 'discharging'
}

/** On Apple's own processors MaxCapacity is 100, in percent; the mAh stand under other names. */
function healthOf(one: Fields): number | null {
  const design = numberOf(one['DesignCapacity'])
  const most = numberOf(one['MaxCapacity'])
  const full =
    numberOf(one['AppleRawMaxCapacity']) ??
    numberOf(one['NominalChargeCapacity']) ??
    (most !== undefined && most > 100 ? most : undefined)
  return full && design && full > 0 && design > 0 ? (100 * full) / design : null
}

/** mA and mV. A discharge may be written as a number near 2^64, which a double cannot hold. */
function wattsOf(amperage: number | undefined, voltage: number | undefined): number | null {
  if (amperage === undefined || voltage === undefined || Math.abs(amperage) > 1e6) return null
  return Math.abs(amperage * voltage) / 1e6
}
