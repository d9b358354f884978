import { Buffer } from 'node:buffer'
import { FrameError } from './frame-error.ts'
import { limits } from './limits.ts'
import type { SeriesDescriptor, SeriesField } from './series.ts'

/** A float keeps at most so many digits behind the point. */
const decimalsMax = 15
const stateCodeMax = 2 ** 31
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const controlCharacter = /[\u0000-\u001f\u007f]/

/** Throws FrameError (bad_series) with the reason when a descriptor is malformed or over a limit. */
export function checkSeries(descriptor: SeriesDescriptor): void {
  checkName('measurement', descriptor.measurement)
  checkCount('tags', descriptor.tags.length, 0, limits.tagsPerSeriesMax)
  let previous: string | undefined
  for (const [key, value] of descriptor.tags) {
    checkName('tag', key)
    checkText('tag value', value)
    if (previous !== undefined && key <= previous) throw bad(`Tag ${key} is twice or out of order.`)
    previous = key
  }
  checkCount('fields', descriptor.fields.length, 1, limits.fieldsPerSeriesMax)
  for (const field of descriptor.fields) checkField(field)
  if (new Set(descriptor.fields.map((field) => field.name)).size < descriptor.fields.length)
    throw bad(`A field of ${descriptor.measurement} is named twice.`)
}

function checkField(field: SeriesField): void {
  const { name, kind, decimals } = field
  checkName('field', name)
  const decimalsAllowed = kind === 'float' ? decimalsMax : 0
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > decimalsAllowed)
    throw bad(`Field ${name} has ${decimals} decimals.`)
  if (field.counter === true && kind !== 'float' && kind !== 'integer')
    throw bad(`Field ${name} cannot be a counter.`)
  if ((kind === 'state') !== (field.states !== undefined))
    throw bad(`Field ${name} has words without being a state, or none though it is one.`)
  if (field.states !== undefined) checkStates(name, field.states)
}

function checkStates(name: string, states: Readonly<Record<string, number>>): void {
  const entries = Object.entries(states)
  checkCount('words', entries.length, 1, limits.statesPerFieldMax)
  for (const [word, code] of entries) {
    checkName('state', word)
    if (!Number.isInteger(code) || Math.abs(code) > stateCodeMax)
      throw bad(`State ${word} of ${name} has the number ${code}.`)
  }
  if (new Set(Object.values(states)).size < entries.length)
    throw bad(`Two words of ${name} have the same number.`)
}

function checkCount(what: string, count: number, min: number, max: number): void {
  if (count < min || count > max) throw bad(`${count} ${what} where ${min} to ${max} are allowed.`)
}

function checkName(what: string, name: string): void {
  checkText(what, name)
  if (name === '' || controlCharacter.test(name))
    throw bad(`A ${what} name is empty or unprintable.`)
}

function checkText(what: string, text: string): void {
  if (!text.isWellFormed()) throw bad(`A ${what} is not well-formed text.`)
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.nameBytesMax) throw bad(`A ${what} of ${bytes} bytes.`)
}

function bad(text: string): FrameError {
  return new FrameError('bad_series', text)
}
