import { battery } from '../../contract/catalogue/families/battery.ts'
import { reading, type FieldsOf, type Reading } from '../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../host/host.ts'
import { batteryAbout } from './battery/about.ts'
import { batteryOfMac } from './battery/macos.ts'
import { batteryOfWindows } from './battery/windows.ts'
import { seldom } from './parts/seldom.ts'
import type { Source, SourceContext } from './source.ts'

const folder = '/sys/class/power_supply'
const suppliesMax = 32
/** There it takes a program to tell. */
const macEveryMs = 300_000

type State = NonNullable<FieldsOf<typeof battery>['state']>
const states: Readonly<Record<string, State>> = {
  Charging: 'charging',
  Discharging: 'discharging',
  'Not charging': 'not_charging',
  Full: 'full',
}

interface Supply {
  readonly name: string
  readonly type: string
  readonly properties: ReadonlyMap<string, string>
}

export const batterySource: Source = {
  name: 'battery',
  beat: 'fast',
  timeoutMs: 2000,
  platforms: ['linux', 'win32', 'darwin'],
  about: batteryAbout,
  measurements: [battery.name],
  start: ({ host: { platform } }) => {
    if (platform === 'win32') return batteryOfWindows()
    return platform === 'darwin' ? seldom(macEveryMs, batteryOfMac) : batteryOfLinux
  },
}

function batteryOfLinux({ host }: Pick<SourceContext, 'host'>): readonly Reading[] {
  const supplies = host
    .list(folder)
    .slice(0, suppliesMax)
    .map((name) => readSupply(host, name))
  const batteries = supplies.filter(isOwnBattery)
  if (batteries.length === 0) throw new NotPresent('The machine has no battery')
  const mains = supplies.filter(({ properties }) => properties.has('ONLINE'))
  const external = mains.length > 0 ? mains.some(isOnline) : undefined
  return batteries.map((one) => toReading(one, external))
}

/** One file holds all properties: a single question to the firmware. */
function readSupply(host: Host, name: string): Supply {
  const properties = new Map<string, string>()
  for (const line of textOf(host, `${folder}/${name}/uevent`).split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0) {
      properties.set(line.slice(0, equals).replace('POWER_SUPPLY_', ''), line.slice(equals + 1))
    }
  }
  const type = properties.get('TYPE') ?? textOf(host, `${folder}/${name}/type`).trim()
  return { name, type, properties }
}

/** Some firmware refuses while the battery is being changed. */
function textOf(host: Host, path: string): string {
  try {
    return host.readTextNow(path)
  } catch {
    return ''
  }
}

/** Mice and keyboards call themselves batteries of scope Device; an empty bay is PRESENT=0. */
function isOwnBattery({ type, properties }: Supply): boolean {
  return (
    type === 'Battery' && properties.get('SCOPE') !== 'Device' && properties.get('PRESENT') !== '0'
  )
}

function isOnline({ properties }: Supply): boolean {
  return properties.get('ONLINE') !== '0'
}

function toReading({ name, properties }: Supply, external: boolean | undefined): Reading {
  const number = (key: string): number | undefined => {
    const text = properties.get(key)
    return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
  }
  const state = states[properties.get('STATUS') ?? ''] ?? 'unknown'
  const full = number('ENERGY_FULL') ?? number('CHARGE_FULL')
  const design = number('ENERGY_FULL_DESIGN') ?? number('CHARGE_FULL_DESIGN')
  const charge = number('CAPACITY')
  return reading(
    battery,
    { name },
    {
      state,
      charge_percent: charge === undefined ? null : Math.min(100, Math.max(0, charge)),
      health_percent: full && design ? (100 * full) / design : null,
      power: watts(number('POWER_NOW'), number('CURRENT_NOW'), number('VOLTAGE_NOW')),
      // Firmware that does not count says 0.
      cycle_count: number('CYCLE_COUNT') || null,
      external_power: external ?? (state === 'unknown' ? null : state !== 'discharging'),
    },
  )
}

/** From µW, or from µA and µV. The sign says the direction on some machines and not on others. */
function watts(power?: number, current?: number, voltage?: number): number | null {
  if (power !== undefined) return Math.abs(power) / 1e6
  if (current !== undefined && voltage !== undefined) return Math.abs(current * voltage) / 1e12
  return null
}
