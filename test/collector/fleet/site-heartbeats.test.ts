import { beforeEach, describe, expect, test } from 'vitest'
import { neighbourOf } from '../../../collector/fleet/neighbour-list.ts'
import { SiteHeartbeats } from '../../../collector/fleet/site-heartbeats.ts'
import type { SiteBeat } from '../../../collector/fleet/site-marks.ts'
import { electSpeaker } from '../../../collector/fleet/speaker.ts'
import type { HostRecord, Role } from '../../../collector/model/hosts.ts'
import type { Site } from '../../../collector/model/office.ts'
import type { AgentPeer } from '../../../collector/model/sessions.ts'
import type { Hello } from '../../../contract/wire/messages.ts'
import { helloOf } from '../../support/door.ts'
import { host } from './host-table.ts'

const local = { sampleSecondsMin: 10, off: [], neighbours: true }
function peer(hostId: string, change: Partial<Hello> = {}): AgentPeer {
  const nothing = (): void => undefined
  return {
    agentId: hostId,
    hostId,
    hello: { ...helloOf('a'.repeat(32)), configVersion: 2, local, ...change },
    send: nothing,
    pause: nothing,
    resume: nothing,
    close: nothing,
  }
}
const candidate = (id: string, role: Role, change: Partial<Hello> = {}) => ({
  host: host(id, role),
  peer: peer(id, change),
})
const refuses = { local: { ...local, neighbours: false } }

describe('who speaks for a site', () => {
  test('the machine that stays on, of those that see their neighbours', () => {
    const all = [
      candidate('laptop', 'laptop'),
      candidate('pc', 'desktop'),
      candidate('server', 'server', refuses),
    ]
    expect(electSpeaker(all, undefined)?.host.id).toBe('pc')
    expect(electSpeaker([...all, candidate('other', 'server')], undefined)?.host.id).toBe('other')
  })
  test('whoever speaks goes on while it can', () => {
    const all = [candidate('laptop', 'laptop'), candidate('server', 'server')]
    expect(electSpeaker(all, 'laptop')?.host.id).toBe('laptop')
    expect(electSpeaker(all, 'gone')?.host.id).toBe('server')
  })
  test('one that sees nobody speaks when there is no other; an old version never', () => {
    expect(electSpeaker([candidate('pc', 'desktop', refuses)], undefined)?.host.id).toBe('pc')
    expect(
      electSpeaker([candidate('pc', 'desktop', { configVersion: 1 })], undefined),
    ).toBeUndefined()
  })
})

describe('where a machine is seen', () => {
  test.each([
    [
      'the first address of version 4',
      [{ addresses: ['fe80::1', '10.0.0.7'], mac: '3C:52:82:11:22:33' }],
      { address: '10.0.0.7', mac: '3c:52:82:11:22:33' },
    ],
    [
      'no address that it gave itself',
      [{ addresses: ['169.254.3.4'] }, { addresses: ['10.0.0.8'] }],
      { address: '10.0.0.8' },
    ],
    ['nowhere without one', [{ addresses: ['2001:db8::1'] }], undefined],
  ])('%s', (_what, network, expected) => {
    expect(neighbourOf({ network })).toEqual(expected)
  })
  test.each([null, {}, { network: 'x' }, { network: [{ addresses: [7] }] }])(
    'an inventory that is none says nothing (%j)',
    (inventory) => expect(neighbourOf(inventory)).toBeUndefined(),
  )
})

