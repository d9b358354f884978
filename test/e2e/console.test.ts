/** The console in a real browser. Screenshots go into MLINZI_SCREENSHOTS when it is set. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fillCouncil } from '../support/sample-council.ts'
import { officeNow, password, sampleOffice, type SampleOffice } from '../support/sample-office.ts'
import { slowLoad } from '../support/page-load.ts'
import { writeSampleValues } from '../support/sample-values.ts'

const executablePath = process.env['MLINZI_CHROMIUM'] ?? '/usr/bin/chromium'
const screenshots = process.env['MLINZI_SCREENSHOTS']
const present = existsSync(executablePath)
if (!present && process.env['MLINZI_REQUIRE_SERVICES'] === '1')
  throw new Error(`${executablePath} is needed: apt-get install chromium`)
if (!present) console.warn(`Skipped: ${executablePath} is not installed (apt-get install chromium)`)

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const desktop = { width: 1280, height: 800 }
const phone = { width: 360, height: 740 }
const pagesOfAlerts = [
  '/alerts',
  '/incidents',
  '/power',
  '/maintenance',
  '/outbox',
  '/false-alarms',
  '/rules',
  '/rules/disk-full-data',
  '/settings/recipients',
  '/settings/hours',
  '/users',
  '/sources',
  '/audit',
]

describe.skipIf(!present)('the console in a browser', () => {
  let office: SampleOffice
  let browser: Browser
  let server: string
  let address: string
  beforeAll(async () => {
    office = await sampleOffice()
    server = await fillCouncil(office)
    const user = await office.parts.users.create({
      name: 'amina',
      role: 'admin',
      departmentId: null,
    })
    await office.parts.users.setPassword(user.id, password)
    address = await office.api.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.launch({
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  })
  afterAll(async () => {
    await browser.close()
    await office.close()
  })

  async function entered(options: Parameters<Browser['newContext']>[0]): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ baseURL: address, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => expect.unreachable(`The page failed: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4'))
        expect.unreachable(`The browser complained: ${message.text()}`)
    })
    await page.goto('/login')
    await page.getByLabel('Jina la mtumiaji').fill('amina')
    await page.getByLabel('Nywila', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Ingia' }).click()
    await page.waitForURL('**/')
    return page
  }
  async function look(page: Page, name: string): Promise<void> {
    if (!screenshots) return
    const clip = { x: 0, y: 0, ...(page.viewportSize() ?? desktop), height: 1300 }
    await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true, clip })
  }
  /** A page wider than the screen makes a phone's reader scroll sideways. */
  async function fits(page: Page): Promise<void> {
    const [wide, shown] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect(wide, page.url()).toBeLessThanOrEqual(shown ?? 0)
  }

  test('logs in, finds a host while typing, sees its graph and acknowledges its alert', async () => {
    const page = await entered({ viewport: desktop })
    await look(page, 'fleet-desktop')
    await page.getByRole('searchbox').fill('srv')
    await expect.poll(() => page.locator('#hosts tbody tr:visible').count()).toBe(1)
    await page.getByRole('link', { name: 'HWM-SRV-01' }).click()
    await page.locator('figure.graph canvas').first().waitFor()
    expect(await page.locator('figure.graph canvas').count()).toBeGreaterThan(4)
    await look(page, 'host-desktop')
    await page.getByRole('button', { name: 'Nimepokea' }).click()
    await page.getByText('Imepokelewa na amina').waitFor()
    expect((await office.parts.alerts.get('disk-srv'))?.acknowledgedBy).toBe('amina')
    await page.context().close()
  })

  test('a graph moves while one looks', async () => {
    const page = await entered({ viewport: desktop })
    await page.goto(`/hosts/${server}?span=1h`)
    const readings = page.locator('[data-graph=memory] td.newest')
    await page.locator('[data-graph=memory] canvas').waitFor()
    const before = await readings.textContent()
    await office.clock.advance(120_000)
    await writeSampleValues(office.parts.store, server, officeNow + 60_000, officeNow + 120_000)
    // The page asks again as soon as it becomes visible.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(() => readings.textContent(), { timeout: 10_000 }).not.toBe(before)
    await page.context().close()
  })

  test('the list shows by itself that a host went off', async () => {
    const page = await entered({ viewport: desktop })
    const row = page.locator(`tr[data-host="${server}"]`)
    await row.getByText('Inapatikana').waitFor()
    await office.parts.hosts.setPresence(server, 'power_lost', office.clock.now())
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await row.getByText('Imekosa umeme').waitFor()
    await office.parts.hosts.setPresence(server, 'online', office.clock.now())
    await page.context().close()
  })

  test('switches language and back', async () => {
    const page = await entered({ viewport: desktop })
    await page.goto('/alerts')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Alerts' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await look(page, 'alerts-english')
    await page.getByRole('button', { name: 'Kiswahili' }).click()
    await page.getByRole('heading', { name: 'Tahadhari', exact: true }).waitFor()
    await page.context().close()
  })

  test('fits a phone, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await entered({ viewport: phone, colorScheme, hasTouch: true })
      for (const [name, url] of [
        ['fleet', '/'],
        ['host', `/hosts/${server}`],
        ['alerts', '/alerts'],
        ['rules', '/rules?q=disk'],
        ['enrolment', '/enrolment'],
        ['office', '/settings/office'],
        ['places', '/settings/places'],
        ['mail', '/settings/mail'],
        ['recipients', '/settings/recipients'],
        ['hours', '/settings/hours'],
        ['users', '/users'],
        ['audit', '/audit'],
      ] as const) {
        await page.goto(url)
        await fits(page)
        await look(page, `${name}-phone-${colorScheme}`)
      }
      await page.context().close()
    }
  })

  test('the menu is one line on a desk, and the pages of alerts fit a phone, in both languages', async () => {
    const page = await entered({ viewport: desktop })
    for (const [to, language] of [
      ['', 'sw'],
      ['English', 'en'],
    ] as const) {
      if (to !== '') await page.getByRole('button', { name: to }).click()
      for (const [name, width] of [
        ['desk', 1280],
        ['phone', 390],
      ] as const) {
        await page.setViewportSize({ width, height: 800 })
        for (const url of pagesOfAlerts) {
          await page.goto(url)
          await fits(page)
          const menu = await page.locator('.mast nav').boundingBox()
          expect(menu?.height, `menu of ${url} in ${language}`).toBeLessThan(60)
          await look(page, `${url.slice(1).replaceAll('/', '-')}-${name}-${language}`)
        }
      }
      await page.setViewportSize(desktop)
    }
    // The language is the visitor's: the next tests read Swahili.
    await page.getByRole('button', { name: 'Kiswahili' }).click()
    await page.context().close()
  })

  test('every page has landmarks, one heading and labelled fields', async () => {
    const page = await entered({ viewport: desktop, colorScheme: 'dark' })
    const urls = [
      '/',
      `/hosts/${server}`,
      '/alerts',
      '/rules',
      '/enrolment',
      '/users',
      '/audit',
      '/account',
    ]
    const sections = ['office', 'places', 'mail', 'recipients', 'hours']
    for (const url of [...urls, ...sections.map((one) => `/settings/${one}`)]) {
      await page.goto(url)
      expect(await page.getByRole('main').count()).toBe(1)
      expect(await page.getByRole('banner').count()).toBe(1)
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
      expect(await unlabelled(page), url).toEqual([])
      await look(page, `${url.replaceAll('/', '-').slice(1) || 'fleet'}-dark`.replace(server, 'x'))
    }
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.context().close()
  })

  test('200 hosts fit into 150 KB with everything that the page loads', async () => {
    const all = await office.parts.hosts.all()
    const many = Array.from({ length: 5 }, () => all).flat()
    const crowded = await sampleOffice({
      ...office.parts,
      hosts: { ...office.parts.hosts, all: async () => many },
    })
    const crowdedAddress = await crowded.api.listen({ host: '127.0.0.1', port: 0 })
    const page = await entered({ viewport: desktop, baseURL: crowdedAddress })
    const load = await slowLoad(page.context(), crowdedAddress, '#hosts tbody tr', 200)
    console.log(`fleet of 200 hosts: ${load.bytes} B, readable after ${load.readableMs} ms`)
    expect(load.bytes).toBeLessThanOrEqual(150_000)
    await page.context().close()
    await crowded.close()
  })

  test('without scripts: list, filter, host page, acknowledge, silence and settings', async () => {
    const page = await entered({ viewport: phone, javaScriptEnabled: false })
    await page.getByRole('searchbox').fill('ELM-PC-003')
    await page.getByRole('button', { name: 'Chuja' }).click()
    expect(await page.locator('#hosts tbody tr').count()).toBe(1)
    await page.goto(`/hosts/${server}`)
    expect(await page.locator('figure.graph svg[role=img] path.l0').count()).toBeGreaterThan(4)
    await look(page, 'host-without-scripts')
    await page.goto('/alerts')
    const card = page.locator('#a-memory-1')
    await card.getByRole('button', { name: 'Nimepokea' }).click()
    await page.getByText('Imeandikwa kuwa umepokea').waitFor()
    await card.getByText('Nyamazisha kwa muda').first().click()
    await card.getByLabel('Sababu').fill('ukarabati')
    await card.getByRole('button', { name: 'Nyamazisha kwa muda' }).click()
    await page.getByText('Imenyamazishwa.', { exact: false }).first().waitFor()
    expect(await office.parts.alerts.silences(office.clock.now())).toHaveLength(1)
    await page.goto('/settings/office')
    await page.getByLabel('Simu ya Kitengo').fill('028 262 1111')
    await page.getByRole('button', { name: 'Hifadhi' }).click()
    await page.getByText('Imehifadhiwa.').waitFor()
    expect((await office.parts.office.organisation()).phone).toBe('028 262 1111')
    await page.context().close()
  })
})

async function unlabelled(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
      .filter((field) => {
        const labels = 'labels' in field && field.labels instanceof NodeList ? field.labels : []
        return labels.length === 0 && !field.getAttribute('aria-label')
      })
      .map((field) => field.outerHTML),
  )
}
