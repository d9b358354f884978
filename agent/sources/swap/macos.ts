import { swap } from '../../../contract/catalogue/families/swap.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { pagesOf } from '../parts/vm-stat.ts'

const tags = {}
const scales: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

/** macOS makes swap files when it needs them and removes them again. */
export async function swapOfMac({ host }: { readonly host: Host }): Promise<readonly Reading[]> {
  const { stdout } = await host.run('/usr/sbin/sysctl', ['-n', 'vm.swapusage'])
  const total = sizeAfter(stdout, 'total')
  const used = sizeAfter(stdout, 'used')
  if (total === undefined || used === undefined) {
    throw new Unknown('bad_output', 'sysctl printed something else than the use of swap')
  }
  if (total === 0) throw new NotPresent('No swap file is in use')
  const pages = pagesOf((await host.run('/usr/bin/vm_stat', [])).stdout)
  return [
    reading(swap, tags, {
      total,
      used: Math.min(total, used),
      free: total - Math.min(total, used),
      used_percent: (100 * Math.min(total, used)) / total,
      in: pages.get('Swapins'),
      out: pages.get('Swapouts'),
    }),
  ]
}

/** "total = 2048.00M  used = 1021.25M  free = 1026.75M  (encrypted)" */
function sizeAfter(text: string, word: string): number | undefined {
  const parts = new RegExp(`\\b${word} = (\\d{1,9}(?:\\.\\d{1,3})?)([KMG])\\b`).exec(text)
  const scale = scales[parts?.[2] ?? '']
  return scale === undefined ? undefined : Math.round(Number(parts?.[1]) * scale)
}
