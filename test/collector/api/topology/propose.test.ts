/** From the tables of switches to proposals of what hangs on what. */
import { describe, expect, it } from 'vitest'
import type { TopologyFacts, TopologyPort } from '../../../../collector/api/topology/known.ts'
import { propose } from '../../../../collector/api/topology/propose.ts'
import type { Role } from '../../../../collector/model/hosts.ts'
import type { HostParent } from '../../../../collector/state/parents.ts'

const nowMs = Date.UTC(2026, 10, 12, 7, 42)
const day = 86_400_000
const hosts: Readonly<Record<string, Role>> = {
  router: 'network',
  core: 'network',
  floor: 'network',
  ap: 'network',
  pc1: 'desktop',
  pc2: 'desktop',
  pc3: 'laptop',
  server: 'server',
  vm: 'server',
  printer: 'printer',
}
const ids = Object.keys(hosts)
const mac = (id: string): string => `00:1a:a0:00:00:${(ids.indexOf(id) + 16).toString(16)}`
const stranger = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `00:11:22:33:44:${(at + 16).toString(16)}`)

const port = (
  name: string,
  macs: readonly string[],
  more: Partial<TopologyPort> = {},
): TopologyPort => ({
  port: name,
  addresses: macs.length,
  macs: [...macs],
  ...more,
})
function facts(
  tables: Readonly<Record<string, readonly TopologyPort[]>>,
  more: Partial<TopologyFacts> = {},
): TopologyFacts {
  return {
    hosts: ids.map((id) => ({
      id,
      name: id.toUpperCase(),
      siteId: 'hq',
      role: hosts[id] ?? 'desktop',
    })),
    tables: Object.entries(tables).map(([deviceId, ports]) => {
      return { deviceId, atMs: nowMs - 3_600_000, ports, macs: [mac(deviceId)] }
    }),
    hostMacs: new Map(ids.map((id) => [mac(id), id])),
    hostAddresses: [],
    devices: ids.map((id, at) => ({ hostId: id, address: `10.0.0.${at + 1}` })),
    nowMs,
    ...more,
  }
}
const link = (childId: string, parentId: string): HostParent => {
  return { childId, parentId, how: 'declared', sinceMs: 0, port: null, by: 'asha' }
}
function proposed(
  seen: TopologyFacts,
  links: readonly HostParent[] = [],
  declined: readonly HostParent[] = [],
) {
  return propose(seen, { links, declined }).proposals.map((one) =>
    `${one.childId} > ${one.parentId} ${one.port} ${one.confidence} ${one.notes.join(',')}`.trim(),
  )
}
/** Each computer names 10.0.0.1, the router. */
const gateways = ['pc1', 'pc2', 'pc3', 'server'].map((hostId) => {
  return { hostId, addresses: [], macs: [], gateways: ['10.0.0.1'] }
})

describe('a router, a core switch and one on the floor', () => {
  const tables = {
    core: [
      port('1', [mac('router')], { neighbour: 'ROUTER' }),
      port('2', [mac('floor'), mac('pc1'), mac('pc2')], { neighbour: 'floor.office.go.tz' }),
      port('3', [mac('server')]),
    ],
    floor: [
      port('24', [], { addresses: 300, neighbourId: mac('core'), neighbour: 'CORE' }),
      port('7', [mac('pc1')]),
      port('8', [mac('pc2'), ...stranger(1)], { neighbourKind: 'telephone' }),
      port('9', [mac('pc3'), ...stranger(9)]),
    ],
  }
  it('are put in order from the way out downwards, and computers on the nearest port', () => {
    expect(proposed(facts(tables, { hostAddresses: gateways }))).toEqual([
      'floor > core 2 high',
      'pc1 > floor 7 high',
      'pc2 > floor 8 high',
      'server > core 3 high',
      // By the name alone that the neighbour gives itself.
      'core > router null medium',
      // Nothing was learnt of them; the computers of the site say where the way out is.
      'ap > router null low',
      // Ten addresses on one port: an unmanaged switch stands between.
      'pc3 > floor 9 low',
      'printer > router null low',
      'vm > router null low',
    ])
  })
  it('without any gateway the port with fewer addresses leads downwards', () => {
    expect(proposed(facts(tables))).toContain('floor > core 2 high')
  })
  it('what is accepted is proposed no more and is borne out', () => {
    const accepted = [link('pc1', 'floor'), link('floor', 'core')]
    const { proposals, confirmed } = propose(facts(tables), { links: accepted, declined: [] })
    expect(proposals.map(({ childId }) => childId)).not.toContain('pc1')
    expect(confirmed.get('pc1 floor')).toBe('7')
  })
  it('what was declined is not proposed again', () => {
    expect(proposed(facts(tables), [], [link('pc1', 'floor')])).not.toContain('pc1 > floor 7 high')
  })
  it('evidence of over thirty days ago is none', () => {
    const seen = facts(tables)
    const old = seen.tables.map((one) => ({ ...one, atMs: nowMs - 31 * day }))
    expect(proposed({ ...seen, tables: old })).toEqual([])
  })
  it('a guess puts nothing in question that a person said; what is sure takes the old place', () => {
    const all = propose(facts(tables), {
      links: [link('pc3', 'core'), link('pc1', 'core')],
      declined: [],
    })
    expect(all.proposals.filter(({ childId }) => childId === 'pc3')).toEqual([])
    expect(all.proposals.find(({ childId }) => childId === 'pc1')).toMatchObject({
      parentId: 'floor',
      replaces: ['core'],
      notes: ['moved'],
    })
  })
  it('a link that would close a ring with what is accepted is not proposed, and told', () => {
    const { proposals, rings } = propose(facts(tables), {
      links: [link('core', 'floor')],
      declined: [],
    })
    expect(rings).toContainEqual({ childId: 'floor', parentId: 'core' })
    expect(proposals.map(({ childId }) => childId)).not.toContain('floor')
  })
})

