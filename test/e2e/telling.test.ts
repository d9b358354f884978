/** Who is told what, in a real browser: settings, outbox, links of mails, and the mails themselves. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { alertTexts } from '../../config/locales/alert-languages.ts'
import { MailDesk } from '../../collector/notify/mail-desk.ts'
import { mailChannelOf } from '../../collector/notify/channels/mail/mail-channel.ts'
import { reader, shippedRules } from '../support/alert-scene.ts'
import { password, sampleOffice, type SampleOffice } from '../support/sample-office.ts'

const executablePath = process.env['MLINZI_CHROMIUM'] ?? '/usr/bin/chromium'
const screenshots = process.env['MLINZI_SCREENSHOTS']
const present = existsSync(executablePath)
if (!present && process.env['MLINZI_REQUIRE_SERVICES'] === '1')
  throw new Error(`${executablePath} is needed: apt-get install chromium`)
if (!present) console.warn(`Skipped: ${executablePath} is not installed (apt-get install chromium)`)

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 360, height: 740 },
} as const
const route = {
  phone: '0712 345 678',
  channels: ['mail', 'sms'],
  hours: 'working',
  mailsPerDay: null,
  mailsPerMonth: null,
  smsPerDay: 5,
} as const
const people = [
  reader('juma', { name: 'Juma Mwakyusa', language: 'sw', route: { ...route, part: 'officer' } }),
  reader('naibu', { name: 'Baraka Mushi', language: 'sw', route: { ...route, part: 'deputy' } }),
  reader('afya', {
    name: 'Mkuu wa Idara ya Afya',
    departmentId: 'afya',
    route: { ...route, part: 'head' },
  }),
  reader('ded', {
    name: 'Mkurugenzi Mtendaji',
    route: { ...route, part: 'director', channels: ['mail'] },
  }),
  reader('john', {
    name: 'John, who reads English',
    route: { ...route, part: 'officer', mailsPerDay: 4 },
  }),
]

describe.skipIf(!present)('telling, in a browser', () => {
  let office: SampleOffice
  let browser: Browser
  let address: string
  beforeAll(async () => {
    office = await sampleOffice()
    await fill(office)
    address = await office.api.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.launch({
      executablePath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'],
    })
  })
  afterAll(async () => {
    await browser.close()
    await office.close()
  })
  async function look(page: Page, name: string): Promise<void> {
    if (!screenshots) return
    await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true })
  }
  async function fits(page: Page, what: string): Promise<void> {
    const [wide, shown] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect(wide, what).toBeLessThanOrEqual(shown ?? 0)
  }
  const context = (size: keyof typeof sizes): Promise<BrowserContext> =>
    browser.newContext({ baseURL: address, viewport: sizes[size] })

  test.each(['desktop', 'phone'] as const)(
    'settings and outbox fit a %s in both languages',
    async (size) => {
      const page = await (await context(size)).newPage()
      await page.goto('/login')
      await page.getByLabel('Jina la mtumiaji').fill('amina')
      await page.getByLabel('Nywila', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Ingia' }).click()
      await page.waitForURL('**/')
      for (const language of size === 'phone' ? (['sw', 'en'] as const) : (['sw'] as const)) {
        const amina = await office.parts.users.byName('amina')
        if (amina) await office.parts.users.change(amina.id, { language })
        for (const url of [
          '/settings/recipients',
          '/settings/channels',
          '/outbox',
          '/false-alarms',
          '/alerts',
          '/maintenance',
        ]) {
          await page.goto(url)
          expect(await page.locator('html').getAttribute('lang')).toBe(language)
          await page
            .locator('main details')
            .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
          await fits(page, `${url} ${language}`)
          const bare = await page
            .locator('main :is(input:not([type=hidden]), select)')
            .evaluateAll(
              (fields) =>
                fields.filter((field) => !('labels' in field) || !(field.labels as NodeList).length)
                  .length,
            )
          expect(bare, `${url}: fields without a label`).toBe(0)
          await look(page, `${url.slice(1).replaceAll('/', '-')}-${size}-${language}`)
        }
      }
      await page.context().close()
    },
  )

  test('the link of a mail acknowledges on a phone, without login and scripts', async () => {
    const bare = await browser.newContext({
      baseURL: address,
      viewport: sizes.phone,
      javaScriptEnabled: false,
    })
    const page = await bare.newPage()
    const [row] = await office.outbox.due('mail', office.clock.now() + 3_600_000, 1)
    if (!row) throw new Error('There is no mail')
    await page.goto(`/a/${office.links.sign(row, office.clock.now())}`)
    await fits(page, 'link')
    await look(page, 'link-phone')
    await page.getByRole('button', { name: 'Nimepokea' }).click()
    await page.getByText('Imepokelewa. Ahsante.').waitFor()
    await look(page, 'link-done-phone')
    expect(await page.getByRole('button', { name: 'Nimepokea' }).count()).toBe(0)
    await bare.close()
  })

  test.each(['desktop', 'phone'] as const)(
    'mails are read on a %s without fetching anything',
    async (size) => {
      const page = await (await context(size)).newPage()
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      for (const [name, html] of await mails(office)) {
        await page.setContent(html)
        await fits(page, name)
        await look(page, `mail-${name}-${size}`)
      }
      expect(asked).toEqual([])
      await page.context().close()
    },
  )
})

