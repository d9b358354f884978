import { net } from '../../../contract/catalogue/families/net.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import type { WindowsFacts } from '../../host/windows/facts.ts'
import { counterOf } from '../parts/counter.ts'
import { LatestWindows } from '../parts/latest-windows.ts'
import { fieldsOf, flagOf, listOf, numberOf, textOf, type Fields } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'

const interfacesMax = 256
/** Filters and tunnels of Windows itself; their names are English everywhere. */
const virtual = /Miniport|Npcap|WFP|QoS Packet|Loopback|Teredo|ISATAP|6to4|Kernel Debug/i

/** Only adapters that are devices: switches of hypervisors and VPNs carry the same bytes twice. */
export function netOfWindows(
  exclude: readonly string[],
): (context: { host: Host }) => readonly Reading[] {
  const latest = new LatestWindows()
  return ({ host }) =>
    latest.readings(host, (facts) => {
      const adapters = adaptersOf(facts)
      const readings = listOf(windowsSection(facts, 'net'), interfacesMax)
        .map(fieldsOf)
        .flatMap((row) => toReading(row, adapters.get(textOf(row['n']) ?? ''), exclude) ?? [])
      if (readings.length === 0) throw new NotPresent('Windows shows no network adapter')
      return readings
    })
}

/** Without them the counters are still worth having. */
function adaptersOf(facts: WindowsFacts): ReadonlyMap<string, Fields> {
  const rows = Object.hasOwn(facts.sections, 'adapters') ? facts.sections['adapters'] : undefined
  const found = new Map<string, Fields>()
  for (const adapter of listOf(rows, interfacesMax).map(fieldsOf)) {
    const name = textOf(adapter['n'])
    if (name) found.set(name, adapter)
  }
  return found
}

function toReading(
  row: Fields,
  adapter: Fields | undefined,
  exclude: readonly string[],
): Reading | undefined {
  const name = textOf(row['n'])
  if (!name || exclude.includes(name)) return undefined
  if (adapter ? flagOf(adapter['hw']) !== true : virtual.test(textOf(row['d']) ?? name)) {
    return undefined
  }
  const link = linkOf(adapter)
  return reading(
    net,
    { interface: name },
    {
      bytes_sent: counterOf(row['tx']),
      bytes_recv: counterOf(row['rx']),
      packets_sent: sumOf(row, ['txu', 'txm', 'txb']),
      packets_recv: sumOf(row, ['rxu', 'rxm', 'rxb']),
      err_in: counterOf(row['rxe']),
      err_out: counterOf(row['txe']),
      drop_in: counterOf(row['rxd']),
      drop_out: counterOf(row['txd']),
      speed: link === 'down' ? -1 : megabits(adapter),
      link,
    },
  )
}

/** MediaConnectState: 1 connected, 2 disconnected. */
function linkOf(adapter: Fields | undefined): NonNullable<FieldsOf<typeof net>['link']> {
  const media = adapter && numberOf(adapter['media'])
  return media === 1 ? 'up' : media === 2 ? 'down' : 'unknown'
}

/** An adapter that does not know says 2^64 - 1. */
function megabits(adapter: Fields | undefined): number {
  const speed = adapter && numberOf(adapter['speed'])
  return speed !== undefined && speed > 0 && speed < 1e13 ? Math.round(speed / 1e6) : -1
}

function sumOf(row: Fields, keys: readonly string[]): number | undefined {
  const known = keys.flatMap((key) => counterOf(row[key]) ?? [])
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) : undefined
}
