import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

const page = '/settings/hours'
const own = { mode: 'hours', day1: '1', day6: '1', from: '08:00', until: '24:00' }

it('is set for a role and for a computer, shown, and as usual again, in both languages', async () => {
  const { id: hostId } = await office.addHost({ name: 'AFY-PC-014' })
  const officer = await loggedIn(office, 'asha', 'officer')
  expect((await officer.get(page)).body).toContain('Lini kompyuta zinatakiwa kuwa zimewashwa')
  await officer.post('/settings/expected', { role: 'server', mode: 'office' }, page)
  const made = await officer.post(
    '/settings/expected',
    { computer: 'afy-pc-014', ...own, holidays: '1' },
    page,
  )
  expect(made.statusCode).toBe(303)
  const shown = (await officer.get(page)).body
  expect(shown).toContain('Jumatatu, Jumamosi 08:00–24:00; na sikukuu pia')
  expect(shown).toContain(`/hosts/${hostId}`)
  const { expected } = await office.parts.office.calendar()
  expect(expected?.roles).toEqual({ server: { mode: 'office' } })
  // The office's own hours are another form; saving them leaves this as it is.
  await office.parts.office.setCalendar(await office.parts.office.calendar())
  expect((await office.parts.office.calendar()).expected).toEqual(expected)
  await officer.post('/settings/expected/role/server/reset', {}, page)
  await officer.post(`/settings/expected/host/${hostId}/reset`, {}, page)
  expect((await office.parts.office.calendar()).expected).toBeUndefined()
  const again = await officer.post('/settings/expected/role/server/reset', {}, page)
  expect(again.statusCode).toBe(404)
  const actions = (await office.parts.audit.list({ limit: 20 })).map(({ action }) => action)
  expect(actions.filter((one) => one.startsWith('expected'))).toEqual([
    'expected.reset',
    'expected.reset',
    'expected.set',
    'expected.set',
  ])
})
it.each([
  [{ mode: 'always' }, 'Tafadhali jaza sehemu hii.'],
  [{ role: 'server', computer: 'PC-1', mode: 'always' }, 'Chagua kimoja tu'],
  [{ computer: 'PC-9', mode: 'always' }, 'Hakuna chenye jina hili hapa.'],
  [{ role: 'toaster', mode: 'always' }, 'Tafadhali chagua'],
  [{ role: 'server', mode: 'hours', from: '08:00', until: '09:00' }, 'Tafadhali jaza sehemu hii.'],
  [{ role: 'server', ...own, from: '8' }, 'Andika muda hivi'],
  [{ role: 'server', ...own, until: '08:00' }, 'Muda wa kufunga'],
])('what cannot be is said beside its field (%#)', async (fields, fault) => {
  await office.addHost({ name: 'PC-1' })
  const officer = await loggedIn(office, 'asha', 'officer')
  const answer = await officer.post('/settings/expected', fields, page)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(fault)
  expect((await office.parts.office.calendar()).expected).toBeUndefined()
})
it('programs read and set it through the API', async () => {
  await office.addHost({ name: 'PC-1' })
  const { secret } = await office.parts.apiTokens.create('deploy', 'officer')
  const url = '/api/v1/expected-schedules'
  const headers = { authorization: `Bearer ${secret}` }
  const put = (payload: object) => office.api.inject({ method: 'PUT', url, headers, payload })
  const usual = (await office.api.inject({ url, headers })).json()
  expect(usual).toHaveLength(6)
  expect(usual[0]).toMatchObject({ role: 'server', mode: 'always', own: false })
  const hours = { mode: 'hours', days: [6, 1], from: '08:00', until: '12:00' }
  const set = await put({ computer: 'pc-1', ...hours })
  expect(set.json().at(-1)).toMatchObject({
    computer: 'PC-1',
    ...hours,
    days: [1, 6],
    holidays: false,
    own: true,
  })
  const refused = await put({ role: 'server', ...hours, from: 'saa mbili' })
  expect(refused.statusCode).toBe(400)
  const wrong = await put({ role: 'server', ...hours, until: '07:00' })
  expect(wrong.json().message).toContain('"until": it must end after it begins')
  const gone = await office.api.inject({ method: 'DELETE', url: `${url}?computer=PC-1`, headers })
  expect(gone.json()).toHaveLength(6)
})
it('a feast by the moon is entered when it is announced', async () => {
  const officer = await loggedIn(office, 'asha', 'officer')
  expect((await officer.get(page)).body).toContain('Idi el Fitri: takriban 20/03/2026')
  const fields = { feast: 'hajj', day: '28/05/2026', next: '1' }
  const added = await officer.post('/settings/holiday', fields, page)
  expect(added.statusCode).toBe(303)
  const { holidays } = await office.parts.office.calendar()
  expect(holidays).toEqual(expect.arrayContaining(['2026-05-28', '2026-05-29']))
  const wrong = await officer.post('/settings/holiday', { feast: 'hajj', day: '31/02/2026' }, page)
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('Andika kila tarehe hivi')
})
