import { swap } from '../../../contract/catalogue/families/swap.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import { counterOf } from '../parts/counter.ts'
import { LatestWindows } from '../parts/latest-windows.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'

const tags = {}
const mebibyte = 1024 * 1024

/** All page files together. Windows may grow them, so the total is what they have now. */
export function swapOfWindows(): (context: { host: Host }) => readonly Reading[] {
  const latest = new LatestWindows()
  return ({ host }) =>
    latest.readings(host, (facts) => [toReading(windowsSection(facts, 'pageFile'))])
}

function toReading(section: unknown): Reading {
  let total = 0
  let used = 0
  for (const file of listOf(section).map(fieldsOf)) {
    total += (counterOf(file['mib']) ?? 0) * mebibyte
    used += (counterOf(file['usedMib']) ?? 0) * mebibyte
  }
  if (total <= 0) throw new NotPresent('This Windows has no page file')
  used = Math.min(total, used)
  return reading(swap, tags, {
    total,
    used,
    free: total - used,
    used_percent: (100 * used) / total,
  })
}
