import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HostBeat } from '../../../collector/model/hosts.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn, Visitor } from '../../support/visitor.ts'

let office: SampleOffice
let beat: HostBeat | null
const looks: string[] = []

beforeEach(async () => {
  looks.length = 0
  beat = { seconds: 10, limitedHere: false }
  office = await sampleOffice({
    lookAt: (hostId) => {
      looks.push(hostId)
      return beat
    },
  })
})
afterEach(() => office.close())

test('who opens a host’s page, or keeps it open, looks at the host; who may not see it does not', async () => {
  const host = await office.addHost({ name: 'pc-1' })
  await new Visitor(office.api).get(`/hosts/${host.id}`)
  await office.parts.office.saveDepartment({ id: 'elimu', name: 'Elimu' })
  const head = await loggedIn(office, 'mkuu', 'head', 'elimu')
  await head.get(`/hosts/${host.id}/graphs`)
  expect(looks).toEqual([])
  const visitor = await loggedIn(office)
  await visitor.get('/')
  expect(looks).toEqual([])
  await visitor.get(`/hosts/${host.id}`)
  await visitor.get(`/hosts/${host.id}/graphs?span=1h`)
  expect(looks).toEqual([host.id, host.id])
})

test('the page says how often the computer reports, and that its own settings decide', async () => {
  const host = await office.addHost({ name: 'pc-1' })
  const visitor = await loggedIn(office)
  expect((await visitor.get(`/hosts/${host.id}`)).body).toContain('kila sekunde 10')
  beat = { seconds: 45, limitedHere: true }
  const limited = (await visitor.get(`/hosts/${host.id}`)).body
  expect(limited).toContain('kila sekunde 45 (mipangilio ya kompyuta hii hairuhusu zaidi)')
  beat = null
  expect((await visitor.get(`/hosts/${host.id}`)).body).not.toContain('kila sekunde')
})
