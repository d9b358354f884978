/** The build in a copy of the sources: what becomes of dist when it fails. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')
const copy = mkdtempSync(path.join(tmpdir(), 'mlinzi-build-'))
const copied = [
  'agent',
  'collector',
  'config',
  'console',
  'contract',
  'dashboards',
  'lib',
  'scripts',
]
const dist = path.join(copy, 'dist')

function build(): number | null {
  const words = [path.join(copy, 'scripts', 'build.mjs'), '--quiet']
  return spawnSync(process.execPath, words, { cwd: copy, stdio: 'ignore' }).status
}
function filesInDist(): Readonly<Record<string, string>> {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]))
}

beforeAll(() => {
  for (const name of [...copied, 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('a build that fails leaves dist as it was; the next takes out what is no longer built', () => {
  expect(build()).toBe(0)
  writeFileSync(path.join(dist, 'left.cjs'), 'of an older version')
  const before = filesInDist()
  expect(Object.keys(before).length).toBeGreaterThan(8)
  const broken = path.join(copy, 'agent', 'run.ts')
  const good = readFileSync(broken)
  appendFileSync(broken, 'const (\n')
  expect(build()).not.toBe(0)
  expect(filesInDist()).toEqual(before)
  writeFileSync(broken, good)
  expect(build()).toBe(0)
  expect(Object.keys(filesInDist())).toEqual(
    Object.keys(before).filter((file) => !file.endsWith('left.cjs')),
  )
  expect(readdirSync(path.join(copy, '.cache'))).toEqual([])
}, 60_000)
