/** What the officer declares, on the real state database. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectorHome } from '../../../collector/home.ts'
import { declareNetwork } from '../../../collector/api/network/declare.ts'
import { openRepositories } from '../../../collector/repositories.ts'
import { openCollectorState } from '../../../collector/state-tables.ts'
import { parseConfig } from '../../../config/load.ts'
import { networkDeclaration } from '../../../config/network-schema.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { removeFolders, temporaryFolder } from '../../support/door.ts'

type Repositories = Awaited<ReturnType<typeof openRepositories>>
let folder: string
let parts: Repositories

beforeEach(async () => {
  folder = await temporaryFolder()
  parts = await openRepositories(collectorHome(folder), systemClock)
  await parts.office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  await computer('pc1', 'KILOSA-ICT-01')
})
afterEach(() => parts.close())
afterAll(removeFolders)

/** A computer with an agent, as enrolment leaves it. */
async function computer(id: string, name: string): Promise<void> {
  const state = await openCollectorState(collectorHome(folder).state)
  const none = { department_id: null, last_seen_ms: null, presence_since_ms: null }
  const unknown = { clock_offset_seconds: null, agent_version: null, simulated: 0, critical: 0 }
  const known = { role: 'server', presence: 'online', labels: '{}', confirmed: 1 } as const
  await state.db
    .insertInto('host')
    .values({ id, name, site_id: 's1', created_at_ms: 0, ...none, ...unknown, ...known })
    .execute()
  await state.close()
}
const declare = async (text: string) =>
  declareNetwork(parts, parseConfig('mtandao.yaml', text, networkDeclaration))

const first = `
pollers: { Kilosa: KILOSA-ICT-01 }
devices:
  - name: Swichi
    address: 10.20.3.2
    site: kilosa
    snmp: { version: 2c, community: siri-ya-jamii, everySeconds: 60 }
checks:
  - { kind: tcp, name: Swichi web, device: Swichi, host: 10.20.3.2, port: 80 }
  - { kind: http, name: Tovuti, url: "https://mlimani.go.tz/" }
`

describe('a declaration', () => {
  it('makes devices with their ping, checks, and the poller of a site', async () => {
    await declare(first)
    const { devices, checks, sites } = await parts.network.state()
    expect(devices).toMatchObject([{ address: '10.20.3.2', secret: 'kept' }])
    expect(checks.map(({ name, deviceId }) => [name, deviceId !== null])).toEqual([
      ['Swichi web', true],
      ['Tovuti', false],
      ['ping', true],
    ])
    expect(checks.find(({ name }) => name === 'Tovuti')?.pollers).toEqual(['pc1'])
    expect(sites.get('s1')).toBe('pc1')
  })

  it('twice is the same as once, and a change keeps the id and the secrets', async () => {
    const before = await declare(first)
    await declare(first)
    const again = first
      .replace(/ +snmp:.*\n/, '')
      .replace('address: 10.20.3.2', 'address: 10.20.3.9')
    expect(await declare(again)).toEqual(before)
    const { devices, checks } = await parts.network.state()
    expect(devices).toMatchObject([
      { address: '10.20.3.9', snmp: { version: '2c' }, secret: 'kept' },
    ])
    expect(checks).toHaveLength(3)
    const { snmp } = await parts.network.opened()
    expect([...snmp.values()]).toMatchObject([{ community: 'siri-ya-jamii' }])
  })

  it('leaves no secret in the file, nor in what lists and pages get', async () => {
    await declare(first)
    expect(JSON.stringify(await parts.network.state())).not.toContain('siri-ya-jamii')
    for (const file of ['state.sqlite', 'state.sqlite-wal']) {
      const bytes = readFileSync(path.join(path.dirname(collectorHome(folder).state), file))
      expect(bytes.includes('siri-ya-jamii')).toBe(false)
    }
  })

  it.each([
    [
      'a mistyped word',
      'devices: [{ name: A, adress: 10.0.0.1 }]',
      /mtandao.yaml:1: "devices.0.adress" .*did you mean "address"/,
    ],
    [
      'a site that is not there',
      'devices: [{ name: A, address: 10.0.0.1, site: Kilsa }]',
      /no site "Kilsa"; did you mean "Kilosa"/,
    ],
    [
      'a device that is not there',
      'checks: [{ kind: ping, name: A, host: 10.0.0.1, device: B }]',
      /no device "B"/,
    ],
    [
      'nobody to make a check',
      'checks: [{ kind: ping, name: A, host: 10.0.0.1 }]',
      /say which computer/,
    ],
    [
      'a computer’s name',
      'devices: [{ name: kilosa-ict-01, address: 10.0.0.1 }]',
      /agent has this name/,
    ],
    [
      'a name twice',
      'devices: [{ name: A, address: 10.0.0.1 }, { name: a, address: 10.0.0.2 }]',
      /twice/,
    ],
    [
      'an address that is an option',
      'devices: [{ name: A, address: "-n" }]',
      /an address or a name/,
    ],
  ])('with %s is refused whole, with the place', async (_, text, fault) => {
    await expect(declare(text)).rejects.toThrow(fault)
    expect((await parts.network.state()).devices).toEqual([])
  })
})

describe('mail and time servers', () => {
  it('get the usual port of their protocol and encryption', async () => {
    await declare(`${first}
  - { kind: banner, name: Barua 1, host: barua.go.tz, protocol: smtp }
  - { kind: banner, name: Barua 2, host: barua.go.tz, protocol: imap, security: tls }
  - { kind: banner, name: Barua 3, host: barua.go.tz, protocol: pop3, port: 1110, security: none }
  - { kind: ntp, name: Saa, host: 10.20.3.1 }
`)
    const { checks } = await parts.network.state()
    const ports = checks.flatMap(({ check }) =>
      check?.kind === 'banner' || check?.kind === 'ntp' ? [check.port] : [],
    )
    expect(ports).toEqual([25, 993, 1110, 123])
  })
})
