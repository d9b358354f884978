/**
 * Words from the Windows service host (agent/windows-service), one a line on standard input: what
 * the system is about to do. Each is answered with `heard <word>` when the agent has done its part,
 * so that the host knows when the machine may go to sleep.
 */
import type { Readable, Writable } from 'node:stream'
import type { GoodbyeReason } from './goodbye.ts'

/** What can say goodbye and come back. */
export interface Sleeper {
  pause(reason: GoodbyeReason): Promise<void>
  resume(): void
}
export interface ServiceHost {
  /** Resolves when the host asks for the end, or is gone itself. */
  readonly ends: Promise<GoodbyeReason>
  /** From now on this one hears of sleep; before, there is nobody to say goodbye to. */
  obey(agent: Sleeper): void
  /** Lets go of the input, which would keep the process alive. */
  close(): void
}

const endings: ReadonlyMap<string, GoodbyeReason> = new Map([
  ['stop', 'stop'],
  ['shutdown', 'shutdown'],
  ['update', 'update'],
])
/** `off`: with Fast Startup a computer that is switched off only hibernates, and says no more. */
const pauses: ReadonlyMap<string, GoodbyeReason> = new Map([
  ['suspend', 'sleep'],
  ['off', 'shutdown'],
])
/** Longer than any word; what is longer is not from our host, and is passed over. */
const lineCharsMax = 64

/** Hears the host on the input and answers on the output. */
export function hearServiceHost(input: Readable, output: Writable): ServiceHost {
  const end = Promise.withResolvers<GoodbyeReason>()
  let agent: Sleeper | undefined
  async function follow(word: string): Promise<void> {
    const ending = endings.get(word)
    const pause = pauses.get(word)
    if (ending) end.resolve(ending)
    else if (pause) await agent?.pause(pause)
    else if (word === 'resume') agent?.resume()
    else return
    if (output.writable) output.write(`heard ${word}\n`)
  }
  // The host is gone; that its pipe is broken is no other news than its end.
  output.on('error', () => end.resolve('stop'))
  input.on('error', () => end.resolve('stop'))
  input.on('end', () => end.resolve('stop'))
  readLines(input, (word) => void follow(word))
  return { ends: end.promise, obey: (one) => (agent = one), close: () => input.destroy() }
}

function readLines(input: Readable, take: (line: string) => void): void {
  let rest = ''
  input.setEncoding('utf8')
  input.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n')
    rest = (lines.pop() ?? '').slice(0, lineCharsMax)
    for (const line of lines) if (line.length < lineCharsMax) take(line.trim())
  })
}
