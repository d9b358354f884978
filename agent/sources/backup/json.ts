/** Narrowing of JSON from programs of other people: what does not fit is undefined, never thrown. */
export type JsonObject = Readonly<Record<string, unknown>>

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects in a list; an object alone is a list of one, as PowerShell 5.1 writes it. */
export function objectsIn(value: unknown, max: number): readonly JsonObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.slice(0, max).filter(isObject)
}

export function textIn(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : undefined
}

/** A whole number of at least 0, as a number or in digits. */
export function amountIn(object: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(Math.round(number)) && number >= 0
    ? Math.round(number)
    : undefined
}

export function textsIn(object: JsonObject, name: string, max: number): readonly string[] {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return Array.isArray(value)
    ? value.slice(0, max).filter((one): one is string => typeof one === 'string')
    : []
}
