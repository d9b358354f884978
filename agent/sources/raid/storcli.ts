/**
 * Broadcom (LSI) and Dell controllers from `storcli /cALL show all J` and
 * `storcli /cALL/eALL/sALL show all J`; perccli prints the same.
 */
import {
  groupAt,
  isGroup,
  ownValue,
  parseLoose,
  plainText,
  wholeOf,
  type Loose,
} from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import type {
  ArrayFacts,
  BatteryState,
  ControllerFacts,
  ControllerState,
  DriveFacts,
  DriveState,
  RaidFacts,
} from './array-facts.ts'
import { volumeState } from './controller-words.ts'

const controllersMax = 16
const itemsMax = 256

/** Undefined when the text is not what storcli prints. */
export function parseStorcli(text: string): RaidFacts | undefined {
  const answer = parseLoose(text)
  if (!isGroup(answer) || !Array.isArray(ownValue(answer, 'Controllers'))) return undefined
  const parts = listOf(ownValue(answer, 'Controllers'), controllersMax).map(fieldsOf)
  return {
    controllers: parts.flatMap((part) => controllerOf(part) ?? []),
    arrays: parts.flatMap(volumesOf),
    drives: parts.flatMap(drivesOf),
  }
}

function numberOf(part: Loose): string | undefined {
  const number = wholeOf(ownValue(groupAt(part, 'Command Status'), 'Controller'))
  return number === undefined ? undefined : `c${number}`
}

function controllerOf(part: Loose): ControllerFacts | undefined {
  const controller = numberOf(part)
  const data = groupAt(part, 'Response Data')
  const status = groupAt(data, 'Status')
  const word = plainText(ownValue(status, 'Controller Status'))
  if (controller === undefined || word === undefined) return undefined
  const hardware = groupAt(data, 'HwCfg')
  const temperature = rocWords
    .map((word) => wholeOf(ownValue(hardware, word)))
    .find((value) => value !== undefined)
  return {
    controller,
    model: plainText(ownValue(groupAt(data, 'Basics'), 'Model'), 128),
    fields: {
      state: controllerState(word),
      reason: controllerState(word) === 'unknown' ? 'bad_output' : 'none',
      battery: batteryOf(data),
      memory_errors: wholeOf(ownValue(status, 'Memory Uncorrectable Errors')) ?? null,
      temp_c:
        temperature !== undefined && temperature > 0 && temperature <= 150 ? temperature : null,
    },
  }
}

/** Older versions write it with a c. */
const rocWords = ['ROC temperature(Degree Celsius)', 'ROC temperature(Degree Celcius)'] as const

function controllerState(word: string): ControllerState {
  if (/^optimal$|^ok$/i.test(word)) return 'ok'
  if (/^needs? attention$|^degraded$/i.test(word)) return 'degraded'
  return /^fail|^safe mode|^critical/i.test(word) ? 'failed' : 'unknown'
}

