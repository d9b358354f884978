import os from 'node:os'
import { performance } from 'node:perf_hooks'
import type { Clock } from './clock.ts'

/** setTimeout turns longer waits into 1 ms; such a wait is cut here into pieces. */
const timerMax = 2 ** 31 - 1

/** The machine's own time. `os.uptime()` counts suspend, `performance.now()` does not. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => Math.round(os.uptime() * 1000),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      const cancel = later(milliseconds, false, () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      })
      const abort = (): void => {
        cancel()
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', abort, { once: true })
    }),
  after: (milliseconds, callback) => later(milliseconds, true, callback),
}

function later(milliseconds: number, unref: boolean, callback: () => void): () => void {
  let timer: NodeJS.Timeout
  const arm = (left: number): void => {
    const piece = Math.min(Math.max(left, 0), timerMax)
    timer = setTimeout(() => (left > piece ? arm(left - piece) : callback()), piece)
    if (unref) timer.unref()
  }
  arm(milliseconds)
  return () => clearTimeout(timer)
}
