/** A part of the program as a child process that this one starts, hears and stops. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../lib/system-clock.ts'

export interface ReadyMessage {
  readonly type: 'ready'
  /** Address of the console. */
  readonly url: string
  /** One-time link that sets the officer's password; null when there is one. */
  readonly loginLink: string | null
  /** Opens the nightly backups; made at the first start and never shown again. */
  readonly recoveryPhrase: string | null
}
interface TokenMessage {
  readonly type: 'localToken'
  readonly token: string
}
/** For whom a token is asked; places are names, made when they are not there yet. */
export interface TokenWish {
  readonly role?: string
  readonly site?: string
  readonly department?: string
}

/** Starts a bundle of dist/ with the given words; its output is this program's. */
export function startPart(
  bundle: string,
  words: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
  nodeFlags: readonly string[] = [],
  output: 'inherit' | 'ignore' = 'inherit',
): ChildProcess {
  return fork(fileURLToPath(new URL(bundle, import.meta.url)), [...words], {
    env: { ...process.env, MLINZI_HOME: home, ...environment },
    execArgv: [...process.execArgv, ...nodeFlags],
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
}

/** Runs a bundle with the given words to its end; gives its exit code. Quiet: only what goes wrong is shown. */
export async function runPart(
  bundle: string,
  words: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
  quiet = false,
): Promise<number | null> {
  const part = startPart(bundle, words, home, environment, [], quiet ? 'ignore' : 'inherit')
  return new Promise((resolve) => part.once('exit', resolve))
}

/** Waits for a message of the given type; rejects when the part ends before it. */
export async function messageFrom<Message extends { readonly type: string }>(
  part: ChildProcess,
  type: Message['type'],
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      part.off('message', hear)
      part.off('exit', end)
    }
    const hear = (message: unknown): void => {
      const { type: heard, text } = message as { type: string; text?: string }
      if (heard !== type && heard !== 'refused') return
      settle()
      if (heard === 'refused') reject(new Error(text))
      else resolve(message as Message)
    }
    const end = (code: number | null): void => {
      settle()
      reject(new Error(`The collector ended with ${code} before it was ready`))
    }
    part.on('message', hear)
    part.once('exit', end)
  })
}

/** An enrolment token from the collector that this program started. One question at a time. */
export async function askToken(collector: ChildProcess, wish: TokenWish): Promise<string> {
  const answer = messageFrom<TokenMessage>(collector, 'localToken')
  collector.send({ type: 'localToken', ...wish })
  return (await answer).token
}

/** Asks the part to stop and waits until it has; kills it after the given time. */
export async function stopPart(part: ChildProcess, withinMs = 12_000): Promise<void> {
  if (part.exitCode !== null || part.signalCode !== null) return
  const ended = once(part, 'exit')
  part.kill('SIGTERM')
  const cancel = systemClock.after(withinMs, () => part.kill('SIGKILL'))
  await ended
  cancel()
}
