/** docs/RULES-COVERED.md stands on the rules that ship. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { shippedRules } from '../../support/alert-scene.ts'

const page = readFileSync(path.resolve('docs/RULES-COVERED.md'), 'utf8')
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line))
const ids = new Set(shippedRules.map(({ id }) => id))
/** Words in code that are names of rules; keys of files have a dot or a space, or are named here. */
const named = (text: string): readonly string[] =>
  [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map((match) => match[1] ?? '')

test('each of the 61 default rules is there once, in order', () => {
  expect(rows.map((line) => Number(line.split('|')[1]))).toEqual(
    Array.from({ length: 61 }, (_, at) => at + 1),
  )
})

test('every rule that the page names ships, and all that ship are on', () => {
  const all = new Set(named(page))
  expect([...all].filter((id) => !ids.has(id))).toEqual([])
  const off = shippedRules.filter(({ enabled }) => !enabled).map(({ id }) => id)
  expect(off).toEqual([])
})

test('every number but the dead-man, which cannot be a rule, has one', () => {
  const without = rows.filter((line) => named(line.split('|')[3] ?? '').length === 0)
  expect(without.map((line) => line.split('|')[2]?.trim())).toEqual(['Dead-man'])
})

test('every file that docs/ALERTS-BUILT.md names is there', () => {
  const built = readFileSync(path.resolve('docs/ALERTS-BUILT.md'), 'utf8')
  const files = [
    ...built.matchAll(
      /`([\w-]+(?:\/[\w.-]+)*\/(?:[\w-]+\.(?:test\.|property\.test\.)?(?:tsx?|yaml))?)`/g,
    ),
  ]
  expect(files.length).toBeGreaterThan(60)
  expect(files.map((match) => match[1] ?? '').filter((file) => !existsSync(file))).toEqual([])
})
