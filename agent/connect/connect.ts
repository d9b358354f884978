import { formatAddress, type CollectorAddress } from '../../contract/wire/address.ts'
import type { ErrorCode, Hello } from '../../contract/wire/messages.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Identity } from '../identity.ts'
import type { AgentSession, Connect } from '../session.ts'
import type { CollectorList } from './collector-list.ts'
import { deadline } from './deadline.ts'
import { openLine } from './line.ts'
import { LiveSession } from './live-session.ts'
import { prove } from './prove.ts'
import { ConnectFailed, ConnectRefused } from './refused.ts'
import { openVerified } from './tls-socket.ts'

export interface ConnectOptions {
  readonly identity: Identity
  readonly collectors: CollectorList
  readonly clock: Clock
  readonly log: Log
}

/** For one address, from the first packet to the welcome. */
const addressMs = 20_000
/** Refusals of one collector that say nothing about the next. */
const local: ReadonlySet<ErrorCode> = new Set(['busy', 'too_many', 'internal', 'proxy'])

/**
 * Tries the known addresses in order. Rejects with ConnectRefused when a collector that bears the
 * pinned name says no, with ConnectFailed when none could be reached.
 */
export function createConnect(options: ConnectOptions): Connect {
  return async (hello, signal) => {
    const errors: unknown[] = []
    for (const address of options.collectors.addresses()) {
      try {
        return await connectTo(address, options, hello, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof ConnectRefused && !local.has(error.code)) throw error
        errors.push(error)
      }
    }
    const refused = errors.find((error) => error instanceof ConnectRefused)
    if (refused !== undefined) throw refused
    throw new ConnectFailed(errors, 'No collector could be reached')
  }
}

async function connectTo(
  address: CollectorAddress,
  options: ConnectOptions,
  hello: () => Hello,
  parent: AbortSignal,
): Promise<AgentSession> {
  const { identity, clock } = options
  const { signal, cancel } = deadline(clock, addressMs, parent)
  try {
    const tls = await openVerified(address, identity.authority, signal)
    const line = await openLine(tls, () => clock.monotonic(), signal)
    const abort = (): void => line.socket.terminate()
    signal.addEventListener('abort', abort, { once: true })
    try {
      const welcome = await prove(line, tls, identity, hello())
      if (welcome.type !== 'welcome')
        throw new Error(`The collector answered the proof with ${welcome.type}`)
      const session = new LiveSession(line, welcome, clock)
      await keep(formatAddress(address), welcome.collectors, options)
      return session
    } catch (error) {
      line.socket.terminate()
      throw signal.aborted ? signal.reason : error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  } finally {
    cancel()
  }
}

/** A full disk must not cost the connection: the addresses come again with the next welcome. */
async function keep(
  address: string,
  named: readonly string[],
  { collectors, log }: ConnectOptions,
): Promise<void> {
  try {
    await collectors.worked(address, named)
  } catch (cause) {
    log.warn({ err: cause }, 'The addresses of the collectors could not be kept')
  }
}
