/**
 * From what a switch tells to one incident: the officer accepts proposals in a real browser without
 * JavaScript, over the stages as they ship on a virtual clock; then the switch fails.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hostNamed, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'
import { password, sampleOffice, type SampleOffice } from '../support/sample-office.ts'

const executablePath = process.env['MLINZI_CHROMIUM'] ?? '/usr/bin/chromium'
const screenshots = process.env['MLINZI_SCREENSHOTS']
const present = existsSync(executablePath)
if (!present && process.env['MLINZI_REQUIRE_SERVICES'] === '1')
  throw new Error(`${executablePath} is needed: apt-get install chromium`)
if (!present) console.warn(`Skipped: ${executablePath} is not installed (apt-get install chromium)`)

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const at = (time: string): number => Date.parse(`2026-11-12T${time}+03:00`)
const pcs = ['bwa-pc-1', 'bwa-pc-2', 'bwa-pc-3', 'bwa-pc-4']
const place = { siteId: 'bwawani', presence: 'never_seen' } as const
const macOf = (id: string): string => `00:1a:a0:00:00:1${id.at(-1)}`

describe.skipIf(!present)('a switch whose computers the officer accepts', () => {
  let council: Council
  let office: SampleOffice
  let browser: Browser
  let page: Page
  let switchOn = true
  let spareOn = true

  beforeAll(async () => {
    council = await openCouncil({
      startMs: at('08:30:00'),
      sites: [
        { id: 'bwawani', name: 'Kata ya Bwawani', profile: 'lan', subnets: [] },
        { id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] },
      ],
      hosts: [
        ...pcs.map((id) => hostNamed(id, place)),
        hostNamed('bwa-srv-9', { ...place, role: 'server' }),
        hostNamed('sw-bwa-01', { ...place, role: 'network' }),
        hostNamed('sw-bwa-02', { ...place, role: 'network' }),
        hostNamed('rt-bwa-01', { ...place, role: 'network' }),
        hostNamed('hq-srv-1', { siteId: 'hq', role: 'server', presence: 'never_seen' }),
      ],
      devices: ['rt-bwa-01', 'sw-bwa-01', 'sw-bwa-02'],
      recipients: [reader('asha', { language: 'sw' })],
    })
    council.device('sw-bwa-01').reachable = () => switchOn
    council.device('sw-bwa-02').reachable = () => spareOn
    const { opened, clock } = council
    const { repositories } = opened
    for (const id of pcs) {
      const network = [{ name: 'eth0', mac: macOf(id), addresses: [] }]
      await repositories.hosts.setInventory(id, 'h', { network })
    }
    // A server with a cable to either switch, which says so itself by LLDP.
    const server = { addresses: 1, macs: [], neighbour: 'BWA-SRV-9' }
    await repositories.discovery.keepLinks({
      deviceId: 'sw-bwa-01',
      atMs: clock.now(),
      ports: [
        ...pcs.map((id, index) => ({ port: `${index + 1}`, addresses: 1, macs: [macOf(id)] })),
        { port: '23', ...server },
        { port: '24', addresses: 90, macs: [], neighbour: 'RT-BWA-01', neighbourKind: 'router' },
      ],
      macs: [],
    })
    await repositories.discovery.keepLinks({
      deviceId: 'sw-bwa-02',
      atMs: clock.now(),
      ports: [{ port: '23', ...server }],
      macs: [],
    })
    office = await sampleOffice({
      clock,
      hosts: repositories.hosts,
      alerts: repositories.alerts,
      office: repositories.office,
      discovery: repositories.discovery,
      network: repositories.network,
      audit: repositories.audit,
      ways: opened.ways,
      store: opened.store,
      incidentBook: council.book,
    })
    const user = await office.parts.users.create({
      name: 'asha',
      role: 'officer',
      departmentId: null,
    })
    await office.parts.users.setPassword(user.id, password)
    const baseURL = await office.api.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.launch({
      executablePath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'],
    })
    const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto('/login')
    await page.getByLabel('Jina la mtumiaji').fill('asha')
    await page.getByLabel('Nywila', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Ingia' }).click()
  })
  afterAll(async () => {
    await browser.close()
    await office.close()
    await council.close()
  })

  async function look(name: string): Promise<void> {
    if (screenshots)
      await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true })
  }
  const presenceOf = async (id: string) =>
    (await council.opened.repositories.hosts.get(id))?.presence
  const roots = async () =>
    (await council.opened.repositories.alerts.open()).filter((one) => one.parentId === null)

  test('before he has accepted anything nothing is cut off', async () => {
    await council.until(at('08:50:00'))
    expect(council.opened.ways.links).toEqual([])
    await page.goto('/network/parents')
    await look('parents-proposed')
    expect(await page.getByRole('checkbox').count()).toBe(7)
  })

  test('he accepts all that is sure with one button, and the rest by ticking it', async () => {
    await page.getByRole('button', { name: 'Kubali yote 4 yaliyo hakika' }).click()
    expect(council.opened.ways.links).toHaveLength(4)
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: 'Kubali yaliyochaguliwa' }).click()
    const links = council.opened.ways.links.map(({ childId, parentId }) => `${childId} ${parentId}`)
    expect(links.toSorted()).toEqual(
      [
        ...pcs.map((id) => `${id} sw-bwa-01`),
        'bwa-srv-9 sw-bwa-01',
        'bwa-srv-9 sw-bwa-02',
        'sw-bwa-01 rt-bwa-01',
      ].toSorted(),
    )
    await page.goto('/network/map?site=bwawani')
    await look('map-of-a-ward')
    expect(await page.locator('svg a[href="/hosts/bwa-srv-9"]').count()).toBe(1)
    // The broken line of the redundant pair.
    expect(await page.locator('svg path[stroke-dasharray="4 4"]').count()).toBe(1)
  })

  test('the switch fails: one incident with what hangs on it alone; the server has another way', async () => {
    await council.until(at('09:05:20'))
    switchOn = false
    for (const id of pcs) council.machine(id).lineCut()
    await council.until(at('09:13:00'))
    expect(await roots()).toMatchObject([
      { ruleId: 'parent-silent', hostId: 'sw-bwa-01', values: { count: 4 } },
    ])
    expect(council.told()).toHaveLength(1)
    for (const id of pcs) expect(council.told()[0]?.text).toContain(id.toUpperCase())
    expect(await presenceOf('bwa-srv-9')).toBe('online')
    await page.goto('/network/map?site=bwawani')
    await look('map-with-a-lost-switch')
    expect(await page.content()).toMatch(
      /BWA-PC-1 \([^)]*\): Haijulikani: njia ya kuifikia imekatika/,
    )
  })

  test('the second switch fails too: only now the server behind both is cut off', async () => {
    spareOn = false
    council.machine('bwa-srv-9').lineCut()
    await council.until(at('09:25:00'))
    expect(await presenceOf('bwa-srv-9')).toBe('cut_off')
    const server = (await council.opened.repositories.alerts.open()).filter(
      ({ hostId, parentId }) => hostId === 'bwa-srv-9' && parentId === null,
    )
    expect(server).toEqual([])
  })
})
