/**
 * On a thin line one agent speaks for its site: every few minutes it says, in some fifty bytes,
 * that the site is there and which of its neighbours are on. The collector chooses it and names the
 * neighbours; the machine's own settings can refuse, and addresses off its own wire are left out.
 */
import type { Heartbeat } from '../contract/wire/messages.ts'
import type { HeartbeatOrder, Neighbour } from '../contract/wire/settings.ts'
import type { Clock } from '../lib/clock.ts'
import type { AgentSession } from './session.ts'
import type { AgentConfig } from '../config/agent-defaults.ts'
import { mayLookAround } from './hello-facts.ts'
import type { Host } from './host/host.ts'
import { lookAround, type Sighting } from './sources/network/neighbours.ts'

type Wire = Pick<AgentSession, 'send' | 'ended'>

export interface SiteHeartbeatParts {
  readonly clock: Clock
  /** Whether this machine's own settings let it look for its neighbours. */
  readonly allowed: boolean
  readonly look: (
    neighbours: readonly Neighbour[],
    signal: AbortSignal,
  ) => Promise<readonly Sighting[]>
}

/** That of this machine. */
export function siteHeartbeat(parts: {
  readonly host: Host
  readonly config: AgentConfig
  readonly clock: Clock
}): SiteHeartbeat {
  const { host, config, clock } = parts
  return new SiteHeartbeat({
    clock,
    allowed: mayLookAround(host, config),
    look: (neighbours, signal) => lookAround(neighbours, { host, clock, signal }),
  })
}

export class SiteHeartbeat {
  readonly #parts: SiteHeartbeatParts
  #running: AbortController | undefined
  #order = ''

  constructor(parts: SiteHeartbeatParts) {
    this.#parts = parts
  }
  /** Begins, changes or (without an order) ends it. It ends by itself with the session. */
  follow(order: HeartbeatOrder | undefined, session: Wire): void {
    const text = JSON.stringify(order ?? null)
    if (text === this.#order) return
    this.stop()
    this.#order = text
    if (order === undefined) return
    const running = new AbortController()
    this.#running = running
    void session.ended.then(() => this.#running === running && this.stop())
    void this.#run(order, session, running.signal)
  }
  stop(): void {
    this.#running?.abort(new Error('No heartbeat is wanted'))
    this.#running = undefined
    this.#order = ''
  }
  async #run(order: HeartbeatOrder, session: Wire, signal: AbortSignal): Promise<void> {
    const { clock, allowed, look } = this.#parts
    while (!signal.aborted) {
      const dueMs = clock.monotonic() + order.everySeconds * 1000
      const { neighbours } = order
      const sightings = allowed ? await look(neighbours, signal) : neighbours.map(nothingSaid)
      if (signal.aborted) return
      session.send(heartbeatOf(order.list, sightings))
      const waitMs = Math.max(0, dueMs - clock.monotonic())
      await clock.sleep(waitMs, signal).catch(() => undefined)
    }
  }
}

function nothingSaid(): Sighting {
  return 'unsure'
}

function heartbeatOf(list: number, sightings: readonly Sighting[]): Heartbeat {
  const unsure = bitsOf(sightings, 'unsure')
  return {
    type: 'heartbeat',
    list,
    present: bitsOf(sightings, 'present'),
    ...(unsure === '' ? {} : { unsure }),
  }
}

/** Trailing zero bytes are left out: a missing bit is a zero. */
function bitsOf(sightings: readonly Sighting[], wanted: Sighting): string {
  const last = sightings.lastIndexOf(wanted)
  const bytes = Buffer.alloc(Math.ceil((last + 1) / 8))
  for (const [index, sighting] of sightings.entries())
    if (sighting === wanted) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7))
  return bytes.toString('base64')
}