describe('a thin site', () => {
  let sites: Site[]
  let hosts: HostRecord[]
  let orders: string[]
  let beats: SiteBeat[]
  let desk: SiteHeartbeats
  const address = new Map<string, string>()

  beforeEach(() => {
    sites = [{ id: 'hq', name: 'hq', profile: 'thin', subnets: [] }]
    hosts = [host('pc1', 'desktop'), host('pc2', 'desktop'), host('server', 'server')]
    orders = []
    beats = []
    for (const [index, { id }] of hosts.entries()) address.set(id, `10.0.0.${index + 1}`)
    desk = new SiteHeartbeats({
      log: { debug() {}, info() {}, warn() {}, error() {} },
      sites: () => sites,
      hosts: () => hosts,
      inventories: {
        get: async (id) => {
          const found = hosts.find((one) => one.id === id)
          const addresses = [address.get(id)]
          return found && { ...found, inventory: { network: [{ addresses }] } }
        },
      },
      onOrder: (hostId) => orders.push(hostId),
      onBeat: (beat) => beats.push(beat),
    })
  })

  test('gets one speaker, who is told whom to look for and is understood', async () => {
    const [pc1, server] = [peer('pc1'), peer('server')]
    for (const one of [pc1, server]) desk.peer(one, true)
    await desk.review()
    expect(orders).toEqual(['server'])
    expect(desk.orderOf(pc1)).toBeUndefined()
    const order = desk.orderOf(server)
    expect(order?.neighbours).toEqual([{ address: '10.0.0.1' }, { address: '10.0.0.2' }])
    desk.received(server, { type: 'heartbeat', list: order?.list ?? 0, present: 'Ag==' }, 5)
    const marks = new Map([
      ['server', true],
      ['pc1', false],
      ['pc2', true],
    ])
    expect(beats).toEqual([{ siteId: 'hq', atMs: 5, everyMs: 300_000, marks }])
    await desk.review()
    expect(orders).toEqual(['server'])
  })

  test('what it is unsure of is not told; an answer to an old list or of another agent is not read', async () => {
    const server = peer('server')
    desk.peer(server, true)
    await desk.review()
    const list = desk.orderOf(server)?.list ?? 0
    desk.received(server, { type: 'heartbeat', list: list + 1, present: 'Aw==' }, 5)
    desk.received(peer('pc1'), { type: 'heartbeat', list, present: 'Aw==' }, 5)
    expect(beats).toEqual([])
    desk.received(server, { type: 'heartbeat', list, present: 'AQ==', unsure: 'Ag==' }, 5)
    expect(beats[0]?.marks).toEqual(
      new Map([
        ['server', true],
        ['pc1', true],
      ]),
    )
  })

  test('another takes over when the speaker has gone; a moved machine makes a new list', async () => {
    const [pc1, server] = [peer('pc1'), peer('server')]
    desk.peer(pc1, true)
    desk.peer(server, true)
    await desk.review()
    desk.peer(server, false)
    await desk.review()
    const first = desk.orderOf(pc1)
    expect(first?.neighbours).toEqual([{ address: '10.0.0.2' }, { address: '10.0.0.3' }])
    address.set('pc2', '10.0.0.99')
    await desk.review()
    const second = desk.orderOf(pc1)
    expect(second?.neighbours[0]).toEqual({ address: '10.0.0.99' })
    expect(second?.list).not.toBe(first?.list)
    expect(orders).toEqual(['server', 'server', 'pc1', 'pc1'])
  })

  test('that is thin no more needs no speaker; who may not look is asked for nobody', async () => {
    const server = peer('server', refuses)
    desk.peer(server, true)
    await desk.review()
    expect(desk.orderOf(server)?.neighbours).toEqual([])
    sites = [{ id: 'hq', name: 'hq', profile: 'wan', subnets: [] }]
    await desk.review()
    expect(desk.orderOf(server)).toBeUndefined()
    expect(orders).toEqual(['server', 'server'])
  })

  test('asks for no more neighbours than one agent may be asked for', async () => {
    hosts = Array.from({ length: 90 }, (_, index) => host(`pc${index}`, 'desktop'))
    for (const [index, { id }] of hosts.entries()) address.set(id, `10.0.0.${index + 1}`)
    const speaker = peer('pc3')
    desk.peer(speaker, true)
    await desk.review()
    expect(desk.orderOf(speaker)?.neighbours).toHaveLength(64)
  })
})
