/** Temperatures and fans: both come from the chips that the kernel lists under hwmon. */
import { fan } from '../../contract/catalogue/families/fan.ts'
import { temp } from '../../contract/catalogue/families/temp.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { wholeNumber } from '../../lib/scan.ts'
import { NotPresent, type Host } from '../host/host.ts'
import { sensorsAbout } from './sensors/about.ts'
import { sensorsOfWindows } from './sensors/windows.ts'
import type { Source } from './source.ts'

const chipsFolder = '/sys/class/hwmon'
const zonesFolder = '/sys/class/thermal'
/** New chips appear with a module or a plugged disk. */
const rediscoverMs = 600_000
/**
 * drivetemp asks the disk itself, dell_smm stops a processor for the firmware: these are read
 * seldom.
 */
const slowChips = new Set(['drivetemp', 'dell_smm'])
const slowReadMs = 300_000
const sensorsMax = 64
/** A sensor that is not connected shows a value outside of this, in thousandths of a degree. */
const saneMin = -40_000
const saneMax = 125_000

interface Sensor {
  readonly kind: 'temp' | 'fan'
  readonly tags: { readonly sensor: string; readonly device?: string }
  readonly path: string
  readonly crit: number | null
  readonly faultPath: string | undefined
  readonly everyMs: number
  nextReadMs: number
  /** A header without a fan shows 0 for ever; a fan is believed in when it has turned once. */
  turned: boolean
}

export const sensorsSource: Source = {
  name: 'sensors',
  beat: 'fast',
  timeoutMs: 2000,
  platforms: ['linux', 'win32'],
  about: sensorsAbout,
  measurements: [temp.name, fan.name],
  start: ({ host: { platform } }) => {
    if (platform === 'win32') return sensorsOfWindows()
    let sensors: readonly Sensor[] = []
    let discoveredMs = -Infinity
    return ({ host, clock }) => {
      const nowMs = clock.monotonic()
      if (nowMs - discoveredMs >= rediscoverMs) {
        sensors = merged(sensors, discover(host))
        discoveredMs = nowMs
      }
      if (sensors.length === 0) {
        discoveredMs = -Infinity
        throw new NotPresent('The machine shows no temperature or fan')
      }
      const readings: Reading[] = []
      for (const sensor of sensors) {
        if (nowMs < sensor.nextReadMs) continue
        sensor.nextReadMs = nowMs + sensor.everyMs
        const found = readSensor(host, sensor)
        if (found) readings.push(found)
      }
      return readings
    }
  },
}

/** What is known of a sensor stays known when the chips are listed again. */
function merged(before: readonly Sensor[], now: readonly Sensor[]): readonly Sensor[] {
  const known = new Map(before.map((sensor) => [sensor.path, sensor]))
  return now.map((sensor) => {
    const same = known.get(sensor.path)
    return same && same.tags.sensor === sensor.tags.sensor ? same : sensor
  })
}

function discover(host: Host): readonly Sensor[] {
  const sensors: Sensor[] = []
  for (const chip of host.list(chipsFolder)) sensors.push(...sensorsOfChip(host, chip))
  if (!sensors.some(({ kind }) => kind === 'temp')) sensors.push(...sensorsOfZones(host))
  return distinct(sensors).slice(0, sensorsMax)
}

function sensorsOfChip(host: Host, chip: string): readonly Sensor[] {
  const root = `${chipsFolder}/${chip}`
  // Old kernels keep the attributes one folder further down.
  const base = host.list(root).some(isInput) ? root : `${root}/device`
  const files = host.list(base)
  const name = textOf(host, `${base}/name`) ?? textOf(host, `${root}/name`) ?? chip
  const device = host.linkTarget(`${root}/device`)?.split('/').at(-1)
  const labels = new Map<string, string | undefined>()
  for (const file of files.filter(isInput)) {
    const stem = file.slice(0, -'_input'.length)
    labels.set(
      stem,
      files.includes(`${stem}_label`) ? textOf(host, `${base}/${stem}_label`) : undefined,
    )
  }
  const hasPackage = [...labels.values()].some((label) => isPackage(label))
  const sensors: Sensor[] = []
  for (const [stem, label] of labels) {
    // Where the whole processor has a sensor, those of its cores add only rows.
    if (hasPackage && /^core \d+$/i.test(label ?? '')) continue
    const crit = files.includes(`${stem}_crit`) ? textOf(host, `${base}/${stem}_crit`) : undefined
    sensors.push({
      kind: stem.startsWith('fan') ? 'fan' : 'temp',
      tags: { sensor: word(`${name}_${label ?? stem}`), ...(device ? { device } : {}) },
      path: `${base}/${stem}_input`,
      crit: saneTemperature(crit),
      faultPath: files.includes(`${stem}_fault`) ? `${base}/${stem}_fault` : undefined,
      everyMs: slowChips.has(name) ? slowReadMs : 0,
      nextReadMs: 0,
      turned: false,
    })
  }
  return sensors
}

function isInput(file: string): boolean {
  return /^(?:temp|fan)\d+_input$/.test(file)
}

function isPackage(label: string | undefined): boolean {
  return /^(?:package|physical) id \d+$/i.test(label ?? '')
}

/** Boards without hwmon chips: single-board computers, some tablets. */
function sensorsOfZones(host: Host): readonly Sensor[] {
  return host
    .list(zonesFolder)
    .filter((zone) => /^thermal_zone\d+$/.test(zone))
    .map((zone) => ({
      kind: 'temp',
      tags: { sensor: word(textOf(host, `${zonesFolder}/${zone}/type`) ?? zone) },
      path: `${zonesFolder}/${zone}/temp`,
      crit: null,
      faultPath: undefined,
      everyMs: 0,
      nextReadMs: 0,
      turned: false,
    }))
}

/** Two sensors with the same tags would be one series: the later ones get a number. */
function distinct(sensors: readonly Sensor[]): readonly Sensor[] {
  const seen = new Map<string, number>()
  return sensors.map((sensor) => {
    const key = `${sensor.kind} ${sensor.tags.sensor} ${sensor.tags.device ?? ''}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    if (count === 1) return sensor
    return { ...sensor, tags: { ...sensor.tags, sensor: `${sensor.tags.sensor}_${count}` } }
  })
}

function word(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}

/** A sleeping graphics card or a stopped disk refuses (EIO, ENODATA): no reading this time. */
function textOf(host: Host, path: string): string | undefined {
  try {
    return host.readTextNow(path).trim()
  } catch {
    return undefined
  }
}

function saneTemperature(text: string | undefined): number | null {
  const value = text === undefined ? undefined : wholeNumber(text)
  return value !== undefined && value >= saneMin && value <= saneMax ? value / 1000 : null
}

function readSensor(host: Host, sensor: Sensor): Reading | undefined {
  const text = textOf(host, sensor.path)
  return sensor.kind === 'temp' ? readTemp(sensor, text) : readFan(host, sensor, text)
}

function readTemp(sensor: Sensor, text: string | undefined): Reading | undefined {
  const value = saneTemperature(text)
  return value === null ? undefined : reading(temp, sensor.tags, { temp: value, crit: sensor.crit })
}

function readFan(host: Host, sensor: Sensor, text: string | undefined): Reading | undefined {
  const speed = text === undefined ? undefined : wholeNumber(text)
  if (speed === undefined || speed < 0) return undefined
  const fault = sensor.faultPath === undefined ? undefined : textOf(host, sensor.faultPath)
  sensor.turned ||= speed > 0 || fault === '1'
  if (!sensor.turned) return undefined
  return reading(fan, sensor.tags, { speed, fault: fault === undefined ? null : fault === '1' })
}
