/** Times and numbers on the command line of the network. */
import { InvalidArgumentError, Option } from 'commander'

export function everyOption(flags: string): Option {
  return new Option(flags, 'such as 30s, 5m or 6h').argParser(secondsOf)
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }
function secondsOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? []
  const seconds = Number(count) * (units[unit] ?? Number.NaN)
  if (count === '' || !Number.isFinite(seconds))
    throw new InvalidArgumentError('Write a time as 30s, 5m or 6h.')
  return seconds
}

export function wholeOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}
