import { temp } from '../../../contract/catalogue/families/temp.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../lib/clock.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import { LatestWindows } from '../parts/latest-windows.ts'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'

const zonesMax = 32
/** Many boards declare a zone and never fill it in: what stands still so long measures nothing. */
const constantMs = 24 * 3_600_000
const zeroCelsius = 273.15
const saneMin = -40
const saneMax = 125

interface Zone {
  readonly value: number
  readonly sinceMs: number
}

/** The firmware's thermal zones; the processor's own sensors cannot be read without a driver. */
export function sensorsOfWindows(): (context: { host: Host; clock: Clock }) => readonly Reading[] {
  const latest = new LatestWindows()
  const zones = new Map<string, Zone>()
  return ({ host, clock }) =>
    latest.readings(host, (facts) => {
      const nowMs = clock.monotonic()
      const readings = listOf(windowsSection(facts, 'thermal'), zonesMax)
        .map(fieldsOf)
        .flatMap((row) => readZone(zones, row, nowMs) ?? [])
      if (readings.length === 0) throw new NotPresent('The firmware shows no temperature')
      return readings
    })
}

function readZone(zones: Map<string, Zone>, row: Fields, nowMs: number): Reading | undefined {
  const sensor = word(textOf(row['n']) ?? '')
  const value = celsiusOf(row)
  if (sensor === '' || value === undefined) return undefined
  const before = zones.get(sensor)
  const sinceMs = before?.value === value ? before.sinceMs : nowMs
  if (before || zones.size < zonesMax) zones.set(sensor, { value, sinceMs })
  if (nowMs - sinceMs >= constantMs) return undefined
  return reading(temp, { sensor }, { temp: value })
}

/** Tenths of a kelvin since Windows 8; older ones know whole kelvins only. */
function celsiusOf(row: Fields): number | undefined {
  const tenths = numberOf(row['dk'])
  const kelvin = tenths ? tenths / 10 : numberOf(row['k'])
  if (!kelvin) return undefined
  const celsius = Math.round((kelvin - zeroCelsius) * 10) / 10
  return celsius >= saneMin && celsius <= saneMax ? celsius : undefined
}

function word(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}
