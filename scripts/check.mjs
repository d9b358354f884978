/**
 * `npm run check`: the one quick gate. Each step says how long it took; the first failure ends it.
 * `--no-tests` leaves the tests to whoever runs them all afterwards.
 */
import { spawnSync } from 'node:child_process'
import { root, toolEnvironment } from './pinned-node.mjs'

/** @type {readonly (readonly [name: string, program: string, words: readonly string[]])[]} */
const steps = [
  ['types', 'tsc', ['-p', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['format', 'oxfmt', ['--check', '.']],
  ['walls', 'node', ['scripts/walls.ts']],
  ['dead code', 'knip', ['--no-progress']],
  ['generated files', 'node', ['scripts/generate.ts', '--check']],
  [
    'unit tests',
    'vitest',
    [
      'run',
      '--reporter=dot',
      'test/lib',
      'test/contract',
      'test/config',
      'test/scripts',
      'test/agent/sources',
      'test/agent/scheduler',
      'test/collector/alert',
      'test/console',
      'test/dashboards/lint',
      'test/dashboards/build.test.ts',
    ],
  ],
]
const tests = !process.argv.includes('--no-tests')
for (const [name, program, args] of steps.filter(([name]) => tests || name !== 'unit tests')) {
  const started = performance.now()
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: toolEnvironment(),
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (status !== 0) process.exit(1)
}
