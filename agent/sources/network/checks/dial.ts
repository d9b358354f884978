/** Connections of checks: allowed addresses only, bounded in time, with how long each part took. */
import net from 'node:net'
import type { Clock } from '../../../../lib/clock.ts'
import type { TaskParts } from '../task.ts'

export class CheckTimeout extends Error {
  override name = 'CheckTimeout'
}

/** A deadline for a whole check, and what must happen then. */
export interface Deadline {
  readonly signal: AbortSignal
  leftMs(): number
  /** The work's result; rejects with CheckTimeout. */
  within<T>(work: Promise<T>): Promise<T>
  end(): void
}

export function deadline(clock: Clock, milliseconds: number, outer: AbortSignal): Deadline {
  const untilMs = clock.monotonic() + milliseconds
  const over = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined)
  const end = (error: Error): void => {
    reject(error)
    over.abort(error)
  }
  const cancel = clock.after(milliseconds, () =>
    end(new CheckTimeout(`No answer within ${milliseconds} ms`)),
  )
  const stop = (): void => end(new CheckTimeout('The check was ended'))
  if (outer.aborted) stop()
  else outer.addEventListener('abort', stop, { once: true })
  return {
    signal: over.signal,
    leftMs: () => Math.max(0, untilMs - clock.monotonic()),
    within: (work) => Promise.race([work, promise]),
    end: () => {
      cancel()
      outer.removeEventListener('abort', stop)
      over.abort()
    },
  }
}

export interface Dialled {
  readonly socket: net.Socket
  readonly address: string
  readonly lookupMs: number
  readonly connectMs: number
}

/** Rejects with NoSuchHost, Refused, CheckTimeout or the system's own error. */
export async function dial(
  { guard, clock }: Pick<TaskParts, 'guard' | 'clock'>,
  host: string,
  port: number,
  limit: Deadline,
): Promise<Dialled> {
  const beganMs = clock.monotonic()
  const address = await limit.within(guard.resolve(host))
  const foundMs = clock.monotonic()
  const socket = net.connect({ host: address, port })
  // Whatever comes later is told by whoever reads; an error nobody waits for must not end us.
  socket.on('error', () => undefined)
  const kill = (): void => void socket.destroy()
  limit.signal.addEventListener('abort', kill, { once: true })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  socket.once('connect', resolve)
  socket.once('error', reject)
  socket.once('close', () => reject(new Error('The connection was closed')))
  promise.catch(() => undefined)
  await limit.within(promise)
  return {
    socket,
    address,
    lookupMs: foundMs - beganMs,
    connectMs: clock.monotonic() - foundMs,
  }
}
