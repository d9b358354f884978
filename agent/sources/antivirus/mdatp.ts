/** Microsoft Defender on Linux and macOS: `mdatp health --output json`. */
import { fieldsOf, flagOf, numberOf, parsedJson, textOf, type Fields } from '../parts/narrow.ts'
import type { AntivirusProduct } from './product.ts'

const name = 'Microsoft Defender'

/** Undefined when it is no health report. */
export function decodeMdatp(output: string, nowMs: number): AntivirusProduct | undefined {
  const health = fieldsOf(parsedJson(output))
  const realtime = flagOf(valueOf(health, 'realTimeProtectionEnabled'))
  const licensed = flagOf(valueOf(health, 'licensed'))
  if (realtime === undefined && flagOf(valueOf(health, 'healthy')) === undefined) return undefined
  const passive = flagOf(valueOf(health, 'passiveModeEnabled')) === true
  const state = stateOf({ realtime, licensed, passive })
  return {
    name,
    state,
    reason: state === 'unknown' ? 'bad_output' : undefined,
    realtime,
    definitions: definitionsOf(health),
    definitionsMs: epochMs(valueOf(health, 'definitionsUpdated')) ?? minutesAgo(health, nowMs),
    definitionsVersion: textOf(valueOf(health, 'definitionsVersion'), 40),
    version: textOf(valueOf(health, 'appVersion'), 40),
    licenceEndMs: epochMs(valueOf(health, 'productExpiration')),
  }
}

function stateOf(found: {
  readonly realtime: boolean | undefined
  readonly licensed: boolean | undefined
  readonly passive: boolean
}): AntivirusProduct['state'] {
  if (found.licensed === false) return 'expired'
  if (found.passive) return 'passive'
  if (found.realtime === undefined) return 'unknown'
  return found.realtime ? 'on' : 'off'
}

/** Some fields are plain in old versions and {value, displayValue, isManaged} in newer ones. */
function valueOf(health: Fields, key: string): unknown {
  const written = health[key]
  const inner = fieldsOf(written)
  return Object.hasOwn(inner, 'value') ? inner['value'] : written
}

function definitionsOf(health: Fields): 'current' | 'old' | undefined {
  const written = valueOf(health, 'definitionsStatus')
  const status = textOf(written) ?? textOf(fieldsOf(written)['$type'])
  if (status === undefined) return undefined
  if (/^upToDate$/i.test(status) || /^up_to_date$/i.test(status)) return 'current'
  return /outOfDate|out_of_date|expired|old/i.test(status) ? 'old' : undefined
}

/** Milliseconds since 1970, written as text. */
function epochMs(value: unknown): number | undefined {
  const ms = numberOf(value)
  return ms !== undefined && ms > 315_532_800_000 && ms < 8e15 ? ms : undefined
}

function minutesAgo(health: Fields, nowMs: number): number | undefined {
  const minutes = numberOf(valueOf(health, 'definitionsUpdatedMinutesAgo'))
  return minutes !== undefined && minutes >= 0 && minutes < 52_600_000
    ? nowMs - minutes * 60_000
    : undefined
}
