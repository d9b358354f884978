/**
 * From the officer's declaration to the charge of a UPS: the shipped collector, an agent that is a
 * poller, and a device that answers SNMP over UDP. Its password is seen nowhere on the way.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPaths } from '../../agent/home.ts'
import { ProgramOffice, settledPort, until } from '../support/program-office.ts'
import { runCommand } from '../support/program.ts'
import { Responder } from '../support/snmp/responder.ts'
import { netSnmpMissing } from '../support/snmp/snmpd.ts'
import { freeUdpPort, send } from '../support/snmp/trap-scene.ts'
import { recordingOf } from '../support/snmp/small-devices.ts'

interface Network {
  readonly sites: readonly {
    readonly devices: readonly {
      readonly id: string
      readonly name: string
      readonly presence: string
    }[]
  }[]
}
const office = new ProgramOffice()
const home = office.home('collector')
const agentHome = office.home('poller')
const secret = 'siri-ya-ups-7431'
let port: number
let ups: Responder
let trapPort: number

const network = (): Promise<Network> => office.ask<Network>(port, '/api/v1/network')
const device = (now: Network) => now.sites.flatMap(({ devices }) => devices)[0]

beforeAll(async () => {
  ups = await Responder.start(recordingOf('ups'), { community: secret })
  port = await settledPort(home)
  trapPort = await freeUdpPort()
  await office.collector(home)
  const pollerId = await office.enrol(port, home, agentHome)
  const file = agentPaths(agentHome).config
  const settings = readFileSync(file, 'utf8').replace('network, ', '').replace(', network', '')
  writeFileSync(
    file,
    `${settings}poller: true\nnetwork: { subnets: [127.0.0.0/8], internet: false, secondsMin: 10, trapPort: ${trapPort}, trapAddress: 127.0.0.1 }\n`,
  )
  await office.agent(agentHome)
  const declaration = path.join(home, 'network.yaml')
  writeFileSync(
    declaration,
    `devices:
  - name: UPS ya Seva
    role: ups
    address: 127.0.0.1
    poller: ${pollerId}
    ping: false
    snmp: { version: 2c, port: ${ups.port}, community: ${secret}, everySeconds: 10, timeoutMs: 500, retries: 0 }
`,
  )
  await runCommand(home, ['network', 'apply', declaration])
})
afterAll(async () => {
  ups.close()
  await office.close()
})

test('a UPS that is declared is read and is online', async () => {
  const now = await until(network, (seen) => device(seen)?.presence === 'online')
  const id = device(now)?.id ?? ''
  const points = await until(
    () => office.points(port, id, 'ups.battery_charge_percent'),
    (found) => found.length > 0,
  )
  expect(JSON.stringify(points.at(-1))).toContain('97')
  expect(JSON.stringify(now)).not.toContain(secret)
})

test.skipIf(netSnmpMissing('snmptrap', 'snmp'))(
  'an alarm that it sends by itself is told for it',
  async () => {
    const now = await until(network, (seen) => device(seen)?.presence === 'online')
    const id = device(now)?.id ?? ''
    const alarm = ['1.3.6.1.2.1.33.1.6.2.1.2.1', 'o', '1.3.6.1.2.1.33.1.6.3.13']
    const to = `127.0.0.1:${trapPort}`
    const words = ['-v', '2c', '-c', secret, to, '', '1.3.6.1.2.1.33.2.3', ...alarm]
    expect(await send('snmpinform', words)).toBe(true)
    const points = await until(
      () => office.points(port, id, 'trap.count'),
      (found) => found.length > 0,
    )
    expect(points).toHaveLength(1)
  },
)

test('its password stands in no file of the agent and in none of the collector', () => {
  const leaks = [home, agentHome].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((file) => statSync(file).isFile() && !file.endsWith('network.yaml'))
      .filter((file) => readFileSync(file).includes(secret)),
  )
  expect(leaks).toEqual([])
})
