/** The readers of standard tables, in the order in which they are read. A new one is a line here. */
import { interfaces } from './mib/interfaces.ts'
import { links } from './mib/links.ts'
import { load } from './mib/load.ts'
import { printer } from './mib/printer.ts'
import { ciscoSensors, sensors } from './mib/sensors.ts'
import { storage } from './mib/storage.ts'
import { supplies } from './mib/supplies.ts'
import { ups } from './mib/ups.ts'
import type { DeviceKind, Profile } from '../../../../contract/device-profile.ts'
import type { Reader } from './reader.ts'

export const readers: readonly Reader[] = [
  ups,
  interfaces,
  // Before `load`, which takes the main memory from its table.
  storage,
  load,
  printer,
  supplies,
  sensors,
  ciscoSensors,
  links,
]

/** The profile's word, else what the tables that are there speak of. */
export function kindOf(profile: Profile | undefined, active: ReadonlySet<string>): DeviceKind {
  if (profile && profile.kind !== 'generic') return profile.kind
  if (active.has('ups')) return 'ups'
  if (active.has('supplies')) return 'printer'
  if (active.has('storage') && active.has('load')) return 'server'
  return active.has('links') ? 'switch' : 'generic'
}
