import { afterEach, beforeEach, expect, it } from 'vitest'
import { ConfigError } from '../../../config/load.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

const page = '/rules/disk-full-data'
const above = 'v:warning.when.0.above'

it('an exception is tried, saved with who and why, and removed, each in the audit log', async () => {
  const { id: hostId } = await office.addHost({ name: 'AFY-PC-014' })
  const officer = await loggedIn(office, 'asha', 'officer')
  const shown = (await officer.get(page)).body
  expect(shown).toContain('sehemu iliyotumika zaidi ya (%)')
  expect(shown).toContain('value="20 GB"')
  const fields = { computer: 'afy-pc-014', object: 'D:', [above]: '97', note: 'Kumbukumbu za CCTV' }
  const tried = await officer.post(`${page}/exceptions`, { ...fields, do: 'try' }, page)
  expect(tried.statusCode).toBe(200)
  expect(tried.body).toContain('Kwa kighairi hiki: tahadhari 0')
  expect(tried.body).toContain('value="save"')
  expect(await office.parts.ruleExceptions.all()).toEqual([])
  await officer.post(`${page}/exceptions`, { ...fields, do: 'save' }, page)
  const [made] = await office.parts.ruleExceptions.all()
  expect(made).toMatchObject({
    ruleId: 'disk-full-data',
    where: { hosts: [hostId], objects: ['D:'] },
    note: 'Kumbukumbu za CCTV',
    by: 'asha',
  })
  // Conditions are replaced whole: the second one stays beside the changed one.
  expect(made?.set).toEqual({
    warning: {
      when: [
        { field: 'used_percent', above: 97 },
        { field: 'free', below: '20 GB' },
      ],
    },
  })
  const remove = `${page}/exceptions/${made?.id}/remove`
  expect((await officer.post(remove, {}, page)).statusCode).toBe(303)
  expect(await office.parts.ruleExceptions.all()).toEqual([])
  expect((await officer.post(remove, {}, page)).statusCode).toBe(404)
  const actions = (await office.parts.audit.list({ limit: 9 })).map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['rule.exception_add', 'rule.exception_remove']))
})
it.each([
  [{}, 'Hakuna kilichobadilishwa bado.'],
  [{ [above]: '90' }, 'Hakuna kilichobadilishwa bado.'],
  [{ computer: 'PC-9', enabled: 'off' }, 'Hakuna chenye jina hili hapa.'],
])('what cannot be is said beside its field (%#)', async (fields, fault) => {
  const officer = await loggedIn(office, 'asha', 'officer')
  const answer = await officer.post(`${page}/exceptions`, { ...fields, do: 'save' }, page)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(fault)
  expect(await office.parts.ruleExceptions.all()).toEqual([])
})
it('what the check of rules refuses is shown with its reason, and nothing is saved', async () => {
  const fault = { file: 'x', line: 1, text: 'exception: "soon" is no length of time' }
  Object.assign(office.parts.rules, {
    tryException: () => Promise.reject(new ConfigError([fault])),
  })
  const officer = await loggedIn(office, 'asha', 'officer')
  const fields = { 'v:warning.for': 'soon', do: 'save' }
  const answer = await officer.post(`${page}/exceptions`, fields, page)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('is no length of time')
  expect(answer.body).toContain('value="soon"')
  expect(await office.parts.ruleExceptions.all()).toEqual([])
})
it('a viewer reads a rule and cannot change it; an unknown one is not found', async () => {
  const viewer = await loggedIn(office, 'juma', 'viewer')
  const shown = (await viewer.get(page)).body
  expect(shown).toContain('Vighairi')
  expect(shown).not.toContain('name="do"')
  expect((await viewer.post(`${page}/exceptions`, { do: 'save' })).statusCode).toBe(403)
  expect((await viewer.get('/rules/none')).statusCode).toBe(404)
})
it('every shipped rule has a page in both languages', async () => {
  const officer = await loggedIn(office, 'asha', 'officer')
  for (const { id } of office.parts.rules.inForce())
    expect((await officer.get(`/rules/${id}`)).statusCode, id).toBe(200)
})
