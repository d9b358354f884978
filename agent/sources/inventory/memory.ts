import type { MemoryModule } from '../../../contract/catalogue/inventory.ts'
import { numberAfter } from '../../../lib/scan.ts'
import { NotPresent, type Host } from '../../host/host.ts'

const mebibyte = 1024 * 1024
const modulesMax = 64
const dmidecode = '/usr/sbin/dmidecode'

/** In whole MiB: the kernel's own share differs by some kB from boot to boot. */
export function readMemory(host: Host): {
  readonly totalBytes: number
  readonly swapBytes: number
} {
  const text = host.readTextNow('/proc/meminfo')
  const bytes = (key: string): number =>
    Math.round(((numberAfter(text, key) ?? 0) * 1024) / mebibyte) * mebibyte
  return { totalBytes: bytes('MemTotal:'), swapBytes: bytes('SwapTotal:') }
}

/** Undefined where they cannot be read: no dmidecode, no right to the firmware's tables. */
export async function readModules(host: Host): Promise<readonly MemoryModule[] | undefined> {
  try {
    const { exitCode, stdout } = await host.run(dmidecode, ['-q', '-t', 'memory'], {
      timeoutMs: 10_000,
    })
    const modules = modulesOf(stdout)
    return exitCode === 0 && modules.length > 0 ? modules : undefined
  } catch (error) {
    if (error instanceof NotPresent) return undefined
    throw error
  }
}

/** Blocks "Memory Device" of dmidecode's answer; empty slots have no size. */
export function modulesOf(output: string): readonly MemoryModule[] {
  const modules: MemoryModule[] = []
  for (const block of output.split(/\n\s*\n/)) {
    if (!/^Memory Device$/m.test(block)) continue
    const bytes = sizeOf(property(block, 'Size'))
    if (bytes === undefined) continue
    modules.push({
      bytes,
      type: property(block, 'Type'),
      slot: property(block, 'Locator'),
      manufacturer: property(block, 'Manufacturer'),
    })
    if (modules.length >= modulesMax) break
  }
  return modules
}

function property(block: string, name: string): string | undefined {
  const value = new RegExp(`^\\s+${name}: (.+)$`, 'm').exec(block)?.[1]?.trim()
  return value && !/^(?:unknown|not specified|none|no dimm|empty)$/i.test(value)
    ? value.slice(0, 100)
    : undefined
}

function sizeOf(text: string | undefined): number | undefined {
  const parts = /^(\d+) ([kMGT])i?B$/.exec(text ?? '')
  const scale = { k: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 }[parts?.[2] ?? '']
  return scale && Number(parts?.[1]) > 0 ? Number(parts?.[1]) * scale : undefined
}
