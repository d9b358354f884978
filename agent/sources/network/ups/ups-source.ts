/** A UPS whose cable ends at this computer, by NUT or apcupsd; read on loopback, never commanded. */
import { ups } from '../../../../contract/catalogue/families/ups.ts'
import { reading } from '../../../../contract/catalogue/grammar.ts'
import { isNotPresent } from '../../../host/host.ts'
import type { About, Source } from '../../source.ts'
import { apcupsdPort, readApcupsd } from './apcupsd.ts'
import { nutPort, readNut } from './nut.ts'

const timeoutMs = 2000

const about: readonly About[] = (['linux', 'win32', 'darwin'] as const).map((platform) => ({
  platform,
  read: 'upsd of Network UPS Tools (port 3493), else apcupsd (port 3551), on this computer alone',
  privilege: 'user',
  cost: 'one connection over loopback; refused at once where neither runs',
  tried:
    'NUT 2.8 with its dummy driver and apcupsd’s protocol on Linux; elsewhere the same protocol',
}))

export interface UpsPorts {
  readonly nut: number
  readonly apcupsd: number
}

export function upsSource(ports: UpsPorts = { nut: nutPort, apcupsd: apcupsdPort }): Source {
  return {
    name: 'ups',
    beat: 'fast',
    timeoutMs: 10_000,
    platforms: ['linux', 'win32', 'darwin'],
    about,
    measurements: [ups.name],
    start: () => async (context) => {
      const limit = { clock: context.clock, timeoutMs }
      // NUT can read apcupsd too: its answer is enough.
      const found = await readNut(ports.nut, limit).catch((error: unknown) => {
        if (isNotPresent(error)) return []
        throw error
      })
      const all = found.length > 0 ? found : await readApcupsd(ports.apcupsd, limit)
      return all.map(({ name, fields }) =>
        reading(ups, { ups_name: all.length > 1 ? name : undefined }, fields),
      )
    },
  }
}
