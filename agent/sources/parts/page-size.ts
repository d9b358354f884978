import { numberAfter } from '../../../lib/scan.ts'
import type { Host } from '../../host/host.ts'

/**
 * Bytes of a memory page. Node does not tell; the kernel counts its free memory once in kB and once
 * in pages. 16 KiB and 64 KiB pages are common on ARM.
 */
export function pageSizeBytes(host: Host): number {
  try {
    const kilobytes = numberAfter(host.readTextNow('/proc/meminfo'), 'MemFree:')
    const pages = numberAfter(host.readTextNow('/proc/vmstat'), 'nr_free_pages')
    if (!kilobytes || !pages) return 4096
    const power = Math.round(Math.log2((kilobytes * 1024) / pages))
    return 2 ** Math.min(16, Math.max(12, power))
  } catch {
    return 4096
  }
}