/** A battery (BBU) or a capacitor (CacheVault); without either there is nothing to tell. */
function batteryOf(data: Loose): BatteryState {
  const list = [...listOf(ownValue(data, 'BBU_Info')), ...listOf(ownValue(data, 'Cachevault_Info'))]
  const state = list.map((one) => plainText(ownValue(fieldsOf(one), 'State'))).find(Boolean)
  if (state === undefined) {
    const code = wholeOf(ownValue(groupAt(data, 'Status'), 'BBU Status'))
    // Plain host adapters have no place for one and no word about it.
    if (code === undefined) return isGroup(ownValue(data, 'HwCfg')) ? 'absent' : 'unknown'
    return code === 255 || code === 32 ? 'absent' : 'unknown'
  }
  if (/^optimal|^ok$|^good/i.test(state)) return 'ok'
  if (/charg|learn|dgd\(wait/i.test(state)) return 'charging'
  return /fail|degraded|dgd|replace|missing|bad|unhealthy/i.test(state) ? 'failed' : 'unknown'
}

function volumesOf(part: Loose): readonly ArrayFacts[] {
  const controller = numberOf(part)
  if (controller === undefined) return []
  const data = groupAt(part, 'Response Data')
  const list = [
    ...listOf(ownValue(data, 'VD LIST'), itemsMax),
    ...listOf(ownValue(data, 'Virtual Drives'), itemsMax),
  ]
  return list.flatMap((one): ArrayFacts[] => {
    const entry = fieldsOf(one)
    const volume = /^(?:\d+|-)\/(\d+)$/.exec(plainText(ownValue(entry, 'DG/VD')) ?? '')?.[1]
    const state = volumeState(plainText(ownValue(entry, 'State')))
    if (volume === undefined) return []
    return [
      {
        array: `${controller}/v${volume}`,
        kind: 'megaraid',
        level: plainText(ownValue(entry, 'TYPE'), 32)?.toLowerCase(),
        fields: { state, reason: state === 'unknown' ? 'bad_output' : 'none' },
      },
    ]
  })
}

/** From PD LIST of the one command, or from the tables of each drive of the other. */
function drivesOf(part: Loose): readonly DriveFacts[] {
  const controller = numberOf(part)
  if (controller === undefined) return []
  const response = groupAt(part, 'Response Data')
  const physical = ownValue(response, 'Physical Device Information')
  const data = isGroup(physical) ? physical : response
  const detailed = Object.keys(data).flatMap((key) => {
    const path = /^Drive \/(c\d+(?:\/e\d+)?\/s\d+)$/.exec(key)?.[1]
    const entry = listOf(ownValue(data, key), 1)[0]
    if (path === undefined || entry === undefined) return []
    return [driveOf(path, fieldsOf(entry), groupAt(data, `${key} - Detailed Information`))]
  })
  if (detailed.length > 0) return detailed.slice(0, itemsMax)
  const list = [
    ...listOf(ownValue(data, 'PD LIST'), itemsMax),
    ...listOf(ownValue(data, 'Physical Drives'), itemsMax),
  ]
  return list.flatMap((one) => {
    const entry = fieldsOf(one)
    const place = /^(\d+|\s*):(\d+)$/.exec(plainText(ownValue(entry, 'EID:Slt')) ?? '')
    if (!place) return []
    const enclosure = place[1]?.trim() ? `/e${place[1]}` : ''
    return [driveOf(`${controller}${enclosure}/s${place[2]}`, entry, {})]
  })
}

function driveOf(drive: string, entry: Loose, details: Loose): DriveFacts {
  const state = groupAt(details, `Drive /${drive} State`)
  const attributes = groupAt(details, `Drive /${drive} Device attributes`)
  const predicted = wholeOf(ownValue(state, 'Predictive Failure Count')) ?? null
  const alert = plainText(ownValue(state, 'S.M.A.R.T alert flagged by drive'))
  const celsius = /^(\d{1,3})\s*C\b/.exec(
    plainText(ownValue(state, 'Drive Temperature')) ?? '',
  )?.[1]
  const own = driveState(plainText(ownValue(entry, 'State')))
  const warns = alert === 'Yes' || (predicted ?? 0) > 0
  return {
    drive,
    model: plainText(ownValue(entry, 'Model'), 128),
    serial: plainText(ownValue(attributes, 'SN'), 64),
    fields: {
      state: warns && own !== 'failed' && own !== 'missing' ? 'failing' : own,
      media_errors: wholeOf(ownValue(state, 'Media Error Count')) ?? null,
      other_errors: wholeOf(ownValue(state, 'Other Error Count')) ?? null,
      predictive_failures: predicted,
      temp_c:
        celsius === undefined || Number(celsius) === 0 || Number(celsius) > 150
          ? null
          : Number(celsius),
    },
  }
}

/** The legend below storcli's own table. */
const driveStates: Readonly<Record<string, DriveState>> = {
  onln: 'ok',
  jbod: 'ok',
  conf: 'ok',
  dhs: 'spare',
  ghs: 'spare',
  ugood: 'unused',
  ugshld: 'unused',
  ugunsp: 'unused',
  cfshld: 'unused',
  hspshld: 'spare',
  rbld: 'rebuilding',
  cpybck: 'rebuilding',
  cbshld: 'rebuilding',
  offln: 'failed',
  ubad: 'failed',
  ubunsp: 'failed',
  failed: 'failed',
  msng: 'missing',
  missing: 'missing',
}

function driveState(word: string | undefined): DriveState {
  const key = word?.toLowerCase() ?? ''
  return (Object.hasOwn(driveStates, key) ? driveStates[key] : undefined) ?? 'unknown'
}
