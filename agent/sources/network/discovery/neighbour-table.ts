/** Hardware addresses of neighbours, as the system has them already: nothing is sent for it. */
import { isNotPresent, type Host } from '../../../host/host.ts'
import { answeredArp } from '../on-link.ts'
import { isDeviceMac } from './addresses.ts'

const arpPath = '%SystemRoot%\\System32\\ARP.EXE'
const options = { timeoutMs: 10_000, outputBytesMax: 512 * 1024 }

/**
 * By IPv4 address. Linux: /proc/net/arp, which is what `ip neigh` shows of IPv4; Windows: `arp -a`.
 * Empty where there is neither.
 */
export async function neighbourTable(host: Host): Promise<ReadonlyMap<string, string>> {
  if (host.platform !== 'win32') return answeredArp(host)
  try {
    return readArp((await host.run(arpPath, ['-a'], options)).stdout)
  } catch (error) {
    if (isNotPresent(error)) return new Map()
    throw error
  }
}

/** Lines of `arp -a` ("  10.1.2.3   00-11-22-33-44-55   dynamic"), whatever language Windows speaks. */
export function readArp(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of text.split('\n').slice(0, 8192)) {
    const [, address, digits] =
      /^\s+(\d{1,3}(?:\.\d{1,3}){3})\s+([0-9a-f]{2}(?:-[0-9a-f]{2}){5})\s/i.exec(line) ?? []
    const mac = digits?.replaceAll('-', ':').toLowerCase()
    if (address !== undefined && mac !== undefined && isDeviceMac(mac)) found.set(address, mac)
  }
  return found
}
