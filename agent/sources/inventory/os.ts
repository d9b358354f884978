import type { Inventory } from '../../../contract/catalogue/inventory.ts'
import type { Host } from '../../host/host.ts'
import { factLines } from './text.ts'

export function readOs(host: Host): Inventory['os'] {
  const etc = factLines(host, '/etc/os-release')
  const lines = etc.length > 0 ? etc : factLines(host, '/usr/lib/os-release')
  const { release, arch, hostname } = host.facts()
  return {
    name: valueOf(lines, 'PRETTY_NAME') ?? valueOf(lines, 'NAME') ?? 'Linux',
    id: valueOf(lines, 'ID'),
    version: valueOf(lines, 'VERSION_ID'),
    kernel: release,
    arch,
    hostname,
  }
}

/** NAME="Debian GNU/Linux" as a shell would read it; the files use no more than plain quotes. */
function valueOf(lines: readonly string[], key: string): string | undefined {
  const line = lines.find((one) => one.startsWith(`${key}=`))
  const value = line
    ?.slice(key.length + 1)
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
  return value ? value.slice(0, 200) : undefined
}
