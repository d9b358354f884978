/** A value with its unit, as the office writes it: "93.1 %", "221.9 GB", in Swahili "GB 221.9". */
import type { Unit } from '../contract/catalogue/grammar.ts'

const sizes = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
const plainUnits: Readonly<Partial<Record<Unit, string>>> = {
  percent: '%',
  milliseconds: 'ms',
  celsius: '°C',
  rpm: 'rpm',
  hertz: 'Hz',
  volts: 'V',
  watts: 'W',
  amperes: 'A',
  per_second: '/s',
}

/** `seconds`, `days` and `epoch_seconds` are the caller's: they need words. */
export function quantity(value: number, unit: Unit, language: string): string {
  if (unit === 'bytes' || unit === 'bytes_per_second') {
    const [amount, size] = sized(value)
    const name = unit === 'bytes' ? size : `${size}/s`
    return language === 'sw' ? `${name} ${amount}` : `${amount} ${name}`
  }
  if (unit === 'bits_per_second') return bitRate(value)
  const name = plainUnits[unit]
  return name === undefined ? number(value) : `${number(value)} ${name}`
}

const rates = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']

/** A speed as networks are sold and measured: "94.2 Mbit/s", steps of 1,000. */
export function bitRate(bits: number): string {
  let rate = 0
  let amount = bits
  while (Math.abs(amount) >= 1000 && rate < rates.length - 1) {
    amount /= 1000
    rate++
  }
  return `${number(amount)} ${rates[rate] ?? ''}`
}

/** As file managers count: a KB is 1,024 bytes. */
function sized(bytes: number): [string, string] {
  let size = 0
  let amount = bytes
  while (Math.abs(amount) >= 1000 && size < sizes.length - 1) {
    amount /= 1024
    size++
  }
  return [number(amount), sizes[size] ?? 'B']
}

/** Thousands with a comma, at most three significant digits after the point matter. */
function number(value: number): string {
  const digits =
    Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  const [whole = '0', fraction = ''] = value.toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const kept = fraction.replace(/0+$/, '')
  return kept === '' ? grouped : `${grouped}.${kept}`
}
