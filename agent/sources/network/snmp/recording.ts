/**
 * All that a device shows, in the format of snmpsim (`oid|tag|value`, hexadecimal with an x behind the
 * tag), from which tests and colleagues can serve it again. Who and where it is stays out.
 */
import type { Asker, Bound } from './session.ts'
import { SnmpFault } from './fault.ts'
import { isAfter, nextOf } from './walk.ts'

const roots = ['1.0.8802', '1.3.6.1', '1.3.111']
/** Names, places and people: sysContact, sysName, sysLocation. */
const personal = ['1.3.6.1.2.1.1.4', '1.3.6.1.2.1.1.5', '1.3.6.1.2.1.1.6']
/** Users, communities and rights of SNMP itself; what programs were started with; logged-in users. */
const leftOut = [
  '1.3.6.1.6.3.12',
  '1.3.6.1.6.3.13',
  '1.3.6.1.6.3.15.1.2',
  '1.3.6.1.6.3.16',
  '1.3.6.1.6.3.18',
  '1.3.6.1.2.1.25.4.2.1.5',
  '1.3.6.1.4.1.77.1.2.25',
]
const valuesMax = 200_000
const rowsAtOnce = 20

export interface RecordOptions {
  /** Tells so after each answer. */
  readonly progress?: ((values: number) => void) | undefined
  /** Names and places stay in. */
  readonly whole?: boolean | undefined
  readonly signal: AbortSignal
}

/**
 * Lines of a recording.
 * @throws SnmpFault when the device falls silent, or its table comes back to its beginning.
 */
export async function* recordDevice(
  asker: Asker,
  { progress, whole, signal }: RecordOptions,
): AsyncGenerator<string> {
  let values = 0
  for (const root of roots) {
    let at = root
    while (at !== '') {
      signal.throwIfAborted()
      const answer = await rowsFrom(asker, at)
      let last = ''
      for (const bound of answer) {
        if (!bound.oid.startsWith(`${root}.`) || bound.type === endOfView) break
        if (!isAfter(bound.oid, last || at)) {
          throw new SnmpFault('table_loops', `After ${last || at} comes ${bound.oid}`)
        }
        if (++values > valuesMax) throw new SnmpFault('table_too_long', `Over ${valuesMax} values`)
        last = bound.oid
        const line = lineOf(bound, whole ?? false)
        if (line !== undefined) yield line
      }
      progress?.(values)
      const over = last === '' || last !== answer.at(-1)?.oid
      at = over ? '' : last
    }
  }
}

const endOfView = 130

async function rowsFrom(asker: Asker, oid: string): Promise<readonly Bound[]> {
  return asker.bulk ? asker.rows([oid], rowsAtOnce) : nextOf(asker, [oid])
}

function lineOf({ oid, type, value }: Bound, whole: boolean): string | undefined {
  if (leftOut.some((root) => oid.startsWith(`${root}.`))) return undefined
  if (!whole && personal.some((root) => oid.startsWith(`${root}.`))) return `${oid}|4|<private>`
  if (!(value instanceof Uint8Array)) return `${oid}|${type}|${value ?? ''}`
  const isPlain = value.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x7c)
  const text = Buffer.from(value)
  return isPlain ? `${oid}|${type}|${text.toString()}` : `${oid}|${type}x|${text.toString('hex')}`
}
