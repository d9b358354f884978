import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { Link, type LinkOptions } from '../../../agent/link/link.ts'
import type { Spool } from '../../../agent/spool/spool.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { plainConnect } from './plain-connect.ts'
import { silentLog } from './test-spool.ts'

/** A running link to the test collector's port; it ends with the test. */
export function testLink(spool: Spool, port: number, options: Partial<LinkOptions> = {}): Link {
  const link = new Link({
    spool,
    connect: plainConnect(port),
    hello: () => ({
      agentId: '0'.repeat(32),
      version: '0.1.0',
      hostname: 'test',
      platform: 'linux',
      checks: [],
      configVersion: 1,
      facts: { macs: [] },
      instance: randomBytes(8).toString('hex'),
    }),
    clock: systemClock,
    log: silentLog,
    random: Math.random,
    retryFirstMs: 10,
    retryLastMs: 20,
    ...options,
  })
  const ended = link.start()
  onTestFinished(async () => {
    await link.close('stop')
    await ended
  })
  return link
}