describe('what misleads', () => {
  it('two switches that claim one card as surely are both shown, and neither is sure', () => {
    const tables = { core: [port('5', [mac('pc1')])], floor: [port('6', [mac('pc1')])] }
    expect(proposed(facts(tables))).toEqual([
      'pc1 > core 5 low disputed',
      'pc1 > floor 6 low disputed',
    ])
  })
  it('of a computer that was carried elsewhere the newer table speaks', () => {
    const seen = facts({ core: [port('5', [mac('pc1')])], floor: [port('6', [mac('pc1')])] })
    const tables = seen.tables.map((one) =>
      one.deviceId === 'core' ? { ...one, atMs: nowMs - 2 * day } : one,
    )
    expect(proposed({ ...seen, tables })).toEqual(['pc1 > floor 6 high'])
  })
  it('a server with two cards on two switches has two ways', () => {
    const hostMacs = new Map([
      [mac('server'), 'server'],
      ['00:1a:a0:00:00:ff', 'server'],
    ])
    const tables = { core: [port('5', [mac('server')])], floor: [port('6', ['00:1a:a0:00:00:ff'])] }
    expect(proposed(facts(tables, { hostMacs }))).toEqual([
      'server > core 5 high redundant',
      'server > floor 6 high redundant',
    ])
  })
  it('a switch with cables to two others hangs on either', () => {
    const tables = {
      router: [port('1', [], { neighbour: 'CORE' }), port('2', [], { neighbour: 'AP' })],
      floor: [
        port('1', [], { neighbourId: mac('core') }),
        port('2', [], { neighbourId: mac('ap') }),
      ],
    }
    expect(
      proposed(facts(tables, { hostAddresses: gateways })).filter((one) => one.startsWith('floor')),
    ).toEqual(['floor > ap null high redundant', 'floor > core null high redundant'])
  })
  it('an uplink with hundreds of addresses says nothing of a computer', () => {
    const tables = { core: [port('1', [], { addresses: 412 })] }
    expect(proposed(facts(tables))).toEqual([])
  })
  it('a virtual machine is likely and no more, and the card of the server beside it is not taken for it', () => {
    const hostMacs = new Map([
      ['00:50:56:aa:bb:01', 'vm'],
      [mac('server'), 'server'],
    ])
    const tables = { core: [port('3', [mac('server'), '00:50:56:aa:bb:01'])] }
    expect(proposed(facts(tables, { hostMacs }))).toEqual([
      'server > core 3 medium',
      'vm > core 3 medium virtual',
    ])
  })
  it('an address that two hosts claim (a docking station) tells nothing', () => {
    const seen = facts({ core: [port('3', [mac('pc1')])] })
    const hostAddresses = [{ hostId: 'pc2', addresses: [], macs: [mac('pc1')], gateways: [] }]
    expect(proposed({ ...seen, hostAddresses })).toEqual([])
  })
  it('behind an access point it hangs on that, and a neighbour nobody knows changes nothing', () => {
    const tables = {
      core: [
        port('4', [mac('ap'), mac('pc3')], { neighbour: 'AP' }),
        port('5', [mac('pc1')], { neighbour: 'Simu ya mezani', neighbourId: '00:15:65:00:00:01' }),
      ],
    }
    expect(proposed(facts(tables))).toEqual([
      'pc1 > core 5 high',
      'ap > core 4 medium',
      'pc3 > ap null medium',
    ])
  })
  it('a computer of another site is not taken for a neighbour by its address', () => {
    const seen = facts({ core: [port('5', [mac('pc1')])] })
    const all = seen.hosts.map((host) => (host.id === 'pc1' ? { ...host, siteId: 'ward' } : host))
    expect(proposed({ ...seen, hosts: all })).toEqual([])
  })
  it('of two devices with one name neither is taken', () => {
    const seen = facts({ core: [port('4', [], { neighbour: 'Switch' })] })
    const all = seen.hosts.map((host) =>
      host.id === 'ap' || host.id === 'floor' ? { ...host, name: 'Switch' } : host,
    )
    expect(proposed({ ...seen, hosts: all })).toEqual([])
  })
})
