/** The fleet page of 200 computers in a real browser on a slow line. */
import { chromium, type BrowserContext } from 'playwright-core'
import { councilOf } from '../scripts/swarm/council.ts'
import { slowLoad } from '../test/support/page-load.ts'
import { benchHome } from './fleet/bench-home.ts'
import { CollectorProcess } from './fleet/collector-process.ts'
import { Swarm } from './fleet/swarm.ts'
import type { Beaten, Connected } from './fleet/swarm-messages.ts'
import { CountingRelay } from './relay.ts'
import type { BenchRow } from './rows.ts'
import { size } from './scale.ts'
import { median } from './statistics.ts'

const hosts = 200
const loads = size('PAGE_LOADS', 5, 2)
const password = 'a password for the bench'
const program = process.env['MLINZI_CHROMIUM'] ?? '/usr/bin/chromium'
const rowSelector = '#hosts tbody tr'

export async function consoleBench(): Promise<BenchRow[]> {
  const home = await benchHome({ hosts: councilOf(hosts) })
  const collector = await CollectorProcess.start(home.root)
  const swarm = await Swarm.start(home, 0, hosts)
  const relay = await CountingRelay.to(home.port)
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    await swarm.ask<Connected>({ type: 'connect' }, 'connected')
    await swarm.ask<Beaten>({ type: 'beat', seconds: 10, beatMs: 10_000 }, 'beaten')
    const address = `https://localhost:${relay.port}/`
    const entered = await browser.newContext({ ignoreHTTPSErrors: true })
    await logIn(entered, collector.ready.loginLink, relay.port)
    const kilobytes: number[] = []
    const readableMs: number[] = []
    for (let load = 0; load < loads; load++) {
      // A fresh context has an empty cache and no open connection, but who one is.
      const context = await browser.newContext({
        ignoreHTTPSErrors: true,
        storageState: await entered.storageState(),
      })
      const before = relay.bytes
      const page = await slowLoad(context, address, rowSelector, hosts)
      const after = relay.bytes
      kilobytes.push((after.up + after.down - before.up - before.down) / 1000)
      readableMs.push(page.readableMs)
      await context.close()
    }
    return [
      { name: 'console, fleet of 200 hosts', value: median(kilobytes), unit: 'KB' },
      {
        name: 'console, fleet readable at 280 kbit/s and 800 ms',
        value: median(readableMs),
        unit: 'ms',
      },
    ]
  } finally {
    await browser.close()
    relay.close()
    await swarm.stop()
    await collector.stop()
    home.remove()
  }
}

/** The one-time link sets the first password and opens a session. */
async function logIn(context: BrowserContext, link: string | null, port: number): Promise<void> {
  if (link === null) throw new Error('The collector gave no login link')
  const url = new URL(link)
  url.hostname = 'localhost'
  url.port = String(port)
  const page = await context.newPage()
  await page.goto(url.href)
  await page.locator('input[name=password]').fill(password)
  await page.locator('input[name=repeat]').fill(password)
  await page.locator('input[name=repeat]').press('Enter')
  await page.waitForURL((where) => where.pathname === '/')
  await page.close()
}
