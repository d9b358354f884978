/**
 * Makes the pictures of the README from the running demo: `node scripts/screenshots.ts [minutes]`.
 * The stories of the demo need some minutes until they show (the filling disk about seven).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { systemClock } from '../lib/system-clock.ts'

const minutes = Number(process.argv[2] ?? 8)
const folder = 'docs/images'
const address = 'https://localhost:8543'
const home = join(mkdtempSync(join(tmpdir(), 'mlinzi-pictures-')), 'home')

mkdirSync(folder, { recursive: true })
const demo = spawn(process.execPath, ['dist/mlinzi.mjs', 'demo'], {
  env: { ...process.env, MLINZI_HOME: home },
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const link = await loginLink()
  await systemClock.sleep(minutes * 60_000)
  await takePictures(link)
} finally {
  demo.kill('SIGTERM')
  await once(demo, 'exit')
  rmSync(join(home, '..'), { recursive: true, force: true })
}

async function loginLink(): Promise<string> {
  let output = ''
  for await (const chunk of demo.stdout) {
    output += String(chunk)
    const link = /https:\S+\/login\/link\/\S+/.exec(output)?.[0]
    if (link) {
      demo.stdout.resume()
      return link
    }
  }
  throw new Error(`The demo ended before it was ready:\n${output}`)
}

async function takePictures(link: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  })
  try {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 1280, height: 860 },
    })
    await logIn(context, link)
    const page = await context.newPage()
    await page.goto(`${address}/`)
    await page.screenshot({ path: join(folder, 'fleet-sw.png') })
    await page.goto(`${address}/facts/backups`)
    await page.locator('details.more > summary').first().click()
    await page.screenshot({ path: join(folder, 'facts-backups-sw.png') })
    await page.getByText('English', { exact: true }).first().click()
    await page.goto(`${address}/`)
    await page.screenshot({ path: join(folder, 'fleet-en.png') })
    await page.goto(`${address}/facts/antivirus`)
    await page.screenshot({ path: join(folder, 'facts-antivirus-en.png') })
    await page.goto(`${address}/`)
    await page.locator('a', { hasText: 'KIL-PC-004' }).first().click()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(folder, 'host-en.png') })
  } finally {
    await browser.close()
  }
}

async function logIn(context: BrowserContext, link: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(link)
  for (const input of await page.locator('input[type=password]').all()) {
    await input.fill('picha-za-maonyesho-2026')
  }
  await page.locator('main form button').first().click()
  await page.waitForLoadState()
  await page.close()
}
