/** The shipped program as a child process with a home of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'

export const program = path.resolve('dist/mlinzi.mjs')

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Writes the collector's settings and own rules into a home. */
export function settle(home: string, port: number, rules = '', more = ''): void {
  const folder = path.join(home, 'collector')
  mkdirSync(path.join(folder, 'rules'), { recursive: true })
  writeFileSync(path.join(folder, 'collector.yaml'), `listen:\n  port: ${port}\n${more}`)
  if (rules) writeFileSync(path.join(folder, 'rules', 'own.yaml'), rules)
}

export interface Running {
  readonly process: ChildProcess
  readonly output: () => string
  /** Resolves when the output matches; rejects when the program ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** `enter`: program and words before it, such as those that lead into another network. */
export function start(
  home: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  enter: readonly string[] = [],
): Running {
  const [first = process.execPath, ...rest] = [...enter, process.execPath, program, ...words]
  const child = spawn(first, rest, {
    env: { ...process.env, MLINZI_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return {
    process: child,
    output: () => output,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output)
          if (!match) return
          listeners.delete(look)
          resolve(match)
        }
        listeners.add(look)
        child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)))
        look()
      }),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}

/** Runs a command to its end; gives what it printed. Throws when it failed. */
export async function runCommand(
  home: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  enter: readonly string[] = [],
): Promise<string> {
  const running = start(home, words, environment, enter)
  const [code] = (await once(running.process, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${running.output()}`)
  return running.output().trim()
}
