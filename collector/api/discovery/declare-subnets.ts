/** Takes subnets that are to be looked through into the state. */
import type { DiscoveryDeclaration } from '../../../config/discovery-schema.ts'
import { nearest } from '../../../lib/nearest.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { FoundParts } from './found-rows.ts'

/** A subnet that is there is changed. All of them or, at a fault, none. @throws DeclarationFault */
export async function declareSubnets(
  { discovery, office }: Pick<FoundParts, 'discovery' | 'office'>,
  { subnets }: DiscoveryDeclaration,
): Promise<readonly string[]> {
  const sites = await office.sites()
  const planned = subnets.map(({ site: key, cidr, ...settings }) => {
    const site = sites.find(
      ({ id, name }) => id === key || name.toLowerCase() === key.toLowerCase(),
    )
    if (!site) {
      const near = nearest(
        key,
        sites.map(({ name }) => name),
      )
      const hint = near === undefined ? '' : `; did you mean "${near}"?`
      throw new DeclarationFault(cidr, `there is no site "${key}"${hint}`)
    }
    return { ...settings, cidr: networkOf(cidr), siteId: site.id }
  })
  for (const subnet of planned) await discovery.saveSubnet(subnet)
  return planned.map(({ cidr }) => cidr)
}

/** With the network's own first address: 10.20.3.7/24 is 10.20.3.0/24. */
export function networkOf(cidr: string): string {
  const [address = '', bits = ''] = cidr.split('/')
  const word = Buffer.from(address.split('.').map(Number)).readUInt32BE(0)
  const size = 2 ** (32 - Math.min(32, Number(bits)))
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(word - (word % size))
  return `${bytes.join('.')}/${Number(bits)}`
}
