import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let tree: string
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'walls-'))
  cpSync('scripts', join(tree, 'scripts'), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'))
  writeFileSync(join(tree, 'package.json'), '{"type":"module"}')
})
afterEach(() => rmSync(tree, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
}

function check(): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/walls.ts'], {
    cwd: tree,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

const value = 'export const value = 1\n'
const uses = (path: string): string =>
  `import { value } from '${path}'\nexport const used = value\n`

const breaches: readonly [name: string, files: Readonly<Record<string, string>>, rule: string][] = [
  [
    'lib imports ours',
    { 'lib/a.ts': uses('../contract/b.ts'), 'contract/b.ts': value },
    'wall of ^lib/',
  ],
  [
    'the contract imports the agent',
    { 'contract/a.ts': uses('../agent/b.ts'), 'agent/b.ts': value },
    'wall of ^contract/',
  ],
  [
    'the agent meets the collector',
    { 'agent/a.ts': uses('../collector/b.ts'), 'collector/b.ts': value },
    'wall of ^agent/',
  ],
  [
    'the collector meets the agent',
    { 'collector/a.ts': uses('../agent/b.ts'), 'agent/b.ts': value },
    'wall of ^collector/',
  ],
  [
    'a stage imports a stage',
    { 'collector/ingest/a.ts': uses('../store/b.ts'), 'collector/store/b.ts': value },
    'wall of ^collector/ingest/',
  ],
  [
    'the console imports a stage',
    { 'console/a.ts': uses('../collector/api/b.ts'), 'collector/api/b.ts': value },
    'wall of ^console/',
  ],
  [
    'a source imports a source',
    { 'agent/sources/cpu.ts': uses('./mem.ts'), 'agent/sources/mem.ts': value },
    'sources do not import each other',
  ],
  [
    'a source opens a file itself',
    { 'agent/sources/cpu.ts': "import fs from 'node:fs'\nexport const used = fs\n" },
    'door',
  ],
  [
    'a source opens a socket itself',
    { 'agent/sources/cpu.ts': "import net from 'node:net'\nexport const used = net\n" },
    'door',
  ],
  [
    'two files import each other',
    {
      'lib/a.ts': "import { b } from './b.ts'\nexport const a = (): unknown => b\n",
      'lib/b.ts': "import { a } from './a.ts'\nexport const b = a\n",
    },
    'no cycle',
  ],
  [
    'a file stands alone',
    { 'lib/a.ts': value, 'lib/c.ts': uses('./b.ts'), 'lib/b.ts': value },
    'no orphan: lib/a.ts',
  ],
  [
    'a type is taken over a wall',
    {
      'lib/a.ts': "import type { T } from '../contract/b.ts'\nexport type U = T\n",
      'contract/b.ts': 'export type T = 1\n',
    },
    'wall of ^lib/',
  ],
]

test.each(breaches)('the check stops the build when %s', (_name, files, rule) => {
  write(files)
  const { status, output } = check()
  expect(output).toContain(rule)
  expect(status).toBe(1)
})

test('a tree that keeps the walls passes', () => {
  write({ 'contract/a.ts': uses('../lib/b.ts'), 'lib/b.ts': value })
  expect(check()).toMatchObject({ status: 0 })
})

test('a check that reads no file fails instead of passing', () => {
  write({ 'lib/empty.md': '' })
  expect(check().status).not.toBe(0)
})

test('this very tree keeps the walls', () => {
  execFileSync(process.execPath, ['scripts/walls.ts'], { stdio: 'pipe' })
})
