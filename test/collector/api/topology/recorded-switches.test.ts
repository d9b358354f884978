/**
 * Recordings of real switches (../shared/fixtures/dev), read over UDP by the reader that ships, kept
 * in a real state database, and judged: which computer hangs on which port.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTables } from '../../../../agent/sources/network/snmp/discovery.ts'
import { SnmpStation } from '../../../../agent/sources/network/snmp/station.ts'
import { readTopology } from '../../../../collector/api/topology/read-topology.ts'
import { shippedProfiles } from '../../../../config/shipped-profiles.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { sampleOffice, type SampleOffice } from '../../../support/sample-office.ts'
import { readRecording } from '../../../support/snmp/recording.ts'
import { Responder } from '../../../support/snmp/responder.ts'

const folder = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev/snmp')
let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
  await office.parts.office.saveSite({ id: 's1', name: 'Makao Makuu', profile: 'lan', subnets: [] })
})
afterEach(() => office.close())

/** Adds the switch as a device and takes its tables into the state, as its hourly readings are. */
async function learn(id: string, name: string, file: string) {
  const { network, discovery } = office.parts
  const device = {
    name,
    role: 'network',
    siteId: 's1',
    departmentId: null,
    pollerHostId: null,
  } as const
  await network.addDevice(id, { ...device, address: '127.0.0.1', snmp: null })
  const responder = await Responder.start(readRecording(path.join(folder, file)))
  const station = new SnmpStation(shippedProfiles, systemClock)
  try {
    const snmp = {
      version: '2c',
      community: 'public',
      port: responder.port,
      everySeconds: 60,
    } as const
    const { ports } = await readTables(
      [{ id, name, address: '127.0.0.1', role: 'network', snmp }],
      {
        station,
        resolve: async (host) => host,
        clock: systemClock,
        signal: new AbortController().signal,
      },
    )
    await discovery.keepLinks({ deviceId: id, atMs: office.clock.now() - 60_000, ports, macs: [] })
    return ports
  } finally {
    station.close()
    responder.close()
  }
}

/** An enrolled computer whose inventory names this card. */
async function computer(name: string, mac: string): Promise<string> {
  const { id } = await office.addHost({ name, siteId: 's1' })
  const inventory = JSON.stringify({ network: [{ name: 'eth0', mac, addresses: ['10.20.0.77'] }] })
  await office.state.db
    .insertInto('host_inventory')
    .values({ host_id: id, inventory, hash: 'h' })
    .execute()
  return id
}

describe.skipIf(!existsSync(folder))('a recorded switch', () => {
  it('ProCurve 2520: a port with one card is sure, its uplink with 725 says nothing', async () => {
    const ports = await learn('sw', 'SWICHI-1', 'procurve_2520.snmprec')
    const uplink = ports.find(({ addresses }) => addresses > 700)
    expect(uplink).toMatchObject({ addresses: 725, macs: [] })
    const single = ports.find(({ addresses, macs }) => addresses === 1 && macs.length === 1)
    const childId = await computer('FED-PC-01', single?.macs[0] ?? '')
    const { proposals } = await readTopology(office.parts)
    expect(proposals).toMatchObject([
      { childId, parentId: 'sw', port: single?.port, source: 'bridge', confidence: 'high' },
    ])
  })

  it('D-Link DGS-1510: the neighbour that it names by LLDP is found by its name', async () => {
    await learn('sw', 'SWICHI-KUU', 'dlink_dgs-1510-28.snmprec')
    const device = {
      role: 'network',
      siteId: 's1',
      departmentId: null,
      pollerHostId: null,
    } as const
    await office.parts.network.addDevice('other', {
      ...device,
      name: 'Kos16c',
      address: '10.20.0.3',
      snmp: null,
    })
    const { proposals } = await readTopology(office.parts)
    expect(proposals).toMatchObject([
      { childId: 'other', parentId: 'sw', source: 'lldp', confidence: 'medium' },
    ])
    expect(proposals[0]?.evidence).toMatchObject([
      { kind: 'neighbour', device: 'sw', neighbour: 'other' },
    ])
  })
})
