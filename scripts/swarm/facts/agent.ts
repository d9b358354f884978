/** What a simulated agent tells of itself: what it costs, what waits, which of its sources work. */
import { agent } from '../../../contract/catalogue/families/agent.ts'
import { source } from '../../../contract/catalogue/families/source.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Moment } from '../moment.ts'
import { noise, seedOf } from '../random.ts'

const working = ['cpu', 'memory', 'disk', 'network', 'system', 'antivirus', 'firewall', 'backup']
const megabyte = 1024 ** 2

export function agentFacts({ host, timeMs, bootMs }: Moment): readonly Reading[] {
  const seed = seedOf(`${host.name} agent`)
  const seconds = Math.max(0, Math.round((timeMs - bootMs) / 1000))
  const isBehind = host.story === 'goes_off'
  return [
    reading(
      agent,
      {},
      {
        rss: Math.round((52 + noise(seed, Math.floor(timeMs / 900_000)) * 4) * megabyte),
        cpu_time: Math.round(seconds * 0.03) / 100,
        uptime: seconds,
        spool_rows: isBehind ? 340 : 0,
        spool_bytes: isBehind ? 61_440 : 12_288,
        spool_oldest: isBehind ? 1500 : 0,
        dropped_rows: 0,
        reconnects: isBehind ? 1 : 0,
        refused_frames: 0,
      },
    ),
    ...working.map((name) =>
      reading(source, { source: name }, { state: 'ok', reason: 'none', duration_ms: 3.5 }),
    ),
    // A disk behind a controller that hides it, or one that dies and does not answer any more.
    reading(
      source,
      { source: 'smart' },
      host.story === 'failing_disk'
        ? { state: 'timed_out', reason: 'timed_out', duration_ms: 20_000 }
        : { state: 'ok', reason: 'none', duration_ms: 41 },
    ),
  ]
}
