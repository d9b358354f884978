import { expect, test } from 'vitest'
import { homeSite } from '../../collector/home-site.ts'
import type { Site } from '../../collector/model/office.ts'
import { hostNamed } from '../support/alert-scene.ts'

const site = (id: string, ...subnets: string[]): Site => ({
  id,
  name: id,
  profile: 'lan',
  subnets,
})
const sites = [site('hq', '10.50.0.0/24'), site('kilosa', '10.51.0.0/16')]
const hosts = [hostNamed('srv-1', { siteId: 'hq' }), hostNamed('pc-1', { siteId: 'kilosa' })]

test.each([
  ['any', ['172.17.0.1', '10.50.0.2'], 'hq'],
  ['any', ['fd00::1', '10.51.3.3'], 'kilosa'],
  // Sites without subnets: the agent beside the collector tells.
  ['SRV-1', ['192.168.1.9'], 'hq'],
  ['srv-1', [], 'hq'],
  ['other', ['192.168.1.9'], undefined],
])('a machine named %s at %j stands in %s', (name, addresses, where) =>
  expect(homeSite(sites, hosts, () => ({ name, addresses }))).toBe(where),
)
