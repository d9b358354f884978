/** Why a well written line cannot be stored by us; told to its sender. */
import { Buffer } from 'node:buffer'
import type { LineLimits } from '../limits.ts'
import type { ParsedLine } from '../parse/line.ts'

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const controlCharacter = /[\u0000-\u001f\u007f]/

/** Names without control characters. */
const goodNames = new Set<string>()
const goodNamesMax = 10_000

/** Undefined: nothing stands against it. */
export function pointFault(
  { measurement, tags, fields }: ParsedLine,
  limits: LineLimits,
): string | undefined {
  if (tags.length > limits.tagsMax) return `too many tags: ${tags.length} > ${limits.tagsMax}`
  if (fields.size > limits.fieldsMax) {
    return `too many fields: ${fields.size} > ${limits.fieldsMax} in one point`
  }
  // The prefix is ours, and the whole name must fit.
  const fault = nameFault('measurement', measurement, limits.nameBytesMax - 16)
  if (fault !== undefined) return fault
  for (const [key, value] of tags) {
    const wrong =
      nameFault('tag', key, limits.nameBytesMax - 4) ??
      textFault(`value of tag "${key}"`, value, limits.nameBytesMax)
    if (wrong !== undefined) return wrong
  }
  return fieldFault(fields, limits)
}

function fieldFault(fields: ParsedLine['fields'], limits: LineLimits): string | undefined {
  for (const [name, { kind, value }] of fields) {
    const fault = nameFault('field', name, limits.nameBytesMax)
    if (fault !== undefined) return fault
    if (kind === 'text') {
      const long = textFault(`text of field "${name}"`, value, limits.textBytesMax)
      if (long !== undefined) return long
    }
    if (typeof value === 'bigint') {
      return `field "${name}": whole numbers beyond 2^53 cannot be kept exactly`
    }
  }
  return undefined
}

function nameFault(what: string, name: string, bytesMax: number): string | undefined {
  // Programs use few names: most were found good before.
  if (name.length * 3 <= bytesMax && goodNames.has(name)) return undefined
  if (controlCharacter.test(name)) return `unprintable character in the name of a ${what}`
  const fault = textFault(`name of a ${what}`, name, bytesMax)
  if (fault === undefined && goodNames.size < goodNamesMax) {
    // A piece of a text keeps the whole of it in memory: so a copy.
    goodNames.add(Buffer.from(name).toString())
  }
  return fault
}

function textFault(what: string, text: string, bytesMax: number): string | undefined {
  // UTF-8 has at most three bytes for a unit of UTF-16: most texts need not be counted.
  if (text.length * 3 <= bytesMax) return undefined
  const bytes = Buffer.byteLength(text)
  return bytes > bytesMax ? `${what} too long: ${bytes} bytes > ${bytesMax}` : undefined
}
