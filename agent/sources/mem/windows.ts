import { mem } from '../../../contract/catalogue/families/mem.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'

const tags = {}

/** Windows counts cached file contents as available; what is used for nothing it does not tell. */
export function memOfWindows({ host }: { readonly host: Host }): readonly Reading[] {
  const { totalBytes: total, freeBytes } = host.memory()
  if (total <= 0) throw new Error('Windows does not tell the size of its memory')
  const available = Math.min(total, freeBytes)
  return [
    reading(mem, tags, {
      total,
      available,
      used: total - available,
      used_percent: (100 * (total - available)) / total,
      available_percent: (100 * available) / total,
    }),
  ]
}
