/** Events as the Windows query prints them; ids and named data decide, never the message. */
import { amountIn, isObject, objectsIn, textIn, type JsonObject } from '../json.ts'
import { instantOf } from '../instant.ts'

const eventsMax = 2000

export interface BackupEvent {
  readonly log: string
  readonly id: number
  readonly atMs: number
  readonly data: JsonObject
  /** Only Veeam's, which is English everywhere. */
  readonly message: string
}

/** Oldest first. */
export function decodeEvents(section: unknown): readonly BackupEvent[] {
  return objectsIn(section, eventsMax)
    .flatMap((one): BackupEvent[] => {
      const id = amountIn(one, 'id')
      const atMs = instantOf(textIn(one, 'at'))
      if (id === undefined || atMs === undefined) return []
      const data = isObject(one['data']) ? one['data'] : {}
      return [{ log: textIn(one, 'log') ?? '', id, atMs, data, message: textIn(one, 'msg') ?? '' }]
    })
    .sort((a, b) => a.atMs - b.atMs)
}

/** An HRESULT as a number below 2^32: signed, unsigned, decimal or 0x in a text. */
export function hresultIn(object: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  const number =
    typeof value === 'string' && /^(?:0x[0-9a-f]{1,8}|-?\d{1,10})$/i.test(value)
      ? Number(value)
      : value
  return typeof number === 'number' && Number.isInteger(number) && Math.abs(number) < 2 ** 32
    ? number >>> 0
    : undefined
}

export function hresultText(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`
}
