import type { Inventory } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import { factLines, factText } from './text.ts'

export function readProcessor(host: Host): Inventory['cpu'] {
  const lines = factLines(host, '/proc/cpuinfo')
  const sockets = new Set<string>()
  const cores = new Set<string>()
  let socket = '0'
  for (const line of lines) {
    if (line.startsWith('physical id')) sockets.add((socket = valueOf(line)))
    else if (line.startsWith('core id')) cores.add(`${socket} ${valueOf(line)}`)
  }
  const kilohertz = Number(factText(host, '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq'))
  const model = lines.find((line) => /^(?:model name|Hardware|Model)\s*:/.test(line))
  return {
    model: model === undefined ? undefined : valueOf(model).replace(/\s+/g, ' ').slice(0, 200),
    sockets: sockets.size || undefined,
    cores: cores.size || undefined,
    threads: host.facts().logicalProcessors,
    maxMegahertz: kilohertz > 0 ? Math.round(kilohertz / 1000) : undefined,
  }
}

function valueOf(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim()
}
