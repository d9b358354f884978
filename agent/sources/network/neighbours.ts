/**
 * Which machines on this machine's own wire are switched on. Nothing is asked of them: a connection
 * to a port where nobody listens is refused by a machine that is there, and one that drops it still
 * answered ARP before. Addresses outside the own networks are never touched, whoever asks for them.
 */
import net from 'node:net'
import type { Neighbour } from '../../../contract/wire/settings.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { Host } from '../../host/host.ts'
import { answeredArp, onLink } from './on-link.ts'

/** `unsure`: not on this machine's wire, or another machine has the address now. */
export type Sighting = 'present' | 'absent' | 'unsure'

export interface NeighbourParts {
  readonly host: Host
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Discard (RFC 863): closed nearly everywhere, harmless where it is open. */
const port = 9
/**
 * The kernel tries three times, a second apart, after five seconds of delay, before it gives up an
 * address that it knew (delay_first_probe_time, ucast_solicit in arp(7)).
 */
const answerMs = 12_000
const atOnceMax = 4

/** One look at all of them; takes at most a quarter of a minute for every four. */
export async function lookAround(
  neighbours: readonly Neighbour[],
  parts: NeighbourParts,
): Promise<readonly Sighting[]> {
  const near = onLink(parts.host)
  const sightings: Sighting[] = neighbours.map(() => 'unsure')
  const waiting = neighbours.map((neighbour, index) => ({ neighbour, index }))
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !parts.signal.aborted; next = waiting.shift()) {
      const { neighbour, index } = next
      if (near(neighbour.address)) sightings[index] = await look(neighbour, parts)
    }
  }
  await Promise.all(Array.from({ length: atOnceMax }, worker))
  return sightings
}

async function look(neighbour: Neighbour, parts: NeighbourParts): Promise<Sighting> {
  const answer = await knock(neighbour.address, parts)
  if (answer === 'unreachable') return 'absent'
  const seen = answeredArp(parts.host).get(neighbour.address)
  // An address that was given to another machine says nothing about this one.
  if (seen !== undefined && neighbour.mac !== undefined && seen !== neighbour.mac) return 'unsure'
  return answer === 'answered' || seen !== undefined ? 'present' : 'absent'
}

async function knock(
  address: string,
  { clock, signal }: NeighbourParts,
): Promise<'answered' | 'unreachable' | 'silent'> {
  const { promise, resolve } = Promise.withResolvers<'answered' | 'unreachable' | 'silent'>()
  const socket = net.connect({ host: address, port, family: 4 })
  const silent = (): void => resolve('silent')
  socket.once('connect', () => resolve('answered'))
  socket.once('error', (error: NodeJS.ErrnoException) =>
    resolve(refusals.has(error.code ?? '') ? 'answered' : 'unreachable'),
  )
  const cancel = clock.after(answerMs, silent)
  signal.addEventListener('abort', silent, { once: true })
  try {
    return await promise
  } finally {
    cancel()
    signal.removeEventListener('abort', silent)
    socket.on('error', () => undefined)
    socket.destroy()
  }
}

/** What only a machine that is there can cause. */
const refusals: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET'])
