import { mem } from '../../../contract/catalogue/families/mem.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { Unknown, type Host } from '../../host/host.ts'
import { pagesOf } from '../parts/vm-stat.ts'

const tags = {}

/** As Activity Monitor reckons it: used is what is active, wired down or compressed. */
export async function memOfMac({ host }: { readonly host: Host }): Promise<readonly Reading[]> {
  const total = host.memory().totalBytes
  const { stdout } = await host.run('/usr/bin/vm_stat', [])
  const bytes = pagesOf(stdout)
  const active = bytes.get('Pages active')
  const wired = bytes.get('Pages wired down')
  if (active === undefined || wired === undefined || total <= 0) {
    throw new Unknown('bad_output', 'vm_stat printed something else than memory')
  }
  const used = Math.min(total, active + wired + (bytes.get('Pages occupied by compressor') ?? 0))
  return [
    reading(mem, tags, {
      total,
      available: total - used,
      used,
      free: bytes.get('Pages free'),
      cached: bytes.get('File-backed pages'),
      used_percent: (100 * used) / total,
      available_percent: (100 * (total - used)) / total,
    }),
  ]
}
