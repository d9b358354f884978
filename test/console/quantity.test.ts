import { expect, test } from 'vitest'
import { quantity } from '../../console/quantity.ts'

test.each([
  [93.14, 'percent', 'en', '93.1 %'],
  [100, 'percent', 'en', '100 %'],
  [0, 'bytes', 'en', '0 B'],
  [999, 'bytes', 'en', '999 B'],
  [238_500_000_000, 'bytes', 'en', '222 GB'],
  [238_500_000_000, 'bytes', 'sw', 'GB 222'],
  [3500, 'bytes_per_second', 'en', '3.42 KB/s'],
  [3500, 'bytes_per_second', 'sw', 'KB/s 3.42'],
  [1_250_000, 'count', 'sw', '1,250,000'],
  [0.5, 'none', 'en', '0.5'],
  [-4.25, 'celsius', 'en', '-4.25 °C'],
] as const)('%d %s in %s is "%s"', (value, unit, language, text) => {
  expect(quantity(value, unit, language)).toBe(text)
})
