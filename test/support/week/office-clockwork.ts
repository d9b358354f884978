/** A whole collector on a virtual clock, without its socket: its own composition, stages and rounds. */
import { mkdirSync } from 'node:fs'
import type { CollectorOptions, Opened } from '../../../collector/collector-parts.ts'
import { closeStages } from '../../../collector/collector.ts'
import type { Gateway } from '../../../collector/gateway/gateway.ts'
import { openParts } from '../../../collector/open-parts.ts'
import { startRounds } from '../../../collector/rounds.ts'
import { startStages } from '../../../collector/start-stages.ts'
import type { Clock } from '../../../lib/clock.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import type { VirtualClock } from '../virtual-clock.ts'

export interface Clockwork {
  readonly collector: Opened
  /** Lets the time pass; what falls due is done, and what it led to is finished. */
  advance(milliseconds: number): Promise<void>
  /** Waits until rows, alerts and mails of what has happened are through. */
  settled(busy?: () => boolean): Promise<void>
  close(): Promise<void>
}

type Wanted = Pick<CollectorOptions, 'home' | 'rules' | 'log' | 'supportTable'>

/** How long work outside the clock may take before the test is given up. */
const patienceMs = 20_000
const roundMinMs = 60_000

export async function openClockwork(wanted: Wanted, clock: VirtualClock): Promise<Clockwork> {
  mkdirSync(wanted.home.folder, { recursive: true })
  const collector = await openParts({
    ...wanted,
    address: '127.0.0.1',
    port: 8443,
    names: ['mlinzi.example.go.tz'],
    collectors: [],
    retention: { full: 14, m5: 400, h1: 1830 },
    backup: { folder: wanted.home.backups, keep: 1 },
    clock,
    requestListener: () => Promise.reject(new Error('There is no socket here')),
  })
  await startStages(collector)
  const slow = { ...collector, options: { ...collector.options, clock: unhurried(clock) } }
  const stops = startRounds(slow, withoutDoor())
  const settled = async (busy: () => boolean = () => false): Promise<void> => {
    const untilMs = systemClock.monotonic() + patienceMs
    while (busy()) {
      if (systemClock.monotonic() > untilMs) throw new Error('Rows were not acknowledged')
      // Groups of rows wait some milliseconds for more.
      await clock.advance(20)
      await systemClock.sleep(0)
    }
    await collector.own.flush()
    await collector.engine.idle()
    await collector.notifier.idle()
  }
  return {
    collector,
    settled,
    advance: async (milliseconds) => {
      await clock.advance(milliseconds)
      await settled()
    },
    close: async () => {
      for (const stop of stops) await stop()
      await closeStages(collector)
    },
  }
}

/** Nobody waits at a screen: what is done every few seconds is done once a minute. */
function unhurried(clock: VirtualClock): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    uptime: () => clock.uptime(),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    after: (milliseconds, callback) => clock.after(Math.max(milliseconds, roundMinMs), callback),
  }
}

/** The agents of the council come in through the ingest: nobody is at the door. */
function withoutDoor(): Gateway {
  const gateway: Pick<Gateway, 'counts' | 'setTls'> = {
    counts: () => ({ pending: 0, http: 0, agents: 0, refused: 0 }),
    setTls: () => undefined,
  }
  return gateway as Gateway
}
