import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'

/**
 * Does the work again and again, each time so long after it ended. A failure is logged and the next
 * time comes all the same. The returned function stops it and waits for what is under way.
 */
export function every(
  clock: Clock,
  log: Log,
  milliseconds: number,
  name: string,
  work: () => Promise<void>,
): () => Promise<void> {
  let stopped = false
  let cancel: () => void = () => undefined
  let running: Promise<void> = Promise.resolve()
  const once = async (): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ error, work: name }, 'A regular task failed')
    }
    if (!stopped) arm()
  }
  const arm = (): void => {
    cancel = clock.after(milliseconds, () => {
      running = once()
    })
  }
  arm()
  return async () => {
    stopped = true
    cancel()
    await running
  }
}
