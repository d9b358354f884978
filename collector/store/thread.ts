/** Calls between the main thread and a worker of the store: one message there, one answer back. */
import { Worker, type MessagePort, type Transferable } from 'node:worker_threads'
import type { Log } from '../../lib/log.ts'
import { fromMessage, StoreFailed, toMessage, type ErrorMessage } from './errors.ts'

/** A worker's own words for the log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: object
  readonly sentence: string
}
interface Question {
  readonly id: number
  readonly method: string
  readonly argument: unknown
}
/** `never` fits every method's result: both ends are ours and typed by the same Methods. */
type Answer =
  | { readonly id: number; readonly value: never }
  | { readonly id: number; readonly error: ErrorMessage }
  | { readonly log: LogLine }

/** What a method gives back, and what of it changes hands instead of being copied. */
export interface Reply<T> {
  readonly value: T
  readonly transfer?: readonly Transferable[]
}
/** Argument and result of each method of a worker. */
export type Methods = Record<string, readonly [argument: unknown, result: unknown]>
export type Handlers<M extends Methods> = {
  readonly [K in keyof M]: (argument: M[K][0]) => Reply<M[K][1]> | Promise<Reply<M[K][1]>>
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** A thread of the store makes little garbage; V8's own choice would keep 48 MB for it. */
const youngMegabytes = 12

/** The main thread's end. After the worker's death every call is refused with StoreFailed. */
export class Thread<M extends Methods> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #dead: Error | undefined
  readonly exited: Promise<void>

  constructor(url: URL, settings: object, log: Log) {
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes }
    this.#worker = new Worker(url, { workerData: settings, name: 'mlinzi-store', resourceLimits })
    this.#worker.on('message', (answer: Answer) => this.#answered(answer, log))
    const { promise, resolve } = Promise.withResolvers<void>()
    this.exited = promise
    this.#worker.on('error', (error) => {
      log.error({ error }, 'A thread of the series store ended by an error')
      this.#end(new StoreFailed('A thread of the series store ended', { cause: error }))
    })
    this.#worker.on('exit', () => {
      this.#end(new StoreFailed('The series store is closed'))
      resolve()
    })
  }
  call<K extends keyof M & string>(
    method: K,
    argument: M[K][0],
    transfer: readonly Transferable[] = [],
  ): Promise<M[K][1]> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead)
    const id = ++this.#lastId
    const question: Question = { id, method, argument }
    this.#worker.postMessage(question, transfer)
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }
  #answered(answer: Answer, log: Log): void {
    if ('log' in answer) return log[answer.log.level](answer.log.fields, answer.log.sentence)
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(fromMessage(answer.error))
    else waiting?.resolve(answer.value)
  }
  #end(error: Error): void {
    this.#dead ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#dead)
    this.#waiting.clear()
  }
  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** The worker's end: answers questions as they come; a handler may be asynchronous. */
export function serve<M extends Methods>(
  port: MessagePort,
  path: string,
  handlers: Handlers<M>,
): void {
  port.on('message', ({ id, method, argument }: Question) => {
    const handler = handlers[method]
    if (handler === undefined) return
    void answer(port, path, id, () => handler(argument))
  })
}

async function answer(
  port: MessagePort,
  path: string,
  id: number,
  work: () => Reply<unknown> | Promise<Reply<unknown>>,
): Promise<void> {
  try {
    const outcome = work()
    const { value, transfer } = outcome instanceof Promise ? await outcome : outcome
    port.postMessage({ id, value }, transfer ?? [])
  } catch (error) {
    port.postMessage({ id, error: toMessage(error, path) })
  }
}

export function logTo(port: MessagePort): (line: LogLine) => void {
  return (log) => port.postMessage({ log })
}
