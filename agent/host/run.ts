import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Clock } from '../../lib/clock.ts'
import { TimedOut } from '../../lib/deadline.ts'
import { NotPresent, type RunOptions, type RunResult } from './host.ts'
import { taskkill } from './programs/windows.ts'
import { fillIn, windowsEnvironment } from './windows/places.ts'

const timeoutDefaultMs = 20_000
const outputBytesDefault = 1024 * 1024

/** The machine's language must not change what a program prints, nor our PATH which one runs. */
const environment = {
  LC_ALL: 'C',
  LANG: 'C',
  TZ: 'UTC',
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
}

/** It was ended because it took too long; `stdout` is what it had printed by then. */
export class HungProgram extends TimedOut {
  readonly stdout: string
  constructor(message: string, stdout: string) {
    super(message)
    this.stdout = stdout
  }
}

/** It was ended because it printed too much; `stdout` is what was allowed. */
export class TooMuchOutput extends Error {
  override name = 'TooMuchOutput'
  readonly stdout: string
  constructor(message: string, stdout: string) {
    super(message)
    this.stdout = stdout
  }
}

/**
 * Runs a program without a shell. Rejects with NotPresent when it is not installed, HungProgram
 * when it takes too long and TooMuchOutput; then it is killed with all its children. The signal
 * ends it in the same way.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  options: RunOptions,
  clock: Clock,
  signal?: AbortSignal,
): Promise<RunResult> {
  if (signal?.aborted) return Promise.reject(new Error('The agent stops'))
  if (!existsSync(path)) return Promise.reject(new NotPresent(`${path} is not installed`))
  const timeoutMs = options.timeoutMs ?? timeoutDefaultMs
  return new Promise((resolve, reject) => {
    const child = start(path, args, options)
    const output = collect(child, options.outputBytesMax ?? outputBytesDefault)
    const cancel = clock.after(timeoutMs, () =>
      fail(new HungProgram(`${path} did not end within ${timeoutMs} ms`, output.text(0))),
    )
    const stop = (): void => fail(new Error('The agent stops', { cause: signal?.reason }))
    const settle = (): void => {
      cancel()
      signal?.removeEventListener('abort', stop)
    }
    const fail = (error: Error): void => {
      settle()
      killTree(child)
      reject(error)
    }
    output.onTooMuch = () =>
      fail(new TooMuchOutput(`${path} printed more than is allowed`, output.text(0)))
    child.once('error', fail)
    child.once('close', (exitCode) => {
      settle()
      // -1: ended by a signal.
      resolve({ exitCode: exitCode ?? -1, stdout: output.text(0), stderr: output.text(1) })
    })
    signal?.addEventListener('abort', stop, { once: true })
  })
}

function start(path: string, args: readonly string[], options: RunOptions): ChildProcess {
  const windows = process.platform === 'win32'
  return spawn(path, args, {
    env: { ...(windows ? windowsEnvironment() : environment), ...options.environment },
    cwd: windows ? fillIn('%SystemRoot%') : '/',
    // A group of its own on Unix, so that its children can be ended with it.
    detached: !windows,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
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
    text: (stream) => textOf(Buffer.concat(chunks[stream])),
  }
  const take =
    (stream: 0 | 1) =>
    (chunk: Buffer): void => {
      const room = Math.max(0, bytesMax - bytes)
      bytes += chunk.length
      if (room > 0) chunks[stream].push(chunk.subarray(0, room))
      if (bytes > bytesMax) output.onTooMuch()
    }
  child.stdout?.on('data', take(0))
  child.stderr?.on('data', take(1))
  return output
}

/** Programs of Windows may write UTF-16, or a byte order mark before UTF-8. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0) return bytes.toString('utf16le')
  return bytes.toString('utf8', bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0)
}
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Its output is no longer read: a grandchild that lives on must not hold the pipe open. */
function killTree(child: ChildProcess): void {
  child.stdout?.destroy()
  child.stderr?.destroy()
  if (child.pid === undefined) return
  if (process.platform === 'win32') killOnWindows(child)
  else killGroup(child.pid)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended between the decision and the signal.
  }
}

/** The children are found through their parent, so taskkill has to come first. */
function killOnWindows(child: ChildProcess): void {
  const killer = spawn(fillIn(taskkill), ['/T', '/F', '/PID', String(child.pid)], {
    env: windowsEnvironment(),
    windowsHide: true,
    stdio: 'ignore',
  })
  killer.once('error', () => child.kill('SIGKILL'))
  killer.once('close', () => child.kill('SIGKILL'))
}
