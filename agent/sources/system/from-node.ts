import { system } from '../../../contract/catalogue/families/system.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { Host } from '../../host/host.ts'
import { settledBootTime } from '../parts/boot-time.ts'

const tags = {}

/**
 * Windows and macOS. Windows knows no load; with Fast Startup its uptime goes on through what its
 * user calls switching off.
 */
export function systemFromNode(): (context: { host: Host; clock: Clock }) => readonly Reading[] {
  let bootTime = -Infinity
  return ({ host, clock }) => {
    bootTime = settledBootTime(clock, bootTime)
    const [load1, load5, load15] = host.platform === 'win32' ? [] : host.loadAverage()
    return [
      reading(system, tags, {
        load1,
        load5,
        load15,
        n_cpus: host.facts().logicalProcessors,
        uptime: Math.round(clock.uptime() / 1000),
        boot_time: Math.max(0, bootTime),
      }),
    ]
  }
}
