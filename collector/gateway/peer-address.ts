import { isIPv6 } from 'node:net'

/**
 * The address that limits count: IPv4 as it is, also when it came mapped into IPv6; of IPv6 the
 * /64, since one machine has all addresses of its /64.
 */
export function limitedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const groups = head.split(':').filter((group) => group !== '')
  const last = (tail ?? '').split(':').filter((group) => group !== '')
  if (tail !== undefined)
    while (groups.length + last.length < 8 && groups.length < 4) groups.push('0')
  return `${[...groups, ...last].slice(0, 4).join(':')}::/64`
}
