/** A Windows of Wine's, in a folder of its own; it ends with the test file. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '../../lib/system-clock.ts'
import { missing } from '../support/service.ts'

/** Whether a program is absent that these tests need; in CI that is a failure. */
export function wineMissing(): boolean {
  return (
    missing('wine', 'wine') ||
    missing('x86_64-w64-mingw32-gcc', 'gcc-mingw-w64-x86-64-win32') ||
    missing('unzip', 'unzip')
  )
}

export interface Finished {
  readonly code: number | null
  readonly output: string
}
type Environment = Readonly<Record<string, string>>

/** A program that runs; what it prints lies in a file, because Wine's pipes lose bytes at an end. */
export class WineProgram {
  readonly process: ChildProcess
  readonly #file: string
  readonly #ended: Promise<number | null>

  constructor(process: ChildProcess, file: string) {
    this.process = process
    this.#file = file
    this.#ended = once(process, 'exit').then(([code]) => code as number | null)
  }
  output(): string {
    return readFileSync(this.#file, 'utf8')
  }
  say(word: string): void {
    this.process.stdin?.write(`${word}\n`)
  }
  /** Until its output has so many matches; fails when it ends before. The test's time is the bound. */
  async said(pattern: RegExp, times = 1): Promise<void> {
    const all = new RegExp(pattern, 'g')
    while ((this.output().match(all)?.length ?? 0) < times) {
      if (this.process.exitCode !== null || this.process.signalCode !== null)
        throw new Error(`It ended without ${String(pattern)}:\n${this.output()}`)
      await systemClock.sleep(50)
    }
  }
  async finished(): Promise<Finished> {
    return { code: await this.#ended, output: this.output() }
  }
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    this.process.kill('SIGKILL')
    await this.#ended
  }
}

export class Wine {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-wine-'))
  readonly #prefix = path.join(this.#folder, 'prefix')
  readonly #running: WineProgram[] = []
  #files = 0

  /** Makes the prefix and sets it to Windows 10: Node asks for it. */
  async start(): Promise<void> {
    await this.run('wineboot', ['--init'])
    await this.run('winecfg', ['/v', 'win10'])
  }
  /** Where a path of drive C lies on this machine. */
  unixPath(windowsPath: string): string {
    const rest = windowsPath.replace(/^C:\\/, '').replaceAll('\\', '/')
    return path.join(this.#prefix, 'drive_c', rest)
  }
  begin(program: string, words: readonly string[] = [], environment: Environment = {}) {
    const file = path.join(this.#folder, `output-${this.#files++}`)
    const output = openSync(file, 'w')
    const child = spawn('wine', [program, ...words], {
      env: { ...process.env, ...this.#environment(), ...environment },
      stdio: ['pipe', output, output],
    })
    closeSync(output)
    // It may end before it has read everything.
    child.stdin?.on('error', () => undefined)
    const running = new WineProgram(child, file)
    this.#running.push(running)
    return running
  }
  /** Runs to the end. */
  async run(program: string, words: readonly string[] = [], environment: Environment = {}) {
    const running = this.begin(program, words, environment)
    running.process.stdin?.end()
    return running.finished()
  }
  async close(): Promise<void> {
    for (const running of this.#running.toReversed()) await running.kill()
    // The server of this prefix alone, and with it every program that is left there.
    if (existsSync(this.#prefix)) {
      spawnSync('wineserver', ['-k', '-w'], { env: { ...process.env, ...this.#environment() } })
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  #environment(): Environment {
    return {
      // Without a locale of UTF-8 Wine cannot find files with foreign letters.
      LC_ALL: 'C.UTF-8',
      WINEPREFIX: this.#prefix,
      WINEDEBUG: '-all',
      // No offers to download .NET and HTML, and no screen.
      WINEDLLOVERRIDES: 'mscoree,mshtml=',
      DISPLAY: '',
    }
  }
}
