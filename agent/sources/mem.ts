import { mem } from '../../contract/catalogue/families/mem.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { numberAfter } from '../../lib/scan.ts'
import { memAbout } from './mem/about.ts'
import { memOfMac } from './mem/macos.ts'
import { memOfWindows } from './mem/windows.ts'
import { seldom } from './parts/seldom.ts'
import type { Source, SourceContext } from './source.ts'

const tags = {}
/** There it takes a program to tell. */
const macEveryMs = 300_000

export const memSource: Source = {
  name: 'mem',
  beat: 'fast',
  timeoutMs: 1000,
  platforms: ['linux', 'win32', 'darwin'],
  about: memAbout,
  measurements: [mem.name],
  start: ({ host: { platform } }) => {
    if (platform === 'win32') return memOfWindows
    return platform === 'darwin' ? seldom(macEveryMs, memOfMac) : memOfLinux
  },
}

function memOfLinux({ host }: Pick<SourceContext, 'host'>): readonly Reading[] {
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
}

function bytesAfter(text: string, key: string): number | undefined {
  const kilobytes = numberAfter(text, key)
  return kilobytes === undefined ? undefined : kilobytes * 1024
}
