/** A part of the program as a child process that this one starts, hears and stops. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ReadyMessage {
  readonly type: 'ready'
  /** Address of the console. */
  readonly url: string
  /** One-time link that sets or replaces the officer's password. */
  readonly loginLink: string
}

/** Starts a bundle of dist/ with the given words; its output is this program's. */
export function startPart(
  bundle: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return fork(fileURLToPath(new URL(bundle, import.meta.url)), [...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** Waits for a message of the given type; rejects when the part ends before it. */
export async function messageFrom<Message extends { readonly type: string }>(
  part: ChildProcess,
  type: Message['type'],
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown): void => {
      if ((message as Message).type !== type) return
      part.off('message', hear)
      part.off('exit', end)
      resolve(message as Message)
    }
    const end = (code: number | null): void =>
      reject(new Error(`The ${type} message did not come: the process ended with ${code}`))
    part.on('message', hear)
    part.once('exit', end)
  })
}

/** Asks the part to stop and waits until it has; kills it after the given time. */
export async function stopPart(part: ChildProcess, withinMs = 10_000): Promise<void> {
  if (part.exitCode !== null || part.signalCode !== null) return
  const ended = once(part, 'exit')
  part.kill('SIGTERM')
  const timer = setTimeout(() => part.kill('SIGKILL'), withinMs)
  await ended
  clearTimeout(timer)
}
