import { expect, test } from 'vitest'
import { siteOfAddress } from '../../../collector/gateway/site-of-address.ts'

const site = (id: string, ...subnets: string[]) =>
  ({ id, name: id, profile: 'lan', subnets }) as const
const sites = [
  site('council', '10.0.0.0/8', 'nonsense', '10.0.0.0/99'),
  site('kilosa', '10.4.0.0/16', 'fd00:4::/32'),
]

test.each([
  ['10.4.7.7', 'kilosa'],
  ['10.9.0.1', 'council'],
  ['192.168.1.1', null],
  ['fd00:4::1', 'kilosa'],
  ['fd00:5::1', null],
  ['not an address', null],
])('%s belongs to %s', (address, id) => expect(siteOfAddress(sites, address)).toBe(id))
