import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Clock } from '../../lib/clock.ts'
import { TimedOut } from '../../lib/deadline.ts'
import { NotPresent, type RunOptions, type RunResult } from './host.ts'

const timeoutDefaultMs = 20_000
const outputBytesDefault = 1024 * 1024

/** The machine's language must not change what a program prints, nor our PATH which one runs. */
const environment = {
  LC_ALL: 'C',
  LANG: 'C',
  TZ: 'UTC',
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
}

/**
 * Runs a program without a shell. Rejects with NotPresent when it is not installed, TimedOut when
 * it takes too long; then, and when it prints too much, its whole process group is killed.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  options: RunOptions,
  clock: Clock,
): Promise<RunResult> {
  if (!existsSync(path)) return Promise.reject(new NotPresent(`${path} is not installed`))
  const timeoutMs = options.timeoutMs ?? timeoutDefaultMs
  const child = spawn(path, args, {
    env: { ...environment, ...options.environment },
    cwd: '/',
    // A group of its own on Unix, so that its children can be ended with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child, options.outputBytesMax ?? outputBytesDefault)
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      cancel()
      killGroup(child)
      reject(error)
    }
    const cancel = clock.after(timeoutMs, () =>
      fail(new TimedOut(`${path} did not end within ${timeoutMs} ms`)),
    )
    output.onTooMuch = () => fail(new Error(`${path} printed more than is allowed`))
    child.once('error', fail)
    child.once('close', (exitCode) => {
      cancel()
      // -1: ended by a signal.
      resolve({ exitCode: exitCode ?? -1, stdout: output.text(0), stderr: output.text(1) })
    })
  })
}

interface Output {
  onTooMuch: () => void
  text(stream: 0 | 1): string
}

function collect(child: ChildProcess, bytesMax: number): Output {
  const chunks: [Buffer[], Buffer[]] = [[], []]
  let bytes = 0
  const output: Output = {
    onTooMuch: () => undefined,
    text: (stream) => Buffer.concat(chunks[stream]).toString('utf8'),
  }
  const take =
    (stream: 0 | 1) =>
    (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > bytesMax) output.onTooMuch()
      else chunks[stream].push(chunk)
    }
  child.stdout?.on('data', take(0))
  child.stderr?.on('data', take(1))
  return output
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended between the decision and the signal.
  }
}