/** People of each part, each kind of channel, messages in each state. */
async function fill(office: SampleOffice): Promise<void> {
  const { parts, outbox, clock } = office
  const admin = await parts.users.create({ name: 'amina', role: 'admin', departmentId: null })
  await parts.users.setPassword(admin.id, password)
  await parts.office.setOrganisation({
    name: 'Halmashauri ya Wilaya ya Mlimani',
    language: 'sw',
    zanzibar: false,
    phone: '022 211 1111',
    email: 'tehama@mlimani.go.tz',
  })
  await parts.office.saveDepartment({ id: 'afya', name: 'Idara ya Afya, Ustawi wa Jamii na Lishe' })
  for (const one of people) await parts.office.saveRecipient(one)
  const common = { enabled: true, severityMin: 'warning', language: 'sw' } as const
  const sms = { preset: 'beem', key: 'k', secret: 's', sender: 'MLIMANI' }
  await parts.channels.save({ ...common, id: 'sms', kind: 'sms', name: 'SMS', settings: sms })
  await parts.channels.save({
    ...common,
    id: 'w',
    kind: 'webhook',
    name: 'Dawati la msaada',
    settings: {
      url: 'https://dawati.mlimani.go.tz/api/v1/webhooks/mlinzi/0123456789',
      secret: 's',
    },
  })
  const { id: hostId } = await office.addHost({ name: 'AFY-PC-014', departmentId: 'afya' })
  const values = { path: 'C:', used_percent: 93, free: 16.65e9, total: 238.5e9 }
  for (const [at, ruleId] of [
    'disk-full-data',
    'antivirus-definitions-outdated',
    'backup-never',
  ].entries())
    await office.openAlert(
      { id: `a${at}`, ruleId, hostId, object: at === 0 ? 'C:' : '', values },
      people,
    )
  const { id: other } = await office.addHost({ name: 'KITUO-CHA-AFYA-MLIMANI-PC-000123' })
  for (let at = 0; at < 6; at++) {
    const alert = {
      id: `b${at}`,
      ruleId: 'disk-full-data',
      hostId: other,
      object: `D${at}:`,
      values,
    }
    await office.openAlert(
      alert,
      [people[4] ?? people[0]].flatMap((one) => (one ? [one] : [])),
    )
    await parts.verdicts.save({
      alertId: `b${at}`,
      ruleId: alert.ruleId,
      reason: 'repeated',
      note: '',
      by: 'asha',
      atMs: clock.now(),
    })
  }
  const rows = await outbox.due('mail', clock.now() + 3_600_000, 9)
  const words = {
    subject: '[ONYO] Kompyuta AFY-PC-014: mambo 3',
    messageId: '<a@b>',
    body: '{"text":"","html":""}',
  }
  for (const { id } of rows.slice(1, 2)) {
    await outbox.claim(id, words)
    await outbox.sent(id, clock.now())
  }
  for (const { id } of rows.slice(2, 3)) await outbox.held(id, 'ceiling: 4 a day')
  for (const { id } of rows.slice(3, 4))
    await outbox.failed(id, 'unknown_recipient: 550 5.1.1 unknown user')
  for (const { id } of rows.slice(4, 5))
    await outbox.retry(id, clock.now() + 60_000, 'unreachable: ECONNREFUSED')
}

/** The mails that wait, as they would go out. */
async function mails(office: SampleOffice): Promise<readonly (readonly [string, string])[]> {
  const { parts, outbox, clock, links } = office
  const desk = new MailDesk({
    outbox,
    alerts: parts.alerts,
    hosts: parts.hosts,
    office: parts.office,
    rule: (id) => shippedRules.find((rule) => rule.id === id),
    consoleUrl: () => 'https://10.20.1.5:8443',
    link: (row, nowMs) => `https://10.20.1.5:8443/a/${links.sign(row, nowMs)}`,
  })
  const smtp = {
    host: 'x',
    port: 25,
    security: 'none',
    user: '',
    password: '',
    from: 'mlinzi@mlimani.go.tz',
  } as const
  const channel = mailChannelOf(smtp)
  for (const [at, one] of people.slice(0, 2).entries())
    await outbox.addSummary(one, `day${at}`, clock.now())
  const rows = await outbox.due('mail', clock.now() + 3_600_000, 20)
  const made = await Promise.all(
    rows.map(async (row) => {
      const ready = await desk.prepare(row, channel, clock.now())
      return ready.type === 'send' && ready.letter.html !== ''
        ? [[`${row.kind}-${row.language}-${row.id}`, ready.letter.html] as const]
        : []
    }),
  )
  const all = made.flat()
  expect(all.length).toBeGreaterThan(2)
  expect(Object.keys(alertTexts)).toEqual(['sw', 'en'])
  return all
}
