import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { build } from 'esbuild'
import { expect } from 'vitest'
import type { AgentTask } from './agent-process.ts'
import { readJournal } from './journal.ts'
import type { TestCollector } from './test-collector.ts'

/** The agent process as one file in the folder: it starts three times as fast. */
export async function bundleAgent(folder: string): Promise<string> {
  const outfile = path.join(folder, 'agent-process.mjs')
  await build({
    entryPoints: [path.join(import.meta.dirname, 'agent-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
  return outfile
}

export function startAgent(
  program: string,
  task: AgentTask,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
}

/**
 * Lets it run until any moment: a quarter of the times while it starts, else after some beats, so
 * that a busy machine does not turn all kills into kills before the first beat.
 */
export async function runAWhile(agent: ChildProcess): Promise<void> {
  if (Math.random() < 0.25) return pause(60 + Math.random() * 150)
  const beats = 1 + Math.floor(Math.random() * 20)
  await new Promise<void>((resolve) => {
    let seen = 0
    agent.stdout?.on('data', (bytes: Buffer) => {
      seen += bytes.length
      if (seen >= beats) resolve()
    })
    agent.once('exit', () => resolve())
  })
  await pause(Math.random() * 8)
}

export async function kill(agent: ChildProcess): Promise<void> {
  if (agent.exitCode !== null || agent.signalCode !== null)
    throw new Error('The agent ended by itself')
  const ended = new Promise((resolve) => agent.once('exit', resolve))
  agent.kill('SIGKILL')
  await ended
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Waits, within bounds, until it holds. */
export async function until(holds: () => boolean, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs
  while (!holds() && Date.now() < end) await pause(20)
}

/** Keys of the rows that came, each once; fails when one came twice or differs from the journal. */
export function arrivedKeys(collector: TestCollector, journal: string): ReadonlySet<number> {
  const { emitted } = readJournal(journal)
  const arrived = new Set<number>()
  for (const { row, values, descriptor } of collector.rows) {
    const key = Number(values['bytes'])
    const came = { key, timeMs: row.timeMs, usage: values['usage'], core: descriptor.tags[0]?.[1] }
    if (arrived.has(key)) expect.fail(`Reading ${key} is stored twice`)
    expect(came).toEqual(emitted.get(key))
    arrived.add(key)
  }
  return arrived
}

/** Spooled readings that did not arrive. */
export function missingKeys(collector: TestCollector, journal: string): readonly number[] {
  const arrived = arrivedKeys(collector, journal)
  return [...readJournal(journal).spooled].filter((key) => !arrived.has(key))
}
