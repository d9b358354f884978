import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reader } from '../../support/alert-scene.ts'
import { sampleOffice, type SampleOffice } from '../../support/sample-office.ts'

let office: SampleOffice
beforeEach(async () => {
  office = await sampleOffice()
})
afterEach(() => office.close())

/** Two matters of one computer in one mail to Juma; the address of its link. */
async function link(): Promise<string> {
  const { id } = await office.addHost({ name: 'AFY-PC-014' })
  const juma = reader('juma', { name: 'Juma', language: 'sw' })
  for (const object of ['C:', 'D:']) {
    const values = { path: object, used_percent: 93, free: 1e9, total: 2e9 }
    const alert = { id: `full-${object}`, ruleId: 'disk-full-data', hostId: id, object, values }
    await office.openAlert(alert, [juma])
  }
  const [row] = await office.outbox.due('mail', office.clock.now() + 3_600_000, 5)
  if (!row) throw new Error('There is no mail')
  return `/a/${office.links.sign(row, office.clock.now())}`
}
const get = (url: string) => office.api.inject({ method: 'GET', url })
const press = (url: string) =>
  office.api.inject({
    method: 'POST',
    url,
    payload: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

describe('the link of a mail', () => {
  it('shows what it is about in the reader’s language, without a login, and changes nothing', async () => {
    const url = await link()
    for (let scanned = 0; scanned < 3; scanned++) {
      const page = await get(url)
      expect(page.statusCode).toBe(200)
      expect(page.body).toContain('Ndugu Juma,')
      expect(page.body).toContain('AFY-PC-014')
      expect(page.body).toContain('Nimepokea')
      expect(page.headers['cache-control']).toBe('no-store')
    }
    expect((await office.parts.alerts.open()).every((one) => one.acknowledgedAtMs === null)).toBe(
      true,
    )
  })
  it('acknowledges all matters of its mail, once, in the reader’s name', async () => {
    const url = await link()
    const page = await press(url)
    expect(page.body).toContain('Imepokelewa. Ahsante.')
    const open = await office.parts.alerts.open()
    expect(open.map(({ acknowledgedBy }) => acknowledgedBy)).toEqual(['Juma', 'Juma'])
    const again = await press(url)
    expect(again.statusCode).toBe(200)
    expect(again.body).not.toContain('<button>Nimepokea')
    const entries = await office.parts.audit.list({ limit: 20 })
    const log = entries.filter(({ action }) => action === 'alert.acknowledge')
    expect(log.map(({ actor }) => actor)).toEqual(['Juma', 'Juma'])
  })
  it('says who was quicker, and that what is over is over', async () => {
    const url = await link()
    await office.parts.alerts.acknowledge('full-C:', 'Asha', office.clock.now())
    await office.clearAlert('full-D:')
    const { body } = await get(url)
    expect(body).toContain('Asha')
    expect(body).toContain('Jambo hili limekwisha.')
    expect(body).not.toContain('<form method="post"><button')
  })
  it('expires after a week, and what was made up is unknown', async () => {
    const url = await link()
    await office.clock.advance(7.1 * 86_400_000)
    const late = await press(url)
    expect(late.statusCode).toBe(410)
    expect(late.body).toContain('muda')
    const made = await press(`${url.slice(0, -1)}x`)
    expect(made.statusCode).toBe(404)
    expect((await office.parts.alerts.open()).every((one) => one.acknowledgedAtMs === null)).toBe(
      true,
    )
  })
})
