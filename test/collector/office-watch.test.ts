import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  followedEnrolment,
  followedHosts,
  followedKeys,
  followedOffice,
} from '../../collector/followed-repositories.ts'
import { OfficeWatch } from '../../collector/office-watch.ts'
import type { HostRecord } from '../../collector/model/hosts.ts'
import { sampleOffice, type SampleOffice } from '../support/sample-office.ts'

let office: SampleOffice
let watch: OfficeWatch
let told: string[]

beforeEach(async () => {
  office = await sampleOffice()
  const { identity, parts } = office
  watch = new OfficeWatch(identity.hosts, parts.office)
  told = []
  watch.listen({
    hostChanged: ({ name }) => told.push(`host ${name}`),
    hostRemoved: () => told.push('removed'),
    linksChanged: () => told.push('links'),
    officeChanged: () => told.push('office'),
    mailChanged: () => told.push('mail'),
  })
  await watch.reload()
})
afterEach(() => office.close())
const listed = (): Promise<readonly HostRecord[]> =>
  followedHosts(office.identity.hosts, watch).all()

test('what is changed through it stands in the list at once, without reading all again', async () => {
  const { id } = await office.addHost({ name: 'pc-1' })
  expect(await listed()).toEqual([])
  await watch.learn(id)
  const hosts = followedHosts(office.identity.hosts, watch)
  await hosts.change(id, { name: 'Mapokezi' })
  await hosts.setContact(id, { atMs: 77, agentVersion: '9' })
  watch.present(id, 'asleep', 99)
  expect(await listed()).toMatchObject([
    { name: 'Mapokezi', agentVersion: '9', presence: 'asleep', presenceSinceMs: 99 },
  ])
  expect(await hosts.get(id)).toMatchObject({ presence: 'asleep' })
  await hosts.remove(id)
  expect(await listed()).toEqual([])
  expect(told).toEqual(['host pc-1', 'host Mapokezi', 'removed'])
})

test('an enrolled computer is listed, one that waits for approval when it has it', async () => {
  const { identity } = office
  const keys = followedKeys(identity.keys, watch)
  const enrolment = followedEnrolment(identity.enrolment, watch)
  const enrol = async (hostname: string, autoApprove: boolean): Promise<void> => {
    const ticket = await enrolment.createToken({
      expiresAtMs: office.clock.now() + 1000,
      usesLeft: 1,
      siteId: null,
      departmentId: null,
      role: 'desktop',
      autoApprove,
      note: '',
    })
    const publicKey = crypto.getRandomValues(new Uint8Array(32))
    const agentId = Buffer.from(publicKey.subarray(0, 16)).toString('hex')
    const machine = { hostname, platform: 'linux', version: '1', facts: { macs: [] }, siteId: null }
    await keys.enrol({ ticket, agentId, publicKey, ...machine })
  }
  await enrol('pc-1', true)
  await enrol('pc-2', false)
  expect((await listed()).map(({ name }) => name)).toEqual(['pc-1'])
  const waiting = (await enrolment.keys()).find(({ state }) => state === 'pending')
  await enrolment.approve(waiting?.agentId ?? '')
  expect((await listed()).map(({ name }) => name)).toEqual(['pc-1', 'pc-2'])
  const [first] = await enrolment.keys()
  const contact = { atMs: 5, hostname: 'pc-9', agentVersion: '2', clockOffsetSeconds: 3 }
  const { agentId = '', hostId = '' } = first ?? {}
  await keys.contacts([{ agentId, hostId, facts: { macs: [] }, ...contact }])
  const renamed = (await listed()).find(({ id }) => id === hostId)
  expect(renamed).toMatchObject({ name: 'pc-9', agentVersion: '2', clockOffsetSeconds: 3 })
})

test('a site’s changed profile is told, whoever changed it; the same again is not', async () => {
  const followed = followedOffice(office.parts.office, watch)
  const site = { id: 'hq', name: 'Makao Makuu', profile: 'wan', subnets: [] } as const
  await followed.saveSite(site)
  expect(told).toEqual(['links', 'office'])
  await office.parts.office.saveSite({ ...site, profile: 'thin' })
  await watch.reload()
  await watch.reload()
  expect(told).toEqual(['links', 'office', 'links', 'office'])
})

test('two readings at once and a change between them leave the newest', async () => {
  const { id } = await office.addHost({ name: 'pc-1' })
  await watch.learn(id)
  const both = Promise.all([watch.reload(), watch.reload()])
  watch.patch(id, { agentVersion: 'newest' })
  await both
  expect((await listed())[0]?.agentVersion).toBe('newest')
})

test('a site or a calendar that another program has written is told once', async () => {
  const site = { id: 'mlimani', name: 'Mlimani', profile: 'lan', subnets: [] } as const
  await office.parts.office.saveSite(site)
  await watch.reload()
  await watch.reload()
  expect(told).toEqual(['links', 'office'])
  const calendar = await office.parts.office.calendar()
  await office.parts.office.setCalendar({ ...calendar, holidays: ['2027-02-03'] })
  await watch.reload()
  expect(told).toEqual(['links', 'office', 'office'])
})
