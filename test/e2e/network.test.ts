/**
 * From the officer's command line to the state of a device and of services: the shipped collector,
 * an agent whose own settings make it a poller, real fping, and servers that come and go.
 */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentPaths } from '../../agent/home.ts'
import { ProgramOffice, settledPort, until } from '../support/program-office.ts'
import { runCommand, type Running } from '../support/program.ts'
import { missing } from '../support/service.ts'

interface Check {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly refused: string | null
  readonly result: string | null
  readonly milliseconds: number | null
}
interface Network {
  readonly sites: readonly {
    readonly devices: readonly {
      readonly id: string
      readonly name: string
      readonly presence: string
      readonly pollerName: string | null
      readonly checks: readonly Check[]
    }[]
  }[]
  readonly services: readonly Check[]
  readonly pollers: readonly { readonly state: string; readonly accepted: number }[]
}

const office = new ProgramOffice()
const home = office.home('collector')
const agentHome = office.home('poller')
let port: number
let pollerId: string
let collector: Running
let agent: Running
let service: net.Server | undefined
let visits = 0

const ask = (): Promise<Network> => office.ask<Network>(port, '/api/v1/network')
const mlinzi = (...words: string[]): Promise<string> => runCommand(home, ['network', ...words])
const devices = (network: Network) => network.sites.flatMap((site) => site.devices)

async function listen(at = 0): Promise<number> {
  service = net.createServer((socket) => {
    socket.on('error', () => undefined)
    visits++
    socket.end('SSH-2.0-test\r\n')
  })
  service.listen(at, '127.0.0.1')
  await once(service, 'listening')
  const address = service.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe.skipIf(missing('fping', 'fping'))('a poller of loopback', () => {
  beforeAll(async () => {
    port = await settledPort(home)
    collector = await office.collector(home)
    pollerId = await office.enrol(port, home, agentHome)
    const settings = readFileSync(agentPaths(agentHome).config, 'utf8')
    writeFileSync(
      agentPaths(agentHome).config,
      `${settings.replace('network, ', '').replace(', network', '')}poller: true
network: { subnets: [127.0.0.0/8], internet: false, secondsMin: 10 }\n`,
    )
    agent = await office.agent(agentHome)
  })
  afterAll(async () => {
    service?.close()
    await office.close()
  })

  it('looks at what is declared while both run, and tells how it stands', async () => {
    const servicePort = await listen()
    await mlinzi('add', 'Swichi ya Mapokezi', '127.0.0.9', '--poller', pollerId, '--every', '10s')
    await mlinzi(
      'check',
      'tcp',
      'SSH',
      `127.0.0.1:${servicePort}`,
      '--poller',
      pollerId,
      '--every',
      '10s',
    )
    const network = await until(
      ask,
      (now) => devices(now)[0]?.presence === 'online' && now.services[0]?.state === 'good',
    )
    expect(devices(network)).toMatchObject([
      { name: 'Swichi ya Mapokezi', checks: [{ name: 'ping', state: 'good', result: 'success' }] },
    ])
    expect(network.services[0]?.milliseconds).toBeGreaterThan(0)
    expect(network.pollers).toMatchObject([{ state: 'working', accepted: 3 }])
    const [device] = devices(network)
    const rtt = await office.points(port, device?.id ?? '', 'ping.average_response_ms')
    expect(rtt.length).toBeGreaterThan(0)
  })

  it('refuses, by its own settings, what lies elsewhere, and says so', async () => {
    await mlinzi('check', 'tcp', 'Kwingine', '10.99.0.1:22', '--poller', pollerId)
    await mlinzi('check', 'http', 'Tovuti', 'https://93.184.215.14/', '--poller', pollerId)
    const { services } = await until(
      ask,
      ({ services: all }) => all.filter(({ refused }) => refused !== null).length === 2,
    )
    const refused = new Map(services.map((one) => [one.name, one.refused]))
    expect(refused.get('Kwingine')).toBe('outside_subnets')
    expect(refused.get('Tovuti')).toBe('no_internet')
  })

  it('goes on from its kept order without a collector, and nothing of that time is lost', async () => {
    expect(
      readFileSync(path.join(agentPaths(agentHome).folder, 'network.order')).includes('127.0.0.9'),
    ).toBe(false)
    await collector.stop('SIGKILL')
    await agent.stop()
    agent = await office.agent(agentHome)
    const fromMs = Date.now()
    const before = visits
    // With the second, what the first found lies in the spool.
    await until(
      () => visits,
      (now) => now >= before + 2,
    )
    service?.close()
    const untilMs = Date.now()
    collector = await office.collector(home)
    await until(
      () => office.points(port, pollerId, 'net_response.response_time'),
      (points) =>
        points.some(({ time }) => Date.parse(time) > fromMs && Date.parse(time) < untilMs),
    )
    const network = await until(ask, (now) => {
      const ssh = now.services.find(({ name }) => name === 'SSH')
      return ssh?.state === 'failing' && devices(now)[0]?.presence === 'online'
    })
    expect(network.services.find(({ name }) => name === 'SSH')).toMatchObject({
      result: 'connection_failed',
    })
  }, 60_000)

  it('stops when the device is removed', async () => {
    const [device] = devices(await ask())
    await mlinzi('remove', device?.id ?? '')
    await until(ask, (now) => devices(now).length === 0 && now.pollers[0]?.accepted === 1)
  })
})
