/** HPE Smart Array controllers: `ssacli ctrl all show config detail`, whose text is not translated. */
import type {
  ArrayFacts,
  ArrayState,
  BatteryState,
  ControllerFacts,
  ControllerState,
  DriveFacts,
  DriveState,
  RaidFacts,
} from './array-facts.ts'
import { celsiusIn } from './controller-words.ts'

const linesMax = 100_000
const itemsMax = 256

type Values = Map<string, string>
interface Parts {
  readonly controllers: { readonly slot: string; readonly model: string; readonly values: Values }[]
  readonly volumes: { readonly name: string; readonly values: Values }[]
  readonly drives: { readonly name: string; readonly unused: boolean; readonly values: Values }[]
}

/** Undefined when no controller is named. */
export function parseSsacli(text: string): RaidFacts | undefined {
  const parts = partsOf(text)
  if (parts.controllers.length === 0) return undefined
  return {
    controllers: parts.controllers.slice(0, 16).map(controllerOf),
    arrays: parts.volumes.slice(0, itemsMax).map(volumeOf),
    drives: parts.drives.slice(0, itemsMax).map(driveOf),
  }
}

/** A head line opens a part; the `key: value` lines until the next head line are its own. */
function partsOf(text: string): Parts {
  const parts: Parts = { controllers: [], volumes: [], drives: [] }
  let values: Values | undefined
  let slot = ''
  let unused = false
  for (const line of text.split('\n', linesMax)) {
    const controller = /^(\S.{0,120}?) in Slot (\w{1,16})\b/.exec(line)
    const volume = /^\s+Logical Drive: (\d{1,4})\s*$/.exec(line)?.[1]
    const drive = /^\s+physicaldrive (\w{1,8}(?::\d{1,4}){1,3})\s*$/.exec(line)?.[1]
    if (controller) {
      slot = `slot ${controller[2]}`
      values = new Map()
      unused = false
      parts.controllers.push({ slot, model: controller[1] ?? '', values })
    } else if (volume !== undefined) {
      values = new Map()
      parts.volumes.push({ name: `${slot}/v${volume}`, values })
    } else if (drive !== undefined) {
      values = new Map()
      parts.drives.push({ name: `${slot} ${drive}`, unused, values })
    } else if (/^\s*(?:Unassigned|Array: \w+|HBA Drives)\s*$/.test(line)) {
      unused = /Unassigned/.test(line)
      values = undefined
    } else if (
      /^\s+(?:Port Name|Internal Drive Cage|External Drive Cage|SEP|Enclosure)/.test(line)
    ) {
      values = undefined
    } else if (values) note(values, line)
  }
  return parts
}

function note(values: Values, line: string): void {
  const found = /^\s+([^:]{1,60}):\s?(.{0,255})/.exec(line)
  const key = found?.[1]?.trim()
  if (key !== undefined && !values.has(key)) values.set(key, found?.[2]?.trim() ?? '')
}

function controllerOf({ slot, model, values }: Parts['controllers'][number]): ControllerFacts {
  const state = controllerState(values.get('Controller Status'))
  return {
    controller: slot,
    model: model.slice(0, 128),
    fields: {
      state,
      reason: state === 'unknown' ? 'bad_output' : 'none',
      battery: batteryOf(values),
      temp_c: celsiusIn(values.get('Controller Temperature (C)')),
    },
  }
}

function controllerState(word: string | undefined): ControllerState {
  if (word === undefined) return 'unknown'
  if (/^ok$/i.test(word)) return 'ok'
  return /fail|lock|error/i.test(word) ? 'failed' : 'degraded'
}

function batteryOf(values: Values): BatteryState {
  const state = values.get('Battery/Capacitor Status') ?? values.get('Battery Status')
  const count = values.get('Battery/Capacitor Count')
  if (state === undefined) return count === '0' ? 'absent' : 'unknown'
  if (/^ok$/i.test(state)) return 'ok'
  if (/charging/i.test(state)) return 'charging'
  return /fail|replace/i.test(state) ? 'failed' : 'unknown'
}

function volumeOf({ name, values }: Parts['volumes'][number]): ArrayFacts {
  const word = values.get('Status')
  const state = volumeState(word)
  const tolerance = values.get('Fault Tolerance')
  const progress = /(\d{1,3}(?:\.\d+)?)% complete/i.exec(word ?? '')?.[1]
  return {
    array: name,
    kind: 'smartarray',
    level:
      tolerance === undefined
        ? undefined
        : `raid${tolerance.replace(/^RAID\s*/i, '').toLowerCase()}`,
    fields: {
      state,
      reason: state === 'unknown' ? 'bad_output' : 'none',
      progress: progress === undefined ? null : Math.min(100, Number(progress)),
    },
  }
}

function volumeState(word: string | undefined): ArrayState {
  const text = word ?? ''
  if (/^ok\b/i.test(text)) return 'ok'
  if (/interim recovery|ready for rebuild|ready for recovery|degraded/i.test(text))
    return 'degraded'
  if (/recovering|rebuild|transform|expan|initiali|parity/i.test(text)) return 'rebuilding'
  if (/fail|disabled|wrong|unrecoverable|not available/i.test(text)) return 'failed'
  return 'unknown'
}

function driveOf({ name, unused, values }: Parts['drives'][number]): DriveFacts {
  const own = driveState(values.get('Status'))
  const type = values.get('Drive Type') ?? ''
  const idle: DriveState = /spare/i.test(type) ? 'spare' : unused ? 'unused' : 'ok'
  return {
    drive: name,
    model: values.get('Model')?.replace(/\s+/g, ' ').slice(0, 128),
    serial: values.get('Serial Number')?.slice(0, 64),
    fields: {
      state: own === 'ok' ? idle : own,
      temp_c: celsiusIn(values.get('Current Temperature (C)')),
    },
  }
}

function driveState(word: string | undefined): DriveState {
  const text = word ?? ''
  if (/^ok$/i.test(text)) return 'ok'
  if (/predictive/i.test(text)) return 'failing'
  if (/rebuild/i.test(text)) return 'rebuilding'
  if (/fail|offline|erase/i.test(text)) return 'failed'
  return /missing|not available/i.test(text) ? 'missing' : 'unknown'
}
