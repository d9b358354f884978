/** `mlinzi up`: the collector and this computer's agent side by side, without a question asked. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { messageFrom, startPart, stopPart, type ReadyMessage } from './child.ts'
import { homeFolder } from './home.ts'

interface TokenMessage {
  readonly type: 'localToken'
  readonly token: string
}

/** Runs until a signal comes or a part ends by itself; gives the exit code. */
export async function up(words: readonly string[], home = homeFolder()): Promise<number> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const parts: ChildProcess[] = []
  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  try {
    const collector = keep(startPart('collector.mjs', ['run', ...words], { MLINZI_HOME: home }))
    const ready = await Promise.race([messageFrom<ReadyMessage>(collector, 'ready'), ended])
    if (typeof ready === 'number') return ready
    if (!existsSync(join(home, 'agent', 'identity.json'))) await enrolHere(collector, home)
    keep(startPart('agent.cjs', ['run'], { MLINZI_HOME: home }))
    console.log(`\n  Console:  ${ready.url}\n  Log in:   ${ready.loginLink}\n  Stop:     Ctrl-C\n`)
    return await ended
  } finally {
    // The agent first, so that its goodbye still finds a collector.
    for (const part of parts.toReversed()) await stopPart(part)
  }

  function keep(part: ChildProcess): ChildProcess {
    parts.push(part)
    part.once('exit', (code) => end(code ?? 1))
    return part
  }
}

/** Gives this computer's agent a key, with a token that is good for one use. */
async function enrolHere(collector: ChildProcess, home: string): Promise<void> {
  const token = messageFrom<TokenMessage>(collector, 'localToken')
  collector.send({ type: 'localToken' })
  const enrolment = startPart('agent.cjs', ['enrol'], {
    MLINZI_HOME: home,
    MLINZI_TOKEN: (await token).token,
  })
  const code = await new Promise<number | null>((resolve) => enrolment.once('exit', resolve))
  if (code !== 0) throw new Error(`This computer's agent could not be enrolled (exit code ${code})`)
}
