import { expect, test } from 'vitest'
import { consoleEn } from '../../config/locales/console-en.ts'
import { consoleSw } from '../../config/locales/console-sw.ts'

/** Each text by its path; functions are called with plain values. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String(value(2, 3))]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => texts(one, `${path}.${key}`))
}

test('both languages say the same things, and say each of them', () => {
  const en = texts(consoleEn)
  const sw = texts(consoleSw)
  expect(sw.map(([path]) => path)).toEqual(en.map(([path]) => path))
  for (const [path, text] of [...en, ...sw]) expect(text.trim(), path).not.toBe('')
})

test('Swahili keeps to the register: nywila, not nenosiri; no hour without the Swahili clock', () => {
  for (const [path, text] of texts(consoleSw)) {
    expect(text, path).not.toMatch(/nenosiri|nywira|kingavirusi|hukuhuisha/i)
    expect(text, path).not.toMatch(/saa \d{1,2}:\d{2}/)
  }
})
