import { expect, test } from 'vitest'
import { sameMachine, usableFacts } from '../../../collector/state/machine-facts.ts'
import { agentIn, enrolIn, enrolledAgent, eventually, temporaryFolder } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'

const open = doors()
const facts = { serial: '5CG1234XYZ', uuid: '226e380e-67d1-4214-9868-5383a79af0b8', macs: [] }

test('a machine set up anew is proposed as the host it was, and keeps its history when assigned', async () => {
  const door = await open()
  const { hosts, enrolment } = door.identity
  const folder = await temporaryFolder()
  const before = await enrolIn(folder, await door.token(), { facts })
  await hosts.change(before.hostId, {
    name: 'Mapokezi',
    departmentId: 'afya',
    labels: { room: '4' },
  })

  const newFolder = await temporaryFolder()
  const again = await enrolIn(newFolder, await door.token(), { facts, hostname: 'DESKTOP-7' })
  expect(again.state).toBe('pending')
  await expect(agentIn(newFolder).connect()).rejects.toMatchObject({ code: 'pending' })
  const key = (await enrolment.keys()).find((one) => one.agentId === again.agentId)
  expect(key).toMatchObject({ state: 'pending', sameHostAs: before.hostId, hostname: 'DESKTOP-7' })
  // Until the officer decides the fleet has one host, not two.
  expect(await hosts.all()).toHaveLength(1)

  const oldSession = await agentIn(folder).connect()
  await enrolment.assignToHost(again.agentId, before.hostId)
  expect(await oldSession.ended).toMatchObject({ type: 'refused', code: 'revoked' })
  const session = await agentIn(newFolder).connect({ hostname: 'DESKTOP-7' })
  expect(session.welcome).toMatchObject({ hostId: before.hostId, hostName: 'Mapokezi' })
  const all = await hosts.all()
  expect(all).toMatchObject([{ id: before.hostId, departmentId: 'afya', labels: { room: '4' } }])
})

test('the officer may say that it is another machine after all', async () => {
  const door = await open()
  const { hosts, enrolment } = door.identity
  await enrolIn(await temporaryFolder(), await door.token(), { facts })
  const folder = await temporaryFolder()
  const other = await enrolIn(folder, await door.token(), { facts })
  await enrolment.approve(other.agentId)
  expect(await hosts.all()).toHaveLength(2)
  await expect(agentIn(folder).connect()).resolves.toBeDefined()
})

test('a token without automatic approval lets nobody in before the officer', async () => {
  const door = await open()
  const folder = await temporaryFolder()
  const enrolled = await enrolIn(folder, await door.token({ autoApprove: false, role: 'server' }))
  expect(enrolled.state).toBe('pending')
  await expect(agentIn(folder).connect()).rejects.toMatchObject({ code: 'pending' })
  expect(await door.identity.hosts.get(enrolled.hostId)).toBeUndefined()
  await door.identity.enrolment.approve(enrolled.agentId)
  const session = await agentIn(folder).connect()
  expect(session.welcome.hostId).toBe(enrolled.hostId)
  const host = await door.identity.hosts.get(enrolled.hostId)
  expect(host).toMatchObject({ role: 'server', siteId: 'kilosa', presence: 'never_seen' })
})

test('machines with the junk of one board maker are not taken for each other', async () => {
  const door = await open()
  const junk = {
    serial: 'To be filled by O.E.M.',
    uuid: '03000200-0400-0500-0006-000700080009',
    machineId: '00000000000000000000000000000000',
    macs: ['00:00:00:00:00:00', '0a:00:27:00:00:00'],
  }
  for (let turn = 0; turn < 2; turn++) {
    const enrolled = await enrolIn(await temporaryFolder(), await door.token(), { facts: junk })
    expect(enrolled.state).toBe('approved')
  }
  expect(await door.identity.hosts.all()).toHaveLength(2)
})

test.each([
  'Default string',
  'System Serial Number',
  '00000000',
  'XXXXXXXXXXX',
  '1234567890',
  'N/A',
  'None',
  'INVALID',
  'ffffffff',
  '0',
])('the serial %s says nothing', (serial) => {
  expect(usableFacts({ serial, macs: [] })).toEqual([])
})

test.each(['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', '00000000-0000-0000-0000-000000000000', 'abc'])(
  'the UUID %s says nothing',
  (uuid) => {
    expect(usableFacts({ uuid, macs: [] })).toEqual([])
  },
)

