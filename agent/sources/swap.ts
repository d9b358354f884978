import { swap } from '../../contract/catalogue/families/swap.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { numberAfter } from '../../lib/scan.ts'
import { NotPresent } from '../host/host.ts'
import { swapAbout } from './swap/about.ts'
import { pageSizeBytes } from './parts/page-size.ts'
import { seldom } from './parts/seldom.ts'
import type { Source } from './source.ts'
import { swapOfMac } from './swap/macos.ts'
import { swapOfWindows } from './swap/windows.ts'

const tags = {}
/** There it takes programs to tell. */
const macEveryMs = 300_000

export const swapSource: Source = {
  name: 'swap',
  beat: 'fast',
  timeoutMs: 1000,
  platforms: ['linux', 'win32', 'darwin'],
  about: swapAbout,
  measurements: [swap.name],
  start: ({ host }) => {
    if (host.platform === 'win32') return swapOfWindows()
    if (host.platform === 'darwin') return seldom(macEveryMs, swapOfMac)
    const pageSize = pageSizeBytes(host)
    return ({ host }) => {
      const memory = host.readTextNow('/proc/meminfo')
      const total = (numberAfter(memory, 'SwapTotal:') ?? 0) * 1024
      if (total === 0) throw new NotPresent('The machine has no swap space')
      const free = Math.min(total, (numberAfter(memory, 'SwapFree:') ?? 0) * 1024)
      const paging = host.readTextNow('/proc/vmstat')
      return [
        reading(swap, tags, {
          total,
          used: total - free,
          free,
          used_percent: (100 * (total - free)) / total,
          in: pagesAfter(paging, 'pswpin', pageSize),
          out: pagesAfter(paging, 'pswpout', pageSize),
        }),
      ]
    }
  },
}

function pagesAfter(text: string, key: string, pageSize: number): number | undefined {
  const pages = numberAfter(text, key)
  return pages === undefined ? undefined : pages * pageSize
}
