/**
 * The UPS of apcupsd: its network information server (apcupsd manual, "NIS network server
 * protocol"). A message is its length in two bytes and its text; an answer ends with length 0.
 */
import type { FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { ups } from '../../../../contract/catalogue/families/ups.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { askLoopback } from './ask-loopback.ts'
import { testOf, within, type LocalUps } from './nut.ts'

type Fields = FieldsOf<typeof ups>

export const apcupsdPort = 3551

/** Bits of STATFLAG (apcupsd, include/defines.h). */
const flag = { trim: 2, boost: 4, online: 8, battery: 16, low: 64, replace: 128 }
const lost = 0x100

/** Rejects with NotPresent where apcupsd does not run. */
export async function readApcupsd(
  port: number,
  limit: { readonly clock: Clock; readonly timeoutMs: number },
): Promise<readonly LocalUps[]> {
  const question = Buffer.concat([Buffer.from([0, 6]), Buffer.from('status')])
  const answer = await askLoopback(port, question, (bytes) => linesOf(bytes) !== undefined, limit)
  const words = wordsOf(linesOf(answer) ?? [])
  return [{ name: words.get('UPSNAME') ?? 'apcupsd', fields: apcFields(words) }]
}

/** Undefined: the end has not come yet. */
function linesOf(bytes: Buffer): readonly string[] | undefined {
  const lines: string[] = []
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = bytes.readUInt16BE(at)
    if (length === 0) return lines
    lines.push(bytes.toString('latin1', at + 2, at + 2 + length))
    at += 2 + length
  }
  return undefined
}

/** `LINEV    : 230.0 Volts` */
export function wordsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Z0-9 ]{2,10}?)\s*: ?(.*?)\s*$/.exec(line.trimEnd()) ?? []
      return name === undefined || value === undefined ? [] : [[name, value] as const]
    }),
  )
}

export function apcFields(words: ReadonlyMap<string, string>): Fields {
  const number = (name: string): number | null => {
    const [text] = /^-?\d+(?:\.\d+)?/.exec(words.get(name) ?? '') ?? []
    return text === undefined ? null : Number(text)
  }
  const bits = Number.parseInt(words.get('STATFLAG') ?? '', 16)
  const known = Number.isFinite(bits) && (bits & lost) === 0
  const has = (bit: number): boolean => known && (bits & bit) !== 0
  const minutes = number('TIMELEFT')
  const onBattery = number('TONBATT')
  return {
    source: sourceOf(has),
    battery: has(flag.low) ? 'low' : known ? 'ok' : 'unknown',
    charging: has(flag.battery) ? 'discharging' : 'unknown',
    replace_battery: known ? has(flag.replace) : null,
    test: testOf(words.get('SELFTEST')),
    battery_charge_percent: within(number('BCHARGE'), 100),
    battery_voltage: number('BATTV'),
    battery_date: words.get('BATTDATE') ?? null,
    time_left: minutes === null || minutes < 0 ? null : Math.round(minutes * 60),
    on_battery: onBattery === null ? null : Math.max(0, Math.round(onBattery)),
    load_percent: within(number('LOADPCT'), 1000),
    input_voltage: number('LINEV'),
    input_frequency: number('LINEFREQ'),
    input_low: number('MINLINEV'),
    input_high: number('MAXLINEV'),
    output_voltage: number('OUTPUTV'),
    output_amperes: number('OUTCURNT'),
    nominal_voltage: number('NOMINV'),
    internal_temp: number('ITEMP'),
  }
}

function sourceOf(has: (bit: number) => boolean): Fields['source'] {
  if (has(flag.battery)) return 'battery'
  if (has(flag.boost)) return 'boost'
  if (has(flag.trim)) return 'trim'
  return has(flag.online) ? 'mains' : 'unknown'
}
