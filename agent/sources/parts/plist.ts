/**
 * Apple's property lists as XML: dict, array, string, integer, real, boolean, date. Total: what is
 * not well-formed enough gives undefined; size, depth and number of values are limited.
 */
export type PlistValue =
  | string
  | number
  | boolean
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue }

const textLengthMax = 4 * 1024 * 1024
const depthMax = 64
const valuesMax = 200_000
const token = /<(\/?)([a-z]+)(?:\s[^<>]*)?>|<([a-z]+)\s*\/>|([^<]+)/gi
const scalars = new Set(['string', 'integer', 'real', 'date', 'data', 'key'])

/** Dates stay texts, ISO 8601 in UTC. */
export function parsePlist(text: string): PlistValue | undefined {
  if (text.length > textLengthMax || !text.includes('<plist')) return undefined
  const builder = new Builder()
  for (const [, slash, tag, empty, run] of text.matchAll(token)) {
    if (run !== undefined) builder.text(run)
    else if (empty !== undefined) builder.empty(empty.toLowerCase())
    else if (slash === '/') builder.close((tag ?? '').toLowerCase())
    else builder.open((tag ?? '').toLowerCase())
    if (builder.broken) return undefined
  }
  return builder.result()
}

/** The group's own entries; of anything else none. */
export function plistGroup(
  value: PlistValue | undefined,
): Readonly<Record<string, PlistValue | undefined>> {
  return typeof value === 'object' && !isList(value) ? value : {}
}

export function plistList(value: PlistValue | undefined): readonly PlistValue[] {
  return value !== undefined && isList(value) ? value : []
}

function isList(value: PlistValue): value is readonly PlistValue[] {
  return Array.isArray(value)
}

interface Level {
  readonly kind: 'dict' | 'array'
  readonly items: PlistValue[]
  readonly entries: Map<string, PlistValue>
  key: string | undefined
}

class Builder {
  broken = false
  readonly #levels: Level[] = []
  #root: PlistValue | undefined
  /** Inside a scalar: its text so far. */
  #text: string | undefined
  #values = 0

  text(run: string): void {
    if (this.#text !== undefined) this.#text += run
  }
  open(tag: string): void {
    if (scalars.has(tag)) this.#text = ''
    if (tag !== 'dict' && tag !== 'array') return
    if (this.#levels.length >= depthMax) this.broken = true
    else this.#levels.push({ kind: tag, items: [], entries: new Map(), key: undefined })
  }
  empty(tag: string): void {
    if (tag === 'true' || tag === 'false') this.#put(tag === 'true')
    else if (tag === 'string') this.#put('')
    else if (tag === 'array') this.#put([])
    else if (tag === 'dict') this.#put({})
  }
  close(tag: string): void {
    if (scalars.has(tag)) return this.#closeScalar(tag)
    if (tag === 'true' || tag === 'false') return this.#put(tag === 'true')
    if (tag !== 'dict' && tag !== 'array') return
    const level = this.#levels.pop()
    if (level?.kind !== tag) this.broken = true
    else this.#put(tag === 'array' ? level.items : Object.fromEntries(level.entries))
  }
  result(): PlistValue | undefined {
    return this.#levels.length === 0 ? this.#root : undefined
  }
  #closeScalar(tag: string): void {
    const text = this.#text ?? ''
    this.#text = undefined
    const top = this.#levels.at(-1)
    if (tag === 'key') {
      if (top) top.key = decoded(text)
      return
    }
    const number =
      tag === 'integer' || tag === 'real' ? Number(text.trim() || Number.NaN) : undefined
    if (number === undefined) this.#put(decoded(text))
    else if (Number.isFinite(number)) this.#put(number)
  }
  #put(value: PlistValue): void {
    if (++this.#values > valuesMax) this.broken = true
    const top = this.#levels.at(-1)
    if (!top) this.#root ??= value
    else if (top.kind === 'array') top.items.push(value)
    else if (top.key !== undefined) {
      top.entries.set(top.key, value)
      top.key = undefined
    }
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
      if (code === undefined) return entities[String(name).toLowerCase()] ?? whole
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}
