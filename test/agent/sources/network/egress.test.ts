/** Whether the poller itself is on the network, by its routes and links. */
import { expect, it } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import type { Host } from '../../../../agent/host/host.ts'
import { createEgress } from '../../../../agent/sources/network/egress.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { neverAborted } from '../../../support/door.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const route = 'Iface\tDestination\tGateway\neth0\t00000000\t0101A8C0\n'
/** As Linux writes it: destination, prefix, source, prefix, next hop, metric, counts, flags, card. */
const six = (destination: string, width: string, card: string): string =>
  `${destination.padEnd(32, '0')} ${width} ${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00000100 00000001 00000000 00000001     ${card}\n`
const noFour = 'Iface\tDestination\n'

function machine(files: Readonly<Record<string, string | undefined>>): Host {
  return {
    ...liveHost(systemClock),
    platform: 'linux',
    readTextNow: (path) => {
      const text = files[path]
      if (text === undefined) throw new Error(`no ${path}`)
      return text
    },
  }
}
const reachable = (files: Readonly<Record<string, string | undefined>>) =>
  createEgress(machine(files), new VirtualClock()).reachable(neverAborted)
const carrier = '/sys/class/net/eth0/carrier'

it.each([
  ['a link that carries a route', { '/proc/net/route': route, [carrier]: '1\n' }, true],
  ['a cable that is out', { '/proc/net/route': route, [carrier]: '0\n' }, false],
  ['an interface that is down', { '/proc/net/route': route }, false],
  ['no route at all', { '/proc/net/route': 'Iface\tDestination\n' }, false],
  [
    'IPv6 alone',
    { '/proc/net/route': noFour, '/proc/net/ipv6_route': six('', '00', 'eth0'), [carrier]: '1\n' },
    true,
  ],
  [
    'IPv6 alone, in a kernel without IPv4, the cable out',
    { '/proc/net/ipv6_route': six('fd00', '40', 'eth0'), [carrier]: '0\n' },
    false,
  ],
  [
    'only the addresses that cards give themselves',
    {
      '/proc/net/route': noFour,
      '/proc/net/ipv6_route': `${six('fe80', '40', 'eth0')}${six('ff00', '08', 'eth0')}${six('', '00', 'lo')}`,
      [carrier]: '1\n',
    },
    false,
  ],
  ['no table to read: nothing is known against it', {}, true],
])('%s', async (_, files, expected) => {
  expect(await reachable(files)).toBe(expected)
})

it('is looked at again after ten seconds, and not at each check', async () => {
  const files: Record<string, string> = { '/proc/net/route': route, [carrier]: '1\n' }
  const clock = new VirtualClock()
  const egress = createEgress(machine(files), clock)
  expect(await egress.reachable(neverAborted)).toBe(true)
  files[carrier] = '0\n'
  expect(await egress.reachable(neverAborted)).toBe(true)
  await clock.advance(10_000)
  expect(await egress.reachable(neverAborted)).toBe(false)
})
