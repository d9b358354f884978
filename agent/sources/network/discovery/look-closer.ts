/** What a device that is there shows without being asked for anything: its name, open ports. */
import dns from 'node:dns'
import net from 'node:net'
import type { Clock } from '../../../../lib/clock.ts'
import { withDeadline } from '../../../../lib/deadline.ts'

/** Names of an address by reverse DNS; rejects where there are none. */
export type Lookups = (address: string) => Promise<readonly string[]>

export const systemLookups: Lookups = (address) => dns.promises.reverse(address)

/**
 * Secure shell, web, Windows (RPC, SMB), telephones (SIP), printers (LPD, raw): enough to tell
 * computers, printers and telephones apart. Nothing is sent to a port that is open.
 */
const ports = [22, 80, 135, 445, 515, 5060, 9100] as const
const knockMs = 700
const nameMs = 3000
/** A firewall of Windows drops the first two and has 135 and 445 open within an office. */
const silentMax = 4

/** Those that accept a connection, one after the other; what drops four in a row is left alone. */
export async function knock(
  address: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const open: number[] = []
  let silent = 0
  for (const port of ports) {
    if (signal.aborted || silent >= silentMax) break
    const answer = await connect(address, port, clock)
    silent = answer === 'silent' ? silent + 1 : 0
    if (answer === 'open') open.push(port)
  }
  return open
}

async function connect(
  host: string,
  port: number,
  clock: Clock,
): Promise<'open' | 'closed' | 'silent'> {
  const { promise, resolve } = Promise.withResolvers<'open' | 'closed' | 'silent'>()
  const socket = net.connect({ host, port, family: 4 })
  socket.once('connect', () => resolve('open'))
  socket.once('error', () => resolve('closed'))
  const cancel = clock.after(knockMs, () => resolve('silent'))
  try {
    return await promise
  } finally {
    cancel()
    socket.on('error', () => undefined)
    socket.destroy()
  }
}

/** The first name of a shape that names have; undefined: there is none, or no answer in time. */
export async function nameOf(
  address: string,
  clock: Clock,
  lookups: Lookups,
): Promise<string | undefined> {
  try {
    const names = await withDeadline(lookups(address), nameMs, clock, address)
    return names.find((name) => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/.test(name))
  } catch {
    return undefined
  }
}
