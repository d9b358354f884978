/** `mlinzi up`: the collector and this computer's agent side by side, without a question asked. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { mallocEnvironment, nodeFlagsFor } from '../../agent/small-memory.ts'
import { askToken, messageFrom, runPart, startPart, stopPart, type ReadyMessage } from './child.ts'
import { homeFolder } from './home.ts'

/** Something that runs beside collector and agent until the signal is aborted. */
export type Beside = (collector: ChildProcess, signal: AbortSignal) => Promise<void>

export async function up(words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    console.error(`mlinzi up takes no words, and was given: ${words.join(' ')}`)
    return 2
  }
  return runOffice(homeFolder())
}

/** Runs until a signal comes or a part ends by itself; gives the exit code. */
export async function runOffice(home: string, beside?: Beside): Promise<number> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const parts: ChildProcess[] = []
  const stop = new AbortController()
  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  const keep = (part: ChildProcess): ChildProcess => {
    parts.push(part)
    part.once('exit', (code) => end(code ?? 1))
    return part
  }
  try {
    const collector = keep(startPart('collector.mjs', ['run'], home))
    const ready = await Promise.race([messageFrom<ReadyMessage>(collector, 'ready'), ended])
    if (typeof ready === 'number') return ready
    if (!existsSync(join(home, 'agent', 'identity.json'))) await enrolHere(collector, home)
    const flags = nodeFlagsFor(process.versions.node)
    keep(startPart('agent.cjs', ['run'], home, mallocEnvironment, flags))
    tell(ready)
    void beside?.(collector, stop.signal).catch((error: unknown) => {
      if (stop.signal.aborted) return
      console.error(error)
      end(1)
    })
    return await ended
  } finally {
    stop.abort()
    // The agent first, so that its goodbye still finds a collector.
    for (const part of parts.toReversed()) await stopPart(part)
  }
}

function tell({ url, loginLink, recoveryPhrase }: ReadyMessage): void {
  const login = loginLink ?? `${url}login   (forgotten? mlinzi user reset)`
  console.log(`\n  Console:  ${url}\n  Log in:   ${login}\n  Stop:     Ctrl-C\n`)
  if (recoveryPhrase) {
    console.log(
      `  Recovery phrase of the nightly backups, shown only now; write it down:\n  ${recoveryPhrase}\n`,
    )
  }
}

/** Gives this computer's agent a key, with a token that is good for one use. */
async function enrolHere(collector: ChildProcess, home: string): Promise<void> {
  const token = await askToken(collector, {})
  const code = await runPart('agent.cjs', ['enrol'], home, { MLINZI_TOKEN: token })
  if (code !== 0) throw new Error(`This computer's agent could not be enrolled (exit code ${code})`)
}
