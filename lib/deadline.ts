import type { Clock } from './clock.ts'

/** The work did not end in its time. What it was is in the message. */
export class TimedOut extends Error {
  override name = 'TimedOut'
}

/**
 * The promise's result, or TimedOut when it takes longer. The work itself is not stopped;
 * who can stop it does so when this rejects.
 */
export async function withDeadline<T>(
  work: Promise<T>,
  milliseconds: number,
  clock: Clock,
  what: string,
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const cancel = clock.after(milliseconds, () =>
    reject(new TimedOut(`${what} did not answer within ${milliseconds} ms`)),
  )
  try {
    return await Promise.race([work, promise])
  } finally {
    cancel()
  }
}
