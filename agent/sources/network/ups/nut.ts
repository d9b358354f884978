/**
 * UPSes of Network UPS Tools: the text protocol of upsd (networkupstools.org, "Network protocol
 * information"; RFC 9271). Only LIST is asked; nothing is ever set.
 */
import type { ups } from '../../../../contract/catalogue/families/ups.ts'
import type { FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { askLoopback } from './ask-loopback.ts'

type Fields = FieldsOf<typeof ups>
export interface LocalUps {
  readonly name: string
  readonly fields: Fields
}

export const nutPort = 3493
const upsesMax = 16

/** Rejects with NotPresent where upsd does not run. */
export async function readNut(
  port: number,
  limit: { readonly clock: Clock; readonly timeoutMs: number },
): Promise<readonly LocalUps[]> {
  const list = await ask(port, 'LIST UPS', limit)
  const names = list.flatMap((line) => /^UPS (\S{1,64}) /.exec(line)?.[1] ?? [])
  const found: LocalUps[] = []
  for (const name of names.slice(0, upsesMax)) {
    const lines = await ask(port, `LIST VAR ${name}`, limit)
    found.push({ name, fields: nutFields(variablesOf(lines)) })
  }
  return found
}

async function ask(
  port: number,
  question: string,
  limit: { readonly clock: Clock; readonly timeoutMs: number },
): Promise<readonly string[]> {
  const answer = await askLoopback(
    port,
    Buffer.from(`${question}\nLOGOUT\n`),
    (bytes) => /^(?:END LIST |ERR )[^\n]*\n/m.test(bytes.toString('utf8')),
    limit,
  )
  return answer.toString('utf8').split('\n')
}

/** `VAR server battery.charge "95"`; quotes and backslashes inside are escaped by a backslash. */
export function variablesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = /^VAR \S+ (\S+) "((?:[^"\\]|\\.)*)"/.exec(line) ?? []
    if (name !== undefined && value !== undefined) found.set(name, value.replace(/\\(.)/g, '$1'))
  }
  return found
}

/** ERR DATA-STALE and DRIVER-NOT-CONNECTED leave nothing: then all is unknown, and not fine. */
export function nutFields(variables: ReadonlyMap<string, string>): Fields {
  const flags = new Set((variables.get('ups.status') ?? '').split(' '))
  const has = (flag: string): boolean => flags.has(flag)
  const number = (name: string): number | null => {
    const text = variables.get(name) ?? ''
    return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null
  }
  const whole = (name: string): number | null => {
    const value = number(name)
    return value === null || value < 0 ? null : Math.round(value)
  }
  return {
    source: sourceOf(has),
    battery: has('LB') ? 'low' : variables.has('ups.status') ? 'ok' : 'unknown',
    charging: has('CHRG') ? 'charging' : has('DISCHRG') || has('OB') ? 'discharging' : 'unknown',
    replace_battery: variables.has('ups.status') ? has('RB') : null,
    test: testOf(variables.get('ups.test.result')),
    battery_charge_percent: within(number('battery.charge'), 100),
    battery_voltage: number('battery.voltage'),
    battery_temp: number('battery.temperature'),
    battery_date: variables.get('battery.date') ?? variables.get('battery.mfr.date') ?? null,
    time_left: whole('battery.runtime'),
    load_percent: within(number('ups.load'), 1000),
    input_voltage: number('input.voltage'),
    input_frequency: number('input.frequency'),
    output_voltage: number('output.voltage'),
    output_frequency: number('output.frequency'),
    output_amperes: number('output.current'),
    real_power: whole('ups.realpower'),
    nominal_voltage: number('input.voltage.nominal'),
    internal_temp: number('ups.temperature'),
  }
}

function sourceOf(has: (flag: string) => boolean): Fields['source'] {
  if (has('OFF')) return 'off'
  if (has('BYPASS')) return 'bypass'
  if (has('OB')) return 'battery'
  if (has('BOOST')) return 'boost'
  if (has('TRIM')) return 'trim'
  return has('OL') ? 'mains' : 'unknown'
}

/** Drivers word it freely: "Done and passed", "No test initiated", "In progress" … */
export function testOf(text: string | undefined): Fields['test'] {
  if (text === undefined || text === '') return 'unknown'
  if (/passed|OK\b/i.test(text)) return 'passed'
  if (/warning/i.test(text)) return 'warning'
  if (/error|failed|\b(?:NG|BT)\b|bad/i.test(text)) return 'failed'
  if (/abort/i.test(text)) return 'aborted'
  if (/progress|running/i.test(text)) return 'running'
  return /no test|\bNO\b|never/i.test(text) ? 'never' : 'unknown'
}

export function within(value: number | null, most: number): number | null {
  return value === null || value < 0 ? null : Math.min(value, most)
}
