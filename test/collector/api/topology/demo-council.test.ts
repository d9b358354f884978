/** The demo's council: what its switches tell fits what its officer has said, and leaves something to decide. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { declareNetwork } from '../../../../collector/api/network/declare.ts'
import { declareParents } from '../../../../collector/api/topology/decide-parents.ts'
import { readParentsCsv } from '../../../../collector/api/topology/parents-csv.ts'
import { readTopology } from '../../../../collector/api/topology/read-topology.ts'
import { LinkKeeper } from '../../../../collector/network/link-keeper.ts'
import { networkDeclaration } from '../../../../config/network-schema.ts'
import { sampleOf } from '../../../../contract/catalogue/sample.ts'
import { councilOf } from '../../../../scripts/swarm/council.ts'
import { inventoryOf } from '../../../../scripts/swarm/inventory.ts'
import { devices, networkOfCouncil } from '../../../../scripts/swarm/network/devices.ts'
import { linkReadings, parentsOfCouncil } from '../../../../scripts/swarm/network/wiring.ts'
import { tellFacts } from '../../../support/sample-facts.ts'
import { sampleOffice, type SampleOffice } from '../../../support/sample-office.ts'
import { loggedIn } from '../../../support/visitor.ts'

const screenshots = process.env['MLINZI_SCREENSHOTS']
let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

test('all that is said can be, most of it is seen, and one switch’s computers wait to be accepted', async () => {
  const { parts, clock } = office
  const hosts = councilOf(40)
  for (const name of new Set(hosts.map(({ site }) => site)))
    await parts.office.saveSite({ id: name, name, profile: 'lan', subnets: [] })
  for (const host of hosts) {
    const { name, site: siteId, role } = host
    const { id } = await office.addHost({ name, siteId, role, presence: 'online' })
    const now = clock.now()
    const inventory = inventoryOf({
      host,
      timeMs: now,
      bootMs: now,
      storyMs: now,
      lostMs: undefined,
    })
    await parts.hosts.setInventory(id, 'h', { ...inventory })
  }
  const { devices: added } = await declareNetwork(parts, networkDeclaration.parse(networkOfCouncil))
  const told = devices.flatMap((device) => {
    const id = added.find(({ name }) => name === device.name)?.id ?? ''
    return linkReadings(device).map((one) => [id, one] as const)
  })
  expect(told.flatMap(([, one]) => ('refused' in sampleOf(one) ? [one] : []))).toEqual([])
  await tellFacts(parts.store, clock, told)
  const { store, discovery } = parts
  await new LinkKeeper({ store, discovery, deviceIds: () => added.map(({ id }) => id) }).turn()
  const { refused, links } = await declareParents(
    parts,
    readParentsCsv(parentsOfCouncil()),
    'ofisa',
  )
  expect(refused).toEqual([])
  const { confirmed, proposals, rings, nameOf } = await readTopology(parts)
  expect(rings).toEqual([])
  expect(confirmed.size).toBeGreaterThan(links.length / 2)
  const sure = proposals.filter(({ confidence }) => confidence === 'high')
  expect(new Set(sure.map(({ parentId }) => nameOf(parentId)))).toEqual(new Set(['SWICHI-HQ-2']))
  expect(sure.length).toBeGreaterThan(3)
  const visitor = await loggedIn(office, 'ofisa', 'officer')
  for (const site of ['Makao Makuu', 'Kata ya Bondeni']) {
    const { body, statusCode } = await visitor.get(`/network/map?site=${encodeURIComponent(site)}`)
    expect(statusCode).toBe(200)
    expect(body).toContain('<svg width')
    if (screenshots) writeFileSync(path.join(screenshots, `${site}.html`), body)
  }
})
