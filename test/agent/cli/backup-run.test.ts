/** The wrapper as a real process around real commands. */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeRun, type RunReport } from '../../../agent/sources/backup/run-report.ts'
import { eventually } from '../../support/door.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'

const entry = path.join(import.meta.dirname, '../../../agent/main.ts')
const wrapper = (words: readonly string[]): string[] => [entry, 'backup-run', ...words]

function run(home: string, ...words: readonly string[]) {
  return spawnSync(process.execPath, wrapper(words), {
    encoding: 'utf8',
    input: 'from outside',
    env: { ...process.env, MLINZI_HOME: home },
  })
}

function reports(home: string): readonly RunReport[] {
  const folder = path.join(home, 'backup-runs')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => decodeRun(readFileSync(path.join(folder, name), 'utf8')) ?? [])
}

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  test('the command has our input and output, and its exit code is ours', () => {
    const home = temporaryFolder()
    const { status, stdout, stderr } = run(
      home,
      '--name',
      'payroll',
      '--',
      '/bin/sh',
      '-c',
      'cat; echo " and back"; echo told >&2; exit 37',
    )
    expect({ status, stdout, stderr }).toEqual({
      status: 37,
      stdout: 'from outside and back\n',
      stderr: 'told\n',
    })
    expect(reports(home)).toMatchObject([
      {
        job: 'payroll',
        product: 'command',
        kind: 'data',
        copies: true,
        ended: {
          exitCode: 37,
          bytes: null,
          files: null,
        },
      },
    ])
  })

  test('tar is known by its name; its report can be read by an agent that is not root', () => {
    const home = temporaryFolder()
    const source = path.join(home, 'docs')
    mkdirSync(source)
    const { status } = run(
      home,
      '--',
      'tar',
      '-czf',
      path.join(home, 'docs.tgz'),
      '-C',
      home,
      'docs',
    )
    expect(status).toBe(0)
    expect(reports(home)).toMatchObject([{ job: 'tar', product: 'tar', ended: { exitCode: 0 } }])
    const [name = ''] = readdirSync(path.join(home, 'backup-runs'))
    expect(statSync(path.join(home, 'backup-runs', name)).mode & 0o777).toBe(0o644)
  })

  test('a command that does not exist is 127, one that may not be run 126', () => {
    const home = temporaryFolder()
    const missing = run(home, '--name', 'x', '--', '/no/such/program')
    expect(missing.status).toBe(127)
    expect(missing.stderr).toContain('cannot be started: ENOENT')
    expect(run(home, '--name', 'x', '--', '/etc/passwd').status).toBe(126)
    expect(
      reports(home)
        .map(({ ended }) => ended?.exitCode)
        .toSorted((a, b) => Number(a) - Number(b)),
    ).toEqual([126, 127])
  })

  test('a signal to the wrapper reaches the command, and ends both in the same way', async () => {
    const home = temporaryFolder()
    const script = 'trap "echo caught; exit 5" TERM; echo ready; while :; do sleep 0.05; done'
    const child = start(home, ['--name', 'x', '--', '/bin/sh', '-c', script])
    await child.says('ready')
    child.process.kill('SIGTERM')
    expect(await child.ended).toEqual({ code: 5, signal: null })
    expect(child.output()).toContain('caught')
    const dying = start(home, ['--name', 'y', '--', '/bin/sh', '-c', 'echo ready; kill -KILL $$'])
    expect(await dying.ended).toEqual({ code: null, signal: 'SIGKILL' })
    const ended = reports(home).map(({ job, ended: end }) => [job, end?.exitCode])
    expect(ended.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['x', 5],
      ['y', 137],
    ])
  })

  test('a signal that comes while the command is still being started reaches it', async () => {
    const home = temporaryFolder()
    const script = 'trap "exit 5" TERM; kill -TERM $PPID; while :; do sleep 0.05; done'
    const child = start(
      home,
      ['--name', 'x', '--', '/bin/sh', '-c', script],
      ['--import', slowSpawn],
    )
    expect(await child.ended).toEqual({ code: 5, signal: null })
    expect(reports(home)).toMatchObject([{ job: 'x', ended: { exitCode: 5 } }])
  })

  test('the start is reported before the end: a wrapper that is killed leaves an open run', async () => {
    const home = temporaryFolder()
    const child = start(home, ['--name', 'x', '--', '/bin/sh', '-c', 'echo $$; exec sleep 60'])
    await child.says('\n')
    expect(reports(home)).toMatchObject([{ job: 'x', processId: child.process.pid }])
    child.process.kill('SIGKILL')
    process.kill(Number(child.output().trim()), 'SIGKILL')
    await child.ended
    expect(reports(home)[0]?.ended).toBeUndefined()
  })

  test('a reader that goes away is for the command what it is without us', () => {
    const home = temporaryFolder()
    const line = `'${process.execPath}' '${entry}' backup-run --name x -- /bin/sh -c 'yes | head -n 100000' | head -n 1`
    const { stdout } = spawnSync('/bin/bash', ['-c', line], {
      encoding: 'utf8',
      env: { ...process.env, MLINZI_HOME: home },
    })
    expect(stdout).toBe('y\n')
    expect(reports(home)[0]?.ended).toBeDefined()
  })

  test('a backup is made though it cannot be reported, and that is said', () => {
    const blocked = run('/proc/none', '--name', 'x', '--', '/bin/echo', 'made')
    expect(blocked).toMatchObject({ status: 0, stdout: 'made\n' })
    expect(blocked.stderr).toContain('this run cannot be reported')
    expect(blocked.stderr).toContain('/proc/none/backup-runs')
  })

  test.skipIf(process.getuid?.() !== 0)(
    'another user may report where the officer lets them',
    async () => {
      const home = temporaryFolder()
      const as = (uid: number) =>
        spawnSync(process.execPath, wrapper(['--name', 'x', '--', '/usr/bin/id', '-u']), {
          ...({
            encoding: 'utf8',
            uid,
            gid: uid,
            env: { ...process.env, MLINZI_HOME: home },
          } as const),
        })
      chmodSync(home, 0o755)
      const refused = as(65_534)
      expect(refused).toMatchObject({ status: 0, stdout: '65534\n' })
      expect(refused.stderr).toContain('The administrator has to allow nobody to write into')
      expect(reports(home)).toEqual([])
      mkdirSync(path.join(home, 'backup-runs'))
      chmodSync(path.join(home, 'backup-runs'), 0o1733)
      expect(as(65_534)).toMatchObject({ status: 0, stderr: '' })
      expect(reports(home)).toMatchObject([{ job: 'x', ended: { exitCode: 0 } }])
    },
  )

  test('what it is called wrongly is told', () => {
    const home = temporaryFolder()
    expect(run(home, '--name', 'x')).toMatchObject({ status: 2 })
    const named = run(home, '--name', '../x', '--', 'true')
    expect(named.status).toBe(2)
    expect(named.stderr).toContain('is no name for a job')
    expect(run(home, '--kind', 'none', '--', 'true').status).toBe(2)
  })
})

/** A machine so busy that the command is well on its way before the wrapper hears of its start. */
const slowSpawn = `data:text/javascript,${encodeURIComponent(`
import processes from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
const spawn = processes.spawn
processes.spawn = (...words) => {
  const child = spawn(...words)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  return child
}
syncBuiltinESMExports()
`)}`

function start(home: string, words: readonly string[], options: readonly string[] = []) {
  const child = spawn(process.execPath, [...options, ...wrapper(words)], {
    ...({
      env: { ...process.env, MLINZI_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    } as const),
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const { promise, resolve } = Promise.withResolvers<object>()
  child.once('close', (code, signal) => resolve({ code, signal }))
  return {
    process: child,
    ended: promise,
    output: () => text,
    says: (word: string) => eventually(word, () => text.includes(word)),
  }
}
