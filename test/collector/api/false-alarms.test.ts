import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'
import { loggedIn } from '../../support/visitor.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

/** Twenty alerts of one rule, ten of another. */
async function alerts(): Promise<void> {
  const { id: hostId } = await office.addHost({ name: 'AFY-PC-014' })
  for (let at = 0; at < 30; at++) {
    const ruleId = at < 20 ? 'disk-full-data' : 'memory-pressure'
    await office.openAlert({ id: `a${at}`, ruleId, hostId, object: `D${at}` })
  }
}

describe('alerts that were of no use', () => {
  it('are marked in the console with a reason, taken back, and counted by rule', async () => {
    await alerts()
    const officer = await loggedIn(office, 'asha', 'officer')
    const mark = (id: string, reason: string) =>
      officer.post(
        `/alerts/${id}/useless`,
        { reason, note: 'kazi iliyopangwa', to: '/alerts' },
        '/alerts',
      )
    expect((await mark('a0', 'not_important')).statusCode).toBe(303)
    let page = (await officer.get('/false-alarms')).body
    // One of twenty is five per cent: not above the limit.
    expect(page).toContain('5 %')
    expect(page).not.toContain('Ishushe iwe taarifa')
    for (const id of ['a1', 'a2']) await mark(id, 'not_important')
    await mark('a20', 'not_true')
    page = (await officer.get('/false-alarms')).body
    expect(page).toContain('15 %')
    expect(page).toContain('Ishushe iwe taarifa')
    expect(page).toContain('Kagua kiwango cha ukomo')
    await mark('a20', '')
    page = (await officer.get('/false-alarms')).body
    expect(page).not.toContain('Kagua kiwango cha ukomo')
    expect((await officer.get('/alerts')).body).toContain(
      'Haikuwa na maana: Ni kweli, lakini hakuna la kufanya',
    )
  })
  it('refuse a reason that there is not, and viewers', async () => {
    await alerts()
    const officer = await loggedIn(office, 'asha', 'officer')
    const made = await officer.post('/alerts/a0/useless', { reason: 'bored' }, '/alerts')
    expect(made.statusCode).toBe(400)
    const viewer = await loggedIn(office, 'juma', 'viewer')
    expect((await viewer.get('/false-alarms')).statusCode).toBe(403)
    const refused = await viewer.post('/alerts/a0/useless', { reason: 'not_true' }, '/alerts')
    expect(refused.statusCode).toBe(403)
  })
  it('are told and read through the API as well', async () => {
    await alerts()
    const { secret } = await office.parts.apiTokens.create('tests', 'officer')
    const headers = { authorization: `Bearer ${secret}` }
    const url = '/api/v1/alerts/a0/not-useful'
    const said = await office.api.inject({
      method: 'PUT',
      url,
      headers,
      payload: { reason: 'not_true' },
    })
    expect(said.json()).toEqual({ id: 'a0', reason: 'not_true', by: 'token:tests' })
    const bad = await office.api.inject({ method: 'PUT', url, headers, payload: { reason: 'x' } })
    expect(bad.statusCode).toBe(400)
    const shares = await office.api.inject({ method: 'GET', url: '/api/v1/false-alarms', headers })
    expect(shares.json()).toMatchObject({
      limitPercent: 5,
      rules: [
        {
          rule: 'disk-full-data',
          alerts: 20,
          useless: 1,
          percent: 5,
          above: false,
          mainReason: 'not_true',
        },
        { rule: 'memory-pressure', alerts: 10, useless: 0, percent: 0, mainReason: null },
      ],
    })
  })
})
