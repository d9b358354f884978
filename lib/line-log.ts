import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

const lineMax = 8192

/**
 * One JSON object a line: time, level, the sentence, then the fields. For where a logging library
 * would cost more memory than all the rest; what is under `level` is not written.
 */
export function lineLog(level: LogLevel, clock: Clock, write: (line: string) => void): Log {
  const lowest = logLevels.indexOf(level)
  const at =
    (own: LogLevel) =>
    (fields: object, sentence: string): void => {
      if (logLevels.indexOf(own) < lowest) return
      const time = new Date(clock.now()).toISOString()
      const line = JSON.stringify({ time, level: own, msg: sentence, ...plain(fields) })
      write(`${line.length > lineMax ? line.slice(0, lineMax) : line}\n`)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function plain(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? plainError(value) : value,
    ]),
  )
}

/** JSON would leave an error empty. */
function plainError(error: Error): object {
  const code = 'code' in error ? { code: error.code } : {}
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {}
  return { type: error.name, message: error.message, ...code, ...cause, stack: error.stack }
}
