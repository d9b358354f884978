import { failedUnits } from '../../../contract/catalogue/families/failed-units.ts'
import { service } from '../../../contract/catalogue/families/service.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { parseFailedUnits, parseShownUnit } from './systemd.ts'
import { parseWindowsServices } from './windows-services.ts'

export interface ServicesOptions {
  /** Names of services (Windows) or units without `.service` (Linux) of this computer. */
  readonly watch: readonly string[]
}

const systemctl = '/usr/bin/systemctl'
const failedUnitsWords = ['list-units', '--failed', '--no-legend', '--plain', '--no-pager']
const showUnitWords = ['show', '--property=Id,LoadState,ActiveState,UnitFileState']
/** As the list of programs has it: anything else would be refused there. */
const unitShape = /^[A-Za-z0-9:_.@-]{1,100}\.service$/
const unitsMax = 32

export function servicesSource(options: ServicesOptions): Source {
  return {
    name: 'services',
    beat: 'protection',
    timeoutMs: 120_000,
    platforms: ['linux', 'win32'],
    measurements: [service.name, failedUnits.name],
    about: [
      {
        platform: 'linux',
        read: '`systemctl list-units --failed`, and `systemctl show` of each unit named in agent.yaml',
        privilege: 'user',
        cost: 'a program, and one for each named unit, every 15 min',
        tried: 'written output; this machine runs without systemd and answers unknown',
      },
      {
        platform: 'win32',
        read: 'Win32_Service: well-known services that are installed, and those named in agent.yaml',
        privilege: 'user',
        cost: 'a part of the query',
        tried: 'a recorded list; no real Windows',
      },
    ],
    start:
      () =>
      async ({ host }) => {
        if (host.platform === 'win32') return await windowsRows(host, options.watch)
        return await systemdRows(host, options.watch)
      },
  }
}

async function windowsRows(host: Host, watch: readonly string[]): Promise<readonly Reading[]> {
  const section = windowsSection(await host.windows('slow'), 'services')
  const states = parseWindowsServices(section, watch)
  if (!states) throw new Unknown('bad_output', 'The list of services cannot be understood')
  return [...states].map(([name, state]) => reading(service, { name }, { state }))
}

async function systemdRows(host: Host, watch: readonly string[]): Promise<readonly Reading[]> {
  if (!host.list('/run/systemd').includes('system')) {
    throw new Unknown('not_supported', 'This system was not started by systemd')
  }
  const { stdout, exitCode } = await host.run(systemctl, failedUnitsWords)
  if (exitCode !== 0) throw new Unknown('provider_failed', `systemctl ended with ${exitCode}`)
  const failed = parseFailedUnits(stdout)
  const units = watch.map((name) => `${name}.service`).filter((name) => unitShape.test(name))
  const rows: Reading[] = [
    reading(failedUnits, {}, { count: failed.length, names: failed.slice(0, 16).join(', ') }),
  ]
  for (const unit of units.slice(0, unitsMax)) rows.push(await unitRow(host, unit))
  return rows
}

async function unitRow(host: Host, unit: string): Promise<Reading> {
  const name = unit.replace(/\.service$/, '')
  try {
    const { stdout } = await host.run(systemctl, [...showUnitWords, unit])
    return reading(service, { name }, { state: parseShownUnit(stdout) })
  } catch (error) {
    if (error instanceof NotPresent) return reading(service, { name }, { state: 'unknown' })
    throw error
  }
}
