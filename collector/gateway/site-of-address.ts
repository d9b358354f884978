import { BlockList, isIP } from 'node:net'
import type { Site } from '../model/office.ts'

/** The site with the narrowest subnet (CIDR) that holds the address; null when none does. */
export function siteOfAddress(sites: readonly Site[], address: string): string | null {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  let found: { readonly id: string; readonly bits: number } | undefined
  for (const { id, subnets } of sites) {
    for (const subnet of subnets) {
      const bits = bitsWhenHeld(subnet, address, family)
      if (bits !== undefined && bits > (found?.bits ?? -1)) found = { id, bits }
    }
  }
  return found?.id ?? null
}

/** The width of the subnet when it holds the address; a subnet that is none holds nothing. */
function bitsWhenHeld(
  subnet: string,
  address: string,
  family: 'ipv4' | 'ipv6',
): number | undefined {
  const [network = '', width = ''] = subnet.split('/')
  const bits = Number(width)
  const [version, most] = family === 'ipv6' ? [6, 128] : [4, 32]
  if (isIP(network) !== version || !/^\d{1,3}$/.test(width) || bits > most) return undefined
  const list = new BlockList()
  list.addSubnet(network, bits, family)
  return list.check(address, family) ? bits : undefined
}
