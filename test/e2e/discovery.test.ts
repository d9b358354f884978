/**
 * From a subnet that the officer names to devices that are registered, declined and told apart: the
 * shipped collector, an agent that is a poller, real fping, and devices that answer SNMP over UDP.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorHome } from '../../collector/home.ts'
import { openRepositories } from '../../collector/repositories.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { agentPaths } from '../../agent/home.ts'
import { ProgramOffice, settledPort, until } from '../support/program-office.ts'
import { runCommand } from '../support/program.ts'
import { missing } from '../support/service.ts'
import { Responder } from '../support/snmp/responder.ts'
import { recordingOf } from '../support/snmp/small-devices.ts'

interface Network {
  readonly sites: readonly { readonly devices: readonly { name: string; snmp: boolean }[] }[]
}
const office = new ProgramOffice()
const home = office.home('collector')
const agentHome = office.home('poller')
const secret = 'siri-ya-ugunduzi-2211'
const cidr = '127.9.9.0/29'
let port: number
let ups: Responder
let printer: net.Server | undefined

const discovery = (...words: string[]): Promise<string> => runCommand(home, ['discovery', ...words])
const lines = async (which: string): Promise<readonly string[]> =>
  (await discovery('list', which)).split('\n').filter((line) => line !== '')

describe.skipIf(missing('fping', 'fping'))('a subnet of loopback', () => {
  beforeAll(async () => {
    ups = await Responder.start(recordingOf('ups'), { community: secret, address: '127.9.9.2' })
    printer = net.createServer((socket) => socket.destroy()).listen(9100, '127.9.9.3')
    port = await settledPort(home)
    const repositories = await openRepositories(collectorHome(home), systemClock)
    await repositories.office.saveSite({
      id: 'kilosa',
      name: 'Kilosa',
      profile: 'lan',
      subnets: [],
    })
    await repositories.close()
    await office.collector(home)
    const pollerId = await office.enrol(port, home, agentHome)
    const file = agentPaths(agentHome).config
    const settings = readFileSync(file, 'utf8').replace('network, ', '').replace(', network', '')
    writeFileSync(
      file,
      `${settings}poller: true\nnetwork: { subnets: [127.9.9.0/30], internet: false, secondsMin: 10 }\n`,
    )
    await office.agent(agentHome)
    await runCommand(home, ['network', 'poller', 'Kilosa', pollerId])
    const declaration = path.join(home, 'discovery.yaml')
    writeFileSync(
      declaration,
      `subnets:
  - cidr: ${cidr}
    site: Kilosa
    perSecond: 50
    snmp: [{ version: 2c, port: ${ups.port}, community: ${secret}, timeoutMs: 500, retries: 0 }]\n`,
    )
    await discovery('apply', declaration)
    await discovery('run', cidr)
  })
  afterAll(async () => {
    ups.close()
    printer?.close()
    await office.close()
  })

  it('proposes what is there, within what the poller’s own settings allow', async () => {
    const found = await until(
      () => lines('new'),
      (all) => all.length > 0,
    )
    // Of six addresses the machine's own file allows those of its /30, and no others.
    expect(new Set(found.map((line) => /127\.9\.9\.\d/.exec(line)?.[0]))).toEqual(
      new Set(['127.9.9.1', '127.9.9.2', '127.9.9.3']),
    )
    expect(found.find((line) => line.includes('127.9.9.2'))).toContain('  ups  ')
    expect(found.find((line) => line.includes('127.9.9.2'))).toContain('ups-1')
    expect(found.find((line) => line.includes('127.9.9.3'))).toContain('  printer  ')
  })

  it('registers what is accepted as a device that is read by the access it took', async () => {
    const [id = ''] =
      (await lines('new')).find((line) => line.includes('127.9.9.2'))?.split('  ') ?? []
    await discovery('accept', id, '--name', 'UPS ya Seva')
    const network = await until(
      () => office.ask<Network>(port, '/api/v1/network'),
      ({ sites }) => sites.some(({ devices }) => devices.length > 0),
    )
    expect(network.sites.flatMap(({ devices }) => devices)).toMatchObject([
      { name: 'UPS ya Seva', snmp: true },
    ])
    expect(await lines('new')).toHaveLength(2)
    expect(await lines('known')).toHaveLength(1)
    await expect(discovery('accept', id)).rejects.toThrow('registered already')
  })

  it('never proposes again what was declined, also after another look', async () => {
    const [id = ''] =
      (await lines('new')).find((line) => line.includes('127.9.9.1'))?.split('  ') ?? []
    await discovery('decline', id)
    const before = await discovery('subnets')
    await discovery('run', cidr)
    await until(
      () => discovery('subnets'),
      (now) => now.includes('done') && now !== before,
    )
    expect(await lines('declined')).toHaveLength(1)
    expect(await lines('new')).toHaveLength(1)
    expect((await lines('new'))[0]).toContain('127.9.9.3')
  })

  it('keeps the community in no file', () => {
    const leaks = [home, agentHome].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => path.join(folder, name))
        .filter((file) => statSync(file).isFile() && !file.endsWith('discovery.yaml'))
        .filter((file) => readFileSync(file).includes(secret)),
    )
    expect(leaks).toEqual([])
  })

  it('says what is wrong with a subnet that cannot be', async () => {
    await expect(discovery('add', '10.0.0.0/8', '--site', 'Makao Makuu')).rejects.toThrow('/22')
    await expect(discovery('add', '10.0.0.0/24', '--site', 'Nowhere')).rejects.toThrow('no site')
    await expect(discovery('run', '10.0.0.0/24')).rejects.toThrow('no subnet')
  })
})
