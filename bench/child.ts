/** Child processes of a benchmark: started, heard, stopped by their own handle. */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { systemClock } from '../lib/system-clock.ts'

export type Words = Readonly<Record<string, string>>

/**
 * A Node program with a private channel. Its output is shown only with MLINZI_BENCH_VERBOSE.
 * `enter` is the program that starts it elsewhere, such as in another network.
 */
export function startNode(
  file: string,
  words: readonly string[],
  environment: Words,
  enter: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Child {
  const [program, ...before] = enter.length > 0 ? [...enter, process.execPath] : [process.execPath]
  return new Child(
    fork(file, [...words], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      execPath: program,
      execArgv: [...before, ...nodeFlags, ...profileWords(file)],
      stdio: ['ignore', ...output(), 'ipc'],
    }),
    file,
  )
}

export function startProgram(
  program: string,
  words: readonly string[],
  environment: Words = {},
): Child {
  const process = spawn(program, [...words], {
    env: { ...globalThis.process.env, ...environment },
    stdio: ['ignore', ...output()],
  })
  return new Child(process, program)
}

function output(): readonly ['ignore' | 'inherit', 'ignore' | 'inherit'] {
  return process.env['MLINZI_BENCH_VERBOSE'] ? ['inherit', 'inherit'] : ['ignore', 'inherit']
}

/** MLINZI_BENCH_PROFILE=folder writes a CPU profile of each bundle that a suite runs. */
function profileWords(file: string): string[] {
  const folder = process.env['MLINZI_BENCH_PROFILE']
  return folder && file.includes('/dist/') ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

export class Child {
  readonly process: ChildProcess
  readonly #name: string
  readonly #ended: Promise<unknown>

  constructor(process: ChildProcess, name: string) {
    this.process = process
    this.#name = name
    this.#ended = once(process, 'exit')
    this.#ended.catch(() => undefined)
  }
  get pid(): number {
    const { pid } = this.process
    if (pid === undefined) throw new Error(`${this.#name} did not start`)
    return pid
  }
  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }
  send(message: object): void {
    this.process.send?.(message)
  }
  onMessage(hear: (message: unknown) => void): void {
    this.process.on('message', hear)
  }
  /** The next message of this type; rejects when the process ends or the time is over. */
  async message<Message extends { readonly type: string }>(
    type: Message['type'],
    withinMs = 60_000,
  ): Promise<Message> {
    const over = new AbortController()
    const { promise, resolve, reject } = Promise.withResolvers<Message>()
    const hear = (message: unknown): void => {
      if (hasType(message, type)) resolve(message as Message)
    }
    const end = (): void => reject(new Error(`${this.#name} ended before its "${type}"`))
    this.process.on('message', hear).once('exit', end)
    try {
      const late = systemClock.sleep(withinMs, over.signal).then(() => {
        throw new Error(`${this.#name} gave no "${type}" within ${withinMs} ms`)
      })
      late.catch(() => undefined)
      return await Promise.race([promise, late])
    } finally {
      over.abort(new Error('No longer awaited'))
      this.process.off('message', hear).off('exit', end)
    }
  }
  async exit(): Promise<number | null> {
    await this.#ended
    return this.process.exitCode
  }
  /** Asks it to stop; kills it when it does not. */
  async stop(withinMs = 15_000): Promise<void> {
    if (!this.running) return
    this.process.kill('SIGTERM')
    const cancel = systemClock.after(withinMs, () => this.process.kill('SIGKILL'))
    await this.#ended
    cancel()
  }
}

function hasType(message: unknown, type: string): message is { readonly type: string } {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === type
  )
}
