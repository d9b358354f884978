import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { replayHost } from '../../../../agent/host/replay.ts'
import { lookAround } from '../../../../agent/sources/network/neighbours.ts'
import { answeredArp, onLink } from '../../../../agent/sources/network/on-link.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { temporaryFolder } from '../../../support/agent/temporary-folder.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const routeHead =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const route = (name: string, net: string, via: string, mask: string): string =>
  `${name}\t${net}\t${via}\t0001\t0\t0\t0\t${mask}\t0\t0\t0\n`
const arpHead = 'IP address       HW type     Flags       HW address            Mask     Device\n'
const arp = (address: string, flags: string, mac: string): string =>
  `${address.padEnd(17)}0x1         ${flags}         ${mac}     *        eth0\n`
const { signal } = new AbortController()

/** A machine with those tables; all else it has is this machine's network. */
function machine(routes: string, neighbours = '') {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'proc/net'), { recursive: true })
  writeFileSync(path.join(folder, 'proc/net/route'), routeHead + routes)
  writeFileSync(path.join(folder, 'proc/net/arp'), arpHead + neighbours)
  return replayHost(folder, new VirtualClock())
}

test('what lies on its own wires is near; gateways, single hosts and the rest of the world are not', () => {
  const near = onLink(
    machine(
      route('eth0', '00000000', '0101A8C0', '00000000') +
        route('eth0', '0001A8C0', '00000000', '00FFFFFF') +
        route('eth1', '0000100A', '00000000', '0000F0FF') +
        route('eth0', '0000A8AC', '0101A8C0', '0000FFFF') +
        route('wg0', '0500000A', '00000000', 'FFFFFFFF'),
    ),
  )
  const answers = [
    '192.168.1.7',
    '10.16.200.9',
    '192.168.2.7',
    '172.168.0.1',
    '10.0.0.5',
    '8.8.8.8',
  ]
  expect(answers.map(near)).toEqual([true, true, false, false, false, false])
  expect(['', '1.2.3', '1.2.3.4.5', '192.168.1.256', 'x'].some(near)).toBe(false)
})

test('only a complete entry of the ARP table is an answer', () => {
  const mac = '3c:52:82:11:22:33'
  const host = machine(
    '',
    arp('192.168.1.2', '0x2', mac) +
      arp('192.168.1.3', '0x0', '00:00:00:00:00:00') +
      arp('192.168.1.4', '0x6', mac.toUpperCase()),
  )
  expect(answeredArp(host)).toEqual(
    new Map([
      ['192.168.1.2', mac],
      ['192.168.1.4', mac],
    ]),
  )
})

test('tables of any text are read without harm', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (routes, table, address) => {
      const host = {
        ...machine(''),
        readTextNow: (file: string) => (/arp/.test(file) ? table : routes),
      }
      onLink(host)(address)
      expect(answeredArp(host)).toBeInstanceOf(Map)
    }),
    { numRuns: 50 },
  )
})

const loopback = route('lo', '0000007F', '00000000', '000000FF')

test('a machine that refuses and one that accepts are both there', async () => {
  const host = machine(loopback)
  const list = [{ address: '127.0.0.1' }, { address: '127.9.9.9' }]
  expect(await lookAround(list, { host, clock: systemClock, signal })).toEqual([
    'present',
    'present',
  ])
})

test('nothing off its own wire is touched, whoever asks for it', async () => {
  const server = createServer()
  let visits = 0
  server.on('connection', () => visits++)
  server.listen(9, '127.0.0.1').on('error', () => undefined)
  await Promise.race([once(server, 'listening'), once(server, 'error')])
  const host = machine(route('eth0', '0001A8C0', '00000000', '00FFFFFF'))
  const list = [{ address: '127.0.0.1' }, { address: '198.51.100.1' }]
  expect(await lookAround(list, { host, clock: systemClock, signal })).toEqual(['unsure', 'unsure'])
  expect(visits).toBe(0)
  server.close()
})

test('an address that another machine has now says nothing', async () => {
  const host = machine(loopback, arp('127.0.0.1', '0x2', '3c:52:82:44:55:66'))
  const look = (mac: string) =>
    lookAround([{ address: '127.0.0.1', mac }], { host, clock: systemClock, signal })
  expect(await look('3c:52:82:11:22:33')).toEqual(['unsure'])
  expect(await look('3c:52:82:44:55:66')).toEqual(['present'])
})