test('a copied disk image carries the machine id along, not the board', () => {
  const machineId = 'c0ffee00d15ea5e0badc0de1face0ff1'
  const one = usableFacts({ machineId, serial: 'PF0AAA11', macs: ['00:1b:21:aa:bb:01'] })
  const other = usableFacts({ machineId, serial: 'PF0BBB22', macs: ['00:1b:21:aa:bb:02'] })
  expect(sameMachine(one, other)).toBe(false)
  expect(sameMachine(one, usableFacts({ serial: 'pf0aaa11', macs: [] }))).toBe(true)
  expect(sameMachine(one, usableFacts({ macs: ['00-1B-21-AA-BB-01'] }))).toBe(true)
  expect(sameMachine(one, usableFacts({ machineId, macs: [] }))).toBe(true)
  expect(sameMachine(one, [])).toBe(false)
})

test('inventory, presence and changes are kept', async () => {
  const door = await open()
  const { hosts } = door.identity
  const { hostId } = await enrolledAgent(door)
  const hash = 'a'.repeat(32)
  await hosts.setInventory(hostId, hash, { cpu: { model: 'i5' } })
  await hosts.setInventory(hostId, hash, { cpu: { model: 'i7' } })
  await hosts.setPresence(hostId, 'online', 5)
  await hosts.setContact(hostId, { atMs: 6 })
  await hosts.change(hostId, { critical: true, siteId: null })
  await hosts.change(hostId, {})
  expect(await hosts.get(hostId)).toMatchObject({
    inventory: { cpu: { model: 'i7' } },
    presence: 'online',
    presenceSinceMs: 5,
    lastSeenMs: 6,
    critical: true,
    siteId: null,
  })
  await hosts.remove(hostId)
  expect(await hosts.get(hostId)).toBeUndefined()
  expect(await door.identity.enrolment.keys()).toEqual([])
})

test('the welcome names the inventory that the collector holds', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  expect((await agent.connect()).welcome.inventoryHash).toBeNull()
  await door.identity.hosts.setInventory(agent.hostId, 'b'.repeat(32), {})
  expect((await agent.connect()).welcome.inventoryHash).toBe('b'.repeat(32))
})

test('a host bears its office name whatever its computer is called', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  await door.identity.hosts.change(agent.hostId, { name: 'Mapokezi' })
  await door.identity.keys.contacts([
    {
      agentId: agent.agentId,
      hostId: agent.hostId,
      atMs: 1,
      hostname: 'renamed',
      agentVersion: '1',
      clockOffsetSeconds: 0,
      facts: { macs: [] },
    },
  ])
  expect((await door.identity.hosts.get(agent.hostId))?.name).toBe('Mapokezi')
  expect((await door.identity.enrolment.keys())[0]?.hostname).toBe('renamed')
})

test('a machine whose board was exchanged is known again by what it has now', async () => {
  const door = await open()
  const { enrolment } = door.identity
  const folder = await temporaryFolder()
  const macs = ['3c:52:82:11:22:33']
  const before = await enrolIn(folder, await door.token(), { facts: { ...facts, macs } })
  const now = { serial: '5CG9999NEW', macs: ['3c:52:82:44:55:66'] }
  const session = await agentIn(folder).connect({ facts: now })
  await eventually('the contact is written', async () => {
    const table = door.state.db.selectFrom('host_fact').select('value')
    const rows = await table.where('kind', '=', 'serial').execute()
    return rows.some(({ value }) => value === '5cg9999new')
  })
  await session.close('stop')
  const rebuilt = await enrolIn(await temporaryFolder(), await door.token(), { facts: now })
  const old = { serial: facts.serial, macs }
  const boardElsewhere = await enrolIn(await temporaryFolder(), await door.token(), { facts: old })
  const keys = new Map((await enrolment.keys()).map((key) => [key.agentId, key.sameHostAs]))
  expect(keys.get(rebuilt.agentId)).toBe(before.hostId)
  expect(keys.get(boardElsewhere.agentId)).toBeNull()
  // Of the UUID it said nothing any more: what was known of it stays.
  const uuid = await enrolIn(await temporaryFolder(), await door.token(), {
    facts: { uuid: facts.uuid, macs: [] },
  })
  const last = (await enrolment.keys()).find(({ agentId }) => agentId === uuid.agentId)
  expect(last?.sameHostAs).toBe(before.hostId)
})
