import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { allowed, programs } from '../../../agent/host/programs.ts'
import { programsPage } from '../../../scripts/generate/programs.ts'

test('docs/PROGRAMS.md names every program that the agent may start', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../docs/PROGRAMS.md'), 'utf8')
  expect(page).toBe(programsPage())
  for (const program of programs) expect(page).toContain(program.path)
})

test('programs are named by absolute path, and no shell is among them', () => {
  for (const { path: program } of programs) {
    expect(
      path.isAbsolute(program) || /^%(?:SystemRoot|ProgramFiles|ProgramData)%\\/.test(program),
    ).toBe(true)
    expect(path.basename(program)).not.toMatch(
      /^(?:ba|da|z|k|c|)sh$|^(?:env|sudo|python.*|perl|node)$/,
    )
  }
})

test('only the declared words are allowed', () => {
  const words = ['-q', '-t', 'memory']
  expect(allowed('/usr/sbin/dmidecode', words)).toBeDefined()
  expect(allowed('/usr/sbin/dmidecode', [])).toBeUndefined()
  expect(allowed('/usr/sbin/dmidecode', [...words, '-u'])).toBeUndefined()
  expect(allowed('dmidecode', words)).toBeUndefined()
  expect(allowed('/usr/sbin/dmidecode', words, ['LD_PRELOAD'])).toBeUndefined()
})
