import net from 'node:net'

/** Networks of offices and machines themselves (RFC 1918, 4193, 3927, 4291), not of a provider. */
const inside = new net.BlockList()
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(address, bits, 'ipv4')
inside.addSubnet('fc00::', 7, 'ipv6')
inside.addSubnet('fe80::', 10, 'ipv6')
inside.addAddress('::1', 'ipv6')

/** An address that is reached without the line; a name is taken to lie beyond it. */
export function isInside(host: string): boolean {
  const family = net.isIP(host)
  return family !== 0 && inside.check(host, family === 4 ? 'ipv4' : 'ipv6')
}
