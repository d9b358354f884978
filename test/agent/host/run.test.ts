/** The way programs are run, on real ones. */
import { existsSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { NotPresent } from '../../../agent/host/host.ts'
import { runProgram } from '../../../agent/host/run.ts'
import { TimedOut } from '../../../lib/deadline.ts'
import { systemClock } from '../../../lib/system-clock.ts'

const run = (program: string, args: readonly string[], options = {}) =>
  runProgram(program, args, options, systemClock)

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  test('gives what a program printed and its exit code, in the C locale and without our environment', async () => {
    const { exitCode, stdout } = await run('/usr/bin/env', [])
    expect(exitCode).toBe(0)
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual([
      'LANG=C',
      'LC_ALL=C',
      'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
      'TZ=UTC',
    ])
  })

  test('no shell reads the words', async () => {
    const { stdout } = await run('/bin/echo', ['$HOME; echo two', '`id`'])
    expect(stdout).toBe('$HOME; echo two `id`\n')
  })

  test('a failure is a result; what it says is kept apart', async () => {
    const { exitCode, stdout, stderr } = await run('/bin/ls', ['/no/such/folder'])
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('No such file')
  })

  test('a program that is not installed is NotPresent', async () => {
    await expect(run('/usr/bin/no-such-program', [])).rejects.toThrow(NotPresent)
  })

  test('one that hangs is killed with all its children', async () => {
    const words = ['-c', 'echo $$ > /dev/stderr; sleep 987654 & sleep 987654']
    await expect(run('/bin/sh', words, { timeoutMs: 300 })).rejects.toThrow(TimedOut)
    await vi.waitFor(() => expect(sleepers()).toEqual([]), { timeout: 5000 })
  })

  test('one that never stops printing is killed', async () => {
    await expect(run('/usr/bin/yes', [], { outputBytesMax: 10_000 })).rejects.toThrow(
      'printed more',
    )
  })
})

/** Processes that still sleep with the test's own number. */
function sleepers(): readonly string[] {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs')
  return readdirSync('/proc').filter((id) => {
    const file = `/proc/${id}/cmdline`
    try {
      return (
        /^\d+$/.test(id) &&
        existsSync(file) &&
        readFileSync(file, 'utf8').startsWith('sleep\x00987654')
      )
    } catch {
      return false
    }
  })
}
