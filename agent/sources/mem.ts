import { mem } from '../../contract/catalogue/families/mem.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { numberAfter } from '../../lib/scan.ts'
import type { Source } from './source.ts'

const tags = {}

export const memSource: Source = {
  name: 'mem',
  beat: 'fast',
  timeoutMs: 1000,
  platforms: ['linux'],
  measurements: [mem.name],
  start:
    () =>
    ({ host }) => {
      const text = host.readTextNow('/proc/meminfo')
      const total = bytesAfter(text, 'MemTotal:')
      if (!total) throw new Error('/proc/meminfo has no MemTotal')
      const free = bytesAfter(text, 'MemFree:') ?? 0
      const buffered = bytesAfter(text, 'Buffers:') ?? 0
      const cached = (bytesAfter(text, 'Cached:') ?? 0) + (bytesAfter(text, 'SReclaimable:') ?? 0)
      // Kernels before 3.14 and some containers do not tell what is available.
      const told = bytesAfter(text, 'MemAvailable:') ?? free + buffered + cached
      const available = Math.min(total, told)
      return [
        reading(mem, tags, {
          total,
          available,
          used: total - available,
          free,
          cached,
          buffered,
          slab: bytesAfter(text, 'Slab:'),
          shared: bytesAfter(text, 'Shmem:'),
          dirty: bytesAfter(text, 'Dirty:'),
          used_percent: (100 * (total - available)) / total,
          available_percent: (100 * available) / total,
        }),
      ]
    },
}

function bytesAfter(text: string, key: string): number | undefined {
  const kilobytes = numberAfter(text, key)
  return kilobytes === undefined ? undefined : kilobytes * 1024
}
