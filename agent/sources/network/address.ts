/** Networks and addresses as numbers. */
import net from 'node:net'

/** A CIDR network as a list that can be asked; undefined: it is none. */
export function parseNetwork(cidr: string): net.BlockList | undefined {
  const [address = '', bits = ''] = cidr.split('/')
  const family = net.isIP(address)
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  if (family === 0 || !(length <= (family === 4 ? 32 : 128))) return undefined
  const list = new net.BlockList()
  list.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6')
  return list
}

/** IPv4 inside IPv6 (::ffff:10.0.0.1) as the IPv4 address that it is. */
export function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
}

/** The one way to write an address: shortest IPv6 (RFC 5952), without a zone, IPv4 as such. */
export function oneForm(address: string): string {
  const plain = plainAddress(address.replace(/%.*$/, ''))
  const url = net.isIPv6(plain) ? `http://[${plain}]/` : ''
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : plain
}

export function holds(list: net.BlockList, address: string): boolean {
  const family = net.isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** What is not the public Internet (RFC 6890): reached only where the settings name the network. */
const special = new net.BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  special.addSubnet(address, bits, 'ipv6')

export function isPublic(address: string): boolean {
  return net.isIP(address) !== 0 && !holds(special, address)
}
