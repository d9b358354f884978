/** Older LSI controllers: `MegaCli64 -LDPDInfo -aAll` and `-AdpBbuCmd -aAll`. English, as fixed text. */
import type {
  ArrayFacts,
  BatteryState,
  ControllerFacts,
  DriveFacts,
  DriveState,
  RaidFacts,
} from './array-facts.ts'
import { celsiusIn, volumeState } from './controller-words.ts'

const linesMax = 100_000
const itemsMax = 256

/** Undefined when no adapter is named. */
export function parseMegacli(text: string): RaidFacts | undefined {
  let adapter: string | undefined
  const arrays: ArrayFacts[] = []
  const drives = new Map<string, DriveFacts>()
  let group: Map<string, string> | undefined
  let kind: 'volume' | 'drive' | undefined
  const close = (): void => {
    if (group && adapter !== undefined && kind === 'volume')
      arrays.push(...volumeOf(adapter, group))
    if (group && adapter !== undefined && kind === 'drive') {
      const drive = driveOf(adapter, group)
      if (drive) drives.set(drive.drive, drive)
    }
    group = undefined
  }
  for (const line of text.split('\n', linesMax)) {
    const found = /^Adapter #(\d{1,3})/.exec(line)?.[1]
    const [key, value] = keyAndValue(line)
    if (found !== undefined) {
      close()
      adapter = `c${found}`
    } else if (/^Virtual Drive: \d+/.test(line)) {
      close()
      kind = 'volume'
      group = new Map([['id', /^Virtual Drive: (\d+)/.exec(line)?.[1] ?? '']])
    } else if (/^PD: \d+ Information/.test(line)) {
      close()
      kind = 'drive'
      group = new Map()
    } else if (group && key !== undefined && !group.has(key)) group.set(key, value)
  }
  close()
  if (adapter === undefined) return undefined
  return {
    controllers: [],
    arrays: arrays.slice(0, itemsMax),
    drives: [...drives.values()].slice(0, itemsMax),
  }
}

function keyAndValue(line: string): readonly [string | undefined, string] {
  const colon = line.indexOf(':')
  if (colon <= 0 || colon > 60) return [undefined, '']
  return [
    line.slice(0, colon).trim(),
    line
      .slice(colon + 1)
      .trim()
      .slice(0, 255),
  ]
}

function volumeOf(adapter: string, group: ReadonlyMap<string, string>): readonly ArrayFacts[] {
  const state = volumeState(group.get('State'))
  const words = group.get('RAID Level') ?? ''
  const level = /Primary-(\d)/.exec(words)?.[1]
  // Striped over several such groups: RAID 10, 50, 60.
  const striped = /Secondary-3/.test(words) || (numberIn(group, 'Span Depth') ?? 1) > 1
  return [
    {
      array: `${adapter}/v${group.get('id')}`,
      kind: 'megaraid',
      level: level === undefined ? undefined : `raid${level}${striped && level !== '0' ? '0' : ''}`,
      fields: {
        state,
        reason: state === 'unknown' ? 'bad_output' : 'none',
        disks: numberIn(group, 'Number Of Drives'),
      },
    },
  ]
}

function driveOf(adapter: string, group: ReadonlyMap<string, string>): DriveFacts | undefined {
  const slot = group.get('Slot Number')
  const firmware = group.get('Firmware state')
  if (slot === undefined || !/^\d{1,4}$/.test(slot) || firmware === undefined) return undefined
  const enclosure = /^\d{1,5}$/.exec(group.get('Enclosure Device ID') ?? '')?.[0]
  const predicted = numberIn(group, 'Predictive Failure Count')
  const alert = /^yes/i.test(group.get('Drive has flagged a S.M.A.R.T alert') ?? '')
  const own = driveState(firmware)
  const warns = alert || (predicted ?? 0) > 0
  return {
    drive: `${adapter}${enclosure === undefined ? '' : `/e${enclosure}`}/s${slot}`,
    ...inquiry(group.get('Inquiry Data')),
    fields: {
      state: warns && own !== 'failed' && own !== 'missing' ? 'failing' : own,
      media_errors: numberIn(group, 'Media Error Count'),
      other_errors: numberIn(group, 'Other Error Count'),
      predictive_failures: predicted,
      temp_c: celsiusIn(group.get('Drive Temperature')),
    },
  }
}

/** Serial number, model and firmware in columns, for SATA in this order. */
function inquiry(text: string | undefined): Pick<DriveFacts, 'model' | 'serial'> {
  const [serial, ...rest] = (text ?? '').trim().split(/\s+/)
  const model = rest.slice(0, -1).join(' ').slice(0, 128)
  return model === '' ? {} : { model, serial: serial?.slice(0, 64) }
}

function driveState(word: string): DriveState {
  if (/^(?:online|jbod)/i.test(word)) return 'ok'
  if (/^hotspare/i.test(word)) return 'spare'
  if (/^unconfigured\(good\)/i.test(word)) return 'unused'
  if (/^rebuild|^copyback/i.test(word)) return 'rebuilding'
  if (/^failed|^offline|^unconfigured\(bad\)/i.test(word)) return 'failed'
  return /^missing/i.test(word) ? 'missing' : 'unknown'
}

function numberIn(group: ReadonlyMap<string, string>, key: string): number | null {
  const text = group.get(key)
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null
}

/** One entry an adapter that tells of a battery. */
export function parseMegacliBattery(text: string): readonly ControllerFacts[] {
  const parts = text
    .slice(0, 1024 * 1024)
    .split(/^BBU status for Adapter: /m)
    .slice(1, 17)
  return parts.flatMap((part) => {
    const number = /^(\d{1,3})/.exec(part)?.[1]
    if (number === undefined) return []
    return [
      {
        controller: `c${number}`,
        fields: {
          state: 'unknown' as const,
          reason: 'not_supported' as const,
          battery: batteryOf(part),
        },
      },
    ]
  })
}

function batteryOf(part: string): BatteryState {
  const says = (name: string): string =>
    new RegExp(`^\\s*${name}\\s*:\\s*(.*)$`, 'm').exec(part)?.[1]?.trim() ?? ''
  if (says('Battery Pack Missing') === 'Yes') return 'absent'
  const replace = [
    'Battery Replacement required',
    'Pack is about to fail & should be replaced',
    'Remaining Capacity Low',
  ].some((name) => says(name) === 'Yes')
  const state = says('Battery State')
  if (replace || /fail|degraded|non operational|missing/i.test(state)) return 'failed'
  if (says('Learn Cycle Active') === 'Yes' || /learn|charg/i.test(state)) return 'charging'
  return /^optimal|^operational/i.test(state) ? 'ok' : 'unknown'
}
